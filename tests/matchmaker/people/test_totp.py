"""Codes of authenticator apps, with the values of RFC 6238; recovery codes."""

from base64 import b32encode
from datetime import UTC, datetime

import pytest

from matchmaker.people.rules.passwords import is_password
from matchmaker.people.rules.recovery import ALPHABET, hashes, new_codes, parts
from matchmaker.people.rules.totp import is_code, new_secret, provisioning_uri, step_of

SECRET = b32encode(b"12345678901234567890").decode()
"""Of appendix B."""


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_rfc(seconds, code):
    assert step_of(SECRET, code, at(seconds)) == seconds // 30


@pytest.mark.parametrize(("late", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_wrong_by_half_a_minute(late, accepted):
    step = step_of(SECRET, "081804", at(1111111109 + late))

    assert step == (1111111109 // 30 if accepted else None)


def test_another_secret_has_other_codes():
    assert step_of(new_secret(), "287082", at(59)) is None


@pytest.mark.parametrize("text", ["28708", "2870822", "28708a", "２８７０８２", ""])
def test_only_six_digits_are_a_code(text):
    assert not is_code(text)


def test_the_app_reads_account_and_issuer():
    uri = provisioning_uri(SECRET, "anne@cluster.example", "Grappe TIC")

    assert uri == f"otpauth://totp/Grappe%20TIC:anne%40cluster.example?secret={SECRET}&issuer=Grappe%20TIC"


def test_ten_recovery_codes_have_labels_of_their_own():
    codes = new_codes()

    assert len({code[:4] for code in codes}) == 10
    assert {len(code) for code in codes} == {14}
    assert set("".join(codes)) <= {*ALPHABET, "-"}


@pytest.mark.parametrize("typed", ["k3m9-x2pq-7hwt", "K3M9X2PQ7HWT", " k3m9 x2pq 7hwt "])
def test_a_recovery_code_is_read_as_it_is_typed(typed):
    assert parts(typed) == ("k3m9", "x2pq7hwt")


@pytest.mark.parametrize("typed", ["", "k3m9-x2pq", "k3m9-x2pq-7hw0", "k3m9-x2pq-7hwtt", "287082"])
def test_what_is_no_recovery_code_is_none(typed):
    assert parts(typed) is None


def test_only_the_label_is_kept_of_a_recovery_code():
    kept = hashes(["k3m9-x2pq-7hwt"])

    assert list(kept) == ["k3m9"]
    assert is_password(kept["k3m9"], "x2pq7hwt")
    assert "x2pq" not in kept["k3m9"]
