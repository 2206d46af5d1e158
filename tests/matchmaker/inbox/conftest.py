import pytest


@pytest.fixture(autouse=True)
def reads_answers(mailbox_address: None) -> None:
    """The installation reads its mailbox in every test of this room."""
