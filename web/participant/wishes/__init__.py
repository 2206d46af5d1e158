"""The directory, wishes, interest and vetoes."""
