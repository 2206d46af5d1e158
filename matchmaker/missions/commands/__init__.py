"""Changes of the cities, ways and offices of a mission."""
