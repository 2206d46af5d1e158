"""Pure rules: the reasons of unmet wishes."""
