"""From wishes to a schedule: availability, runs of the solver, scenarios with their numbers and reasons."""
