"""Changes of what people say about their time."""
