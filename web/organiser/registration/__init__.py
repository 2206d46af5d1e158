"""Registration by the open form: what it asks, and who waits for an organiser or a place."""
