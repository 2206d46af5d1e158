"""Problems and schedules as files."""
