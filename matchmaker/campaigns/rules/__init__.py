"""Pure functions: placeholders and the filter of recipients."""
