"""What pages about imports show: their undo, and the lines that were left out."""
