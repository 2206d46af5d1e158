"""Cities of a mission, who comes along, ways and offices."""
