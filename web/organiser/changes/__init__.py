"""What needs the organisers, and the ways out."""
