"""Load: a real server and a bounded crowd of calendar programs."""
