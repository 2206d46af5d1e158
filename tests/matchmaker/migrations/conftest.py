import pytest


@pytest.fixture
def postgres_url(own_postgres_url: str) -> str:
    """Tables are changed here: each test has a database of its own."""
    return own_postgres_url
