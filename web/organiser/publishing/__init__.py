"""Publishing a scenario, and the list of releases."""
