"""Mails that mean harm, or are broken beyond meaning: understood as far as they go, never an exception.

Nothing here asserts a time. Sizes are such that work growing with the square of them would not end within minutes.
"""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.inbox.parsing.mime import DEEPEST, LARGEST, MOST_PARTS, open_mail
from matchmaker.inbox.parsing.understand import fingerprint, understand
from matchmaker.models import InboundKind
from tests.builders.examples import examples
from tests.builders.hostile_mails import ATTENDEE, EVENTS, HOSTILE, PART, attached
from tests.builders.inbound_mails import exchange_reply, mail, report


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    return [text for one in value for text in texts(one)] if isinstance(value, (list, tuple)) else []


def check(data: bytes) -> None:
    """Whatever was understood can be stored and shown, and is short."""
    found = asdict(understand(data))
    assert len(fingerprint(data)) == 64
    for text in texts(found):
        assert "\x00" not in text
        text.encode()
    assert sum(map(len, texts(found))) < 30_000


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_does_harm(name: str) -> None:
    check(HOSTILE[name])


@examples(1000)
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    check(data)


FRAGMENTS = st.sampled_from(
    [line + b"\r\n" for data in (mail("text", exchange_reply()), report(), PART) for line in data.split(b"\r\n")]
    + [b"\r\n", b"\n", b" ", b"\x00", b"--_000_x_\r\n", b"--_000_x_--\r\n", b"END:VEVENT\n", b"=?utf-8?q?=\xff?="]
    + [line.encode() + b"\n" for line in exchange_reply().split("\n")]
)


@examples(1000)
@given(st.lists(FRAGMENTS | st.binary(max_size=8), max_size=60))
def test_pieces_of_mails_in_any_order(pieces: list[bytes]) -> None:
    check(b"".join(pieces))


@examples(1000)
@given(st.data())
def test_a_mail_with_some_bytes_changed(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([mail("text", exchange_reply()), report(), mail("text")])))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))

    check(bytes(whole[:cut]))


def test_depth_and_number_of_parts_are_bounded() -> None:
    assert open_mail(HOSTILE["nested five thousand times"]).parts == ()
    assert len(open_mail(HOSTILE["a hundred thousand parts"]).parts) == MOST_PARTS
    deep = b"From: a@b.example\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number) for number in range(DEEPEST)
    )
    assert [part.data for part in open_mail(deep + b"\r\ntext").parts] == [b"text"]


def test_what_lies_behind_the_limit_is_not_looked_at() -> None:
    data = mail("", exchange_reply()).replace(b"MIME-Version", b"X-Filler: y\r\nMIME-Version")
    head, _, body = data.partition(b"\r\n\r\n")

    assert understand(data).kind is InboundKind.REPLY
    assert understand(head + b"\r\n\r\n" + b"x" * LARGEST + b"\r\n" + body).kind is InboundKind.MESSAGE


def test_the_first_of_ten_thousand_events_is_read_and_none_is_expanded() -> None:
    ics = f"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:m-1@rdv.example\n{ATTENDEE}\nEND:VEVENT\n{EVENTS}"

    found = understand(mail("", ics))

    assert found.answer is not None
    assert (found.answer.uid, found.answer.says) == ("m-1@rdv.example", "DECLINED")


def test_an_attached_mail_says_nothing_for_its_writer() -> None:
    inner = mail("", exchange_reply(says="DECLINED"))

    found = understand(attached(inner, "message/rfc822"))

    assert (found.kind, found.answer) == (InboundKind.MESSAGE, None)


def test_headers_cannot_be_smuggled_in_through_a_subject() -> None:
    found = understand(mail("x", subject="=?utf-8?q?Hi=0D=0ABcc:_all@evil.example?="))

    assert found.subject == "Hi Bcc: all@evil.example"


def test_marks_that_turn_the_direction_of_a_text_are_removed() -> None:
    found = understand(mail("safe\u202egpj.exe", sender="\u202eeoZ <zoe@numalis.example>"))

    assert (found.text, found.sender_name) == ("safegpj.exe", "eoZ")
