"""Who counts as one client, and what is kept of an address."""

import pytest

from matchmaker.people.rules.clients import client_of, shortened


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_one_client(address, client):
    assert client_of(address) == client


@pytest.mark.parametrize(
    ("address", "kept"),
    [("192.0.2.7", "192.0.2.0/24"), ("2001:db8:1:2::1", "2001:db8:1::/48"), ("", ""), ("unknown", "")],
)
def test_what_a_history_keeps(address, kept):
    assert shortened(address) == kept
