"""The draft: the grid that is edited by hand."""
