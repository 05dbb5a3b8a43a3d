"""What a decision makes of indicators, all it brought in words, the pages for that, and two days compared."""
