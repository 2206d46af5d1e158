"""Pages of missions without log-in."""
