"""From an empty installation, in a browser alone."""
