"""Addresses that we read: found again whatever a server does to their case, refused when anyone touches them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from matchmaker.base.config import Config
from matchmaker.mail.reply_address import bounce_address, read_bounce_token, read_reply_token, reply_address

CONFIG = Config(mode="test", reply_address="rdv@cluster.example", secret_key="1" * 32)
OTHER = Config(mode="test", reply_address="rdv@cluster.example", secret_key="2" * 32)
IDS = st.integers(1, 10**12)


def token(address: str) -> str:
    return address.partition("+")[2].partition("@")[0]


@given(IDS)
def test_an_address_leads_back_to_its_invitation_whatever_the_case(number):
    address = reply_address(CONFIG, number)

    assert address.startswith("rdv+")
    assert address.endswith("@cluster.example")
    assert address == address.lower()
    assert read_reply_token(token(address), CONFIG) == number
    assert read_reply_token(token(address).upper(), CONFIG) == number


@given(IDS)
def test_replies_and_bounces_are_told_apart(number):
    assert read_bounce_token(token(bounce_address(CONFIG, number)), CONFIG) == number
    assert read_bounce_token(token(reply_address(CONFIG, number)), CONFIG) is None
    assert read_reply_token(token(bounce_address(CONFIG, number)), CONFIG) is None


@given(IDS, IDS)
def test_a_signature_is_good_for_one_number_and_one_secret(number, other):
    signature = token(reply_address(CONFIG, number)).rpartition("-")[2]

    assert read_reply_token(f"{other}-{signature}", CONFIG) == (number if number == other else None)
    assert read_reply_token(f"{number}-{signature}", OTHER) is None


@given(st.text(max_size=60))
def test_any_other_text_is_no_token(text):
    assert read_reply_token(text, CONFIG) is None
    assert read_bounce_token(text, CONFIG) is None


def test_the_part_before_the_at_sign_fits_even_at_its_longest():
    config = Config(mode="test", reply_address=f"{'m' * 24}@cluster.example")

    assert len(bounce_address(config, 10**12).partition("@")[0]) == 24 + 1 + 1 + 13 + 1 + 20
    assert 24 + 1 + 1 + 13 + 1 + 20 < 64


def test_without_a_mailbox_there_is_no_address():
    config = Config(mode="test")

    assert (reply_address(config, 1), bounce_address(config, 1)) == ("", "")


@pytest.mark.parametrize("address", ["rdv", "Rdv@x.example", "a+b@x.example", "x" * 25 + "@x.example", "a b@x.example"])
def test_a_mailbox_that_cannot_carry_plus_addresses_is_refused_at_the_start(address):
    with pytest.raises(ValidationError, match="MATCHMAKER_REPLY_ADDRESS"):
        Config(mode="test", reply_address=address)
