"""The one bridge between rows and the solver."""
