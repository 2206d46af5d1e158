"""Mails as real programs write them, hand-made: everything that a test does not care about has a default."""

import base64

EXCHANGE_REPLY = """\
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT={says};CN=Zoé Lambert:mailto:{attendee}
COMMENT;LANGUAGE=fr-BE:\\n
UID:{uid}
SUMMARY;LANGUAGE=fr-BE:{prefix}: Numalis
DTSTART;TZID=Romance Standard Time:20270311T090000
DTEND;TZID=Romance Standard Time:20270311T092500
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:{stamp}
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:{sequence}
LOCATION;LANGUAGE=fr-BE:Table 4
X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-CDO-IMPORTANCE:1
X-MICROSOFT-CDO-INSTTYPE:0
X-MICROSOFT-DISALLOW-COUNTER:FALSE
END:VEVENT
END:VCALENDAR
"""


def exchange_reply(
    uid: str = "m-1@rdv.example",
    attendee: str = "zoe@numalis.example",
    says: str = "ACCEPTED",
    sequence: int = 0,
    stamp: str = "20270301T101500Z",
) -> str:
    """What Exchange answers: no organiser, Windows' name of the zone, the word of the answer in front of the title."""
    prefix = {"ACCEPTED": "Accepté", "DECLINED": "Refusé"}.get(says, "Provisoire")
    values = {"uid": uid, "attendee": attendee, "says": says, "sequence": sequence, "stamp": stamp, "prefix": prefix}
    return EXCHANGE_REPLY.format(**values)


def calendar(*lines: str, method: str = "REPLY", uid: str = "m-1@rdv.example") -> str:
    """A calendar with one event."""
    event = (f"UID:{uid}", *lines)
    return "\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            *event,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )


def mail(
    text: str = "",
    ics: str | None = None,
    *,
    sender: str = "Zoé Lambert <zoe@numalis.example>",
    to: str = "rdv+1-aaaaaaaaaaaaaaaaaaaa@rdv.example",
    subject: str = "Re: Numalis",
    message_id: str = "<1@numalis.example>",
    head: tuple[str, ...] = (),
) -> bytes:
    """A mail with a text and, if given, a calendar in base64."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", "Date: Mon, 01 Mar 2027 11:15:00 +0100", *head]
    lines += [f"Message-ID: {message_id}"] if message_id else []
    lines += ["MIME-Version: 1.0"]
    if ics is None:
        lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text]
        return "\r\n".join(lines).encode()
    coded = base64.encodebytes(ics.replace("\n", "\r\n").encode()).decode().replace("\n", "\r\n")
    lines += ['Content-Type: multipart/alternative;\r\n\tboundary="_000_x_"', "", "--_000_x_"]
    lines += ['Content-Type: text/plain; charset="utf-8"', "", text, "--_000_x_"]
    lines += ['Content-Type: text/calendar; charset="utf-8"; method=REPLY', "Content-Transfer-Encoding: base64", ""]
    return "\r\n".join([*lines, coded, "--_000_x_--", ""]).encode()


def report(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <zoe@numalis.example>: Recipient address rejected: User unknown",
    to: str = "rdv+b1-aaaaaaaaaaaaaaaaaaaa@rdv.example",
    original: str = "<invitation@rdv.example>",
) -> bytes:
    """A server's report on a delivery (RFC 3464), as Postfix writes it."""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: Mon, 01 Mar 2027 11:15:00 +0100
Message-ID: <{action}{status}@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="4D1.1/mx.example"

--4D1.1/mx.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.

--4D1.1/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 01 Mar 2027 11:14:58 +0100 (CET)

Final-Recipient: rfc822; zoe@numalis.example
Original-Recipient: rfc822;zoe@numalis.example
Action: {action}
Status: {status}
Diagnostic-Code: {said}

--4D1.1/mx.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: Forum <rendez-vous@rdv.example>
To: zoe@numalis.example
Message-ID: {original}

--4D1.1/mx.example--
""".replace("\n", "\r\n").encode()
