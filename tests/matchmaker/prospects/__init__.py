"""Tests of counterparts and prospects."""
