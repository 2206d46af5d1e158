"""Changes of wishes, vetoes and answers."""
