"""Mails that mean harm, or are broken beyond meaning: understood as far as they go, never an exception.

Nothing here asserts a time. Sizes are such that work growing with the square of them would not end within minutes.
"""

import gzip
import io
import zipfile
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.inbox.mime import DEEPEST, LARGEST, MOST_PARTS, open_mail
from matchmaker.inbox.understand import fingerprint, understand
from matchmaker.models import InboundKind
from tests.matchmaker.inbox.letters import calendar, exchange_reply, mail, report

MEGABYTE = 1_000_000
NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number) for number in range(5000)
)
PART = b"--x\r\nContent-Type: text/calendar\r\n\r\n" + calendar("SUMMARY:x").encode() + b"\r\n"
EVENTS = "".join(
    f"BEGIN:VEVENT\nUID:{number}@evil.example\nRRULE:FREQ=SECONDLY;COUNT=99999999\nEND:VEVENT\n"
    for number in range(10_000)
)
ATTENDEE = "ATTENDEE;PARTSTAT=DECLINED:mailto:zoe@numalis.example"


def zip_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("invite.ics", b"\x00" * 20 * MEGABYTE)
    return data.getvalue()


def attached(data: bytes, kind: str) -> bytes:
    head = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
    return head + b"Content-Type: " + kind.encode() + b"\r\n\r\n" + data + b"\r\n--x--\r\n"


HOSTILE = {
    "nothing": b"",
    "line ends only": b"\r\n" * 500_000,
    "zeros": b"\x00" * MEGABYTE,
    "every byte": bytes(range(256)) * 4000,
    "nested five thousand times": b"From: a@b.example\r\n" + NESTED + b"text",
    "the same boundary inside itself": b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" * 20_000,
    "a hundred thousand parts": b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n.\r\n" * 100_000,
    "as many calendars as fit": b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + PART * 10_000,
    "an empty boundary": b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n--\r\n',
    "a boundary that means something": b'Content-Type: multipart/mixed; boundary="(.*)+$"\r\n\r\n--(.*)+$\r\n\r\nx',
    "one header without end": b"Subject: " + b"x" * MEGABYTE,
    "folds without end": b"Subject: x" + b"\r\n " * 300_000,
    "a hundred thousand headers": b"X: y\r\n" * 100_000,
    "addresses without end": b"To: " + b"<a@b.example>, " * 60_000,
    "comments without end": b"From: " + b"(" * MEGABYTE,
    "at signs": b"From: " + b"a@" * 500_000,
    "angles": b"References: " + b"<" * MEGABYTE,
    "encoded words": b"Subject: " + b"=?utf-8?b?AAAA?= " * 60_000,
    "encoded words that never end": b"Subject: " + b"=?" * 500_000,
    "semicolons": b"Content-Type: text/plain" + b';a="\\' * 200_000,
    "a charset that is none": b"Content-Type: text/plain; charset=zip\r\n\r\n\x80\x81",
    "a charset that never ends": b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * MEGABYTE,
    "base64 that is none": b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * MEGABYTE + b"A",
    "quoted printable that is none": b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=" * MEGABYTE,
    "eight bits in headers": "Subject: été\r\nFrom: Zoé <zoé@é.example>\r\n\r\nÉ".encode("latin-1"),
    "a date that is none": b"Date: Mon, 99 Foo 99999999999999999999 99:99:99 +9999\r\n\r\n",
    "tags": b"Content-Type: text/html\r\n\r\n" + b"<" * MEGABYTE,
    "scripts": b"Content-Type: text/html\r\n\r\n" + b"<script><style>" * 60_000,
    "dotted capitals before a script": "Content-Type: text/html\r\n\r\nİİ<script>x</script>".encode(),
    "entities": b"Content-Type: text/html\r\n\r\n" + b"&" * 500_000 + b"&#99999999999;&#0;&#xd800;",
    "a line before a quote": b"\r\n" + b"on " * 300_000,
    "spaces": b"\r\n" + b" " * MEGABYTE,
    "tabs and lines": b"\r\n" + b"\t \n" * 300_000,
    "dashes": b"\r\n" + b"-" * MEGABYTE,
    "lines before a quote": b"\r\n" + b"on abcdefgh\n" * 80_000,
    "a zip bomb": attached(zip_bomb(), "application/zip"),
    "a zip bomb as a calendar": attached(zip_bomb(), "text/calendar"),
    "a packed calendar": attached(gzip.compress(EVENTS.encode()), "text/calendar"),
    "a calendar of nothing": mail("", "\n" * 200_000),
    "components without end": mail("", "BEGIN:VEVENT\n" * 100_000),
    "one line without end": mail("", calendar("ATTENDEE;CN=" + "a;" * 200_000)),
    "attendees without end": mail("", calendar(*[ATTENDEE] * 50_000)),
    "a report without end": report(said="x " * 500_000),
    "blocks without end": report().replace(b"Final-Recipient", b"\r\n" * 100_000 + b"Final-Recipient"),
}


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


@settings(max_examples=1000)
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    check(data)


FRAGMENTS = st.sampled_from(
    [line + b"\r\n" for data in (mail("text", exchange_reply()), report(), PART) for line in data.split(b"\r\n")]
    + [b"\r\n", b"\n", b" ", b"\x00", b"--_000_x_\r\n", b"--_000_x_--\r\n", b"END:VEVENT\n", b"=?utf-8?q?=\xff?="]
    + [line.encode() + b"\n" for line in exchange_reply().split("\n")]
)


@settings(max_examples=1000)
@given(st.lists(FRAGMENTS | st.binary(max_size=8), max_size=60))
def test_pieces_of_mails_in_any_order(pieces: list[bytes]) -> None:
    check(b"".join(pieces))


@settings(max_examples=1000)
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
