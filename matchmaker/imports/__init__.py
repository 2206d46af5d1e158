"""Files in: recognise, preview with line-by-line errors, apply in one transaction."""
