"""The plan changed by a dated decision: the decision on record, what it makes of tasks and of who answers for them."""
