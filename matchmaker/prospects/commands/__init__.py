"""Changes of counterparts and prospects."""
