"""Excel files that people hand in: what is let in at all. What stands in one is for the room that asked for it."""
