"""Pure rules: who may meet, what a wish is worth, what speaks for a meeting."""
