"""Pages without log-in, and those of the demo."""
