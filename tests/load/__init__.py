"""Load: a real server, a bounded crowd of calendar programs, a browser that drags."""
