"""Contact cards: who may have them, vCard files, codes for phones."""
