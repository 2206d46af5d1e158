"""Whom a delegation wants to meet, what others answer, and what that is worth."""
