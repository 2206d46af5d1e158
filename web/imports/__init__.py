"""Import of tables on screen, the same for an event and for the members of a community: columns, preview, undo."""
