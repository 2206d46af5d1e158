"""What is read of counterparts and prospects."""
