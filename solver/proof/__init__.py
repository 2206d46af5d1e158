"""The exact model, solved in a process of its own, one goal after the other."""
