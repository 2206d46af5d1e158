import pytest


@pytest.fixture
def postgres_url(own_postgres_url: str) -> str:
    """The queues add tables of their own, and processes that are killed leave connections."""
    return own_postgres_url
