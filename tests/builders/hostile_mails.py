"""Mails that mean harm, or are broken beyond meaning, by what is wrong with them.

Sizes are such that work growing with the square of them would not end within minutes.
"""

import gzip
import io
import zipfile

from tests.builders.inbound_mails import calendar, mail, report

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
