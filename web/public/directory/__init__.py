"""The public directory of the members of a community, its map, and the same as data."""
