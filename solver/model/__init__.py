"""A problem, a schedule and a result as plain values; a problem that makes no sense is refused."""
