"""Keep an uploaded file between its preview and its application."""
