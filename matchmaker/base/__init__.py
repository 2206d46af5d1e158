"""What every room stands on: clock, configuration, database sessions, errors, translation, signatures, names."""
