"""Files in and out: the versioned JSON of problems and schedules."""
