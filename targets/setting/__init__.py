"""The coordinator's changes of what must be reached: schedules, targets, baselines, definitions."""
