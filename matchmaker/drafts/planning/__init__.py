"""The board of a draft: what each edit would do."""
