"""Files that people hand in: how much is taken, what they really are, what they are called, how they go out again."""
