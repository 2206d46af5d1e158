"""Reads of releases, agendas, differences and grids."""
