"""Pure rules: why a wish is not met, in words."""
