"""Writes: start a draft, edit it, undo, redo, discard."""
