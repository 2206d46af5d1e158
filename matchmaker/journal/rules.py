"""For how long a change can be undone."""

from datetime import timedelta

UNDONE_WITHIN = timedelta(days=30)
"""So long an import, a merge or a change of the structure can be undone; after that its images are deleted."""
