"""The final bytes of a mail: headers, both bodies, and the same bytes each time."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from matchmaker.mail.compose import CalendarPart, Envelope, Mail, compose
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letter import as_html
from matchmaker.mail.letters.links import LoginMail
from matchmaker.mail.letters.schedule import ProvisionalMail, ScheduleMail
from tests.builders.calendars import entry, lunch

ENVELOPE = Envelope("Matchmaker", "rdv@cluster.example", "key-1", datetime(2027, 3, 1, 8, 0, tzinfo=UTC))
READER = Reader("zoe@numalis.example", "en", "Zoé Lambert")
HOST = Host("Forum Mobile & IP", "Élise Warnant", "elise@cluster.example")
LINK = "https://rdv.example/login/abc"
AGENDA = "https://rdv.example/e/forum/agenda"
LOGIN = LoginMail(READER, HOST, LINK, minutes=30)
CONTENTS = [
    LOGIN,
    ScheduleMail(READER, HOST, AGENDA, (entry(), lunch())),
    ProvisionalMail(READER, HOST, AGENDA, (entry(), lunch())),
]


def read(mail: Mail) -> EmailMessage:
    message = message_from_bytes(mail.mime, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_the_headers_name_the_event_the_reader_and_who_answers() -> None:
    message = read(compose(LOGIN, ENVELOPE))

    assert {name: str(message[name]) for name in message if not name.startswith(("Content", "Message", "MIME"))} == {
        "From": "Forum Mobile & IP <rdv@cluster.example>",
        "To": "Zoé Lambert <zoe@numalis.example>",
        "Reply-To": "Élise Warnant <elise@cluster.example>",
        "Subject": "Your log-in link for Forum Mobile & IP",
        "Date": "Mon, 01 Mar 2027 08:00:00 +0000",
        "Auto-Submitted": "auto-generated",
    }
    assert message["Content-Language"] == "en"
    assert message["Message-ID"].endswith("@cluster.example>")


def test_a_mail_of_the_product_itself_has_the_name_of_the_installation() -> None:
    message = read(compose(LoginMail(READER, Host(), LINK, minutes=30), ENVELOPE))

    assert (message["From"], message["Reply-To"]) == ("Matchmaker <rdv@cluster.example>", None)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.kind)
def test_the_same_mail_has_the_same_bytes_and_another_key_another_identity(content: Content) -> None:
    other = Envelope(ENVELOPE.sender_name, ENVELOPE.sender_email, "key-2", ENVELOPE.written_at)

    assert compose(content, ENVELOPE) == compose(content, ENVELOPE)
    assert read(compose(content, ENVELOPE))["Message-ID"] != read(compose(content, other))["Message-ID"]


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.kind)
def test_the_text_says_what_the_html_says_and_neither_needs_pictures_or_styles_from_elsewhere(content: Content) -> None:
    letter = content.letter()
    message = read(compose(content, ENVELOPE))

    text, html = body(message, "plain"), body(message, "html")

    said = letter.text
    for paragraph in (letter.greeting, *said.paragraphs, *said.after, letter.contact, letter.why, said.button.url):
        assert paragraph in text
        assert paragraph.replace("&", "&amp;") in html
    for loaded in ("<img", "src=", "<link", "@import", "url("):
        assert loaded not in html
    assert re.findall(r"<style[^>]*>\s*([^{]*)", html) == ["@media (prefers-color-scheme: dark) "]


def test_at_night_each_colour_has_its_dark_one() -> None:
    html = as_html(CONTENTS[1].letter(), "Forum")
    dark = html.partition("@media (prefers-color-scheme: dark)")[2].partition("</style>")[0]

    rules = re.findall(r"[{;]\s*([a-z-]+): #[0-9a-f]{6}( !important)?", dark)
    assert rules
    assert all(important for _, important in rules)  # else what stands in the elements wins


def test_a_long_word_wraps_in_every_cell_of_a_narrow_screen() -> None:
    html = as_html(ScheduleMail(READER, HOST, AGENDA, (entry(), lunch())).letter(), "Forum")

    cells = re.findall(r"<td[^>]*>", html)
    assert len(cells) > 8
    assert all("overflow-wrap: anywhere" in cell for cell in cells)


def test_no_name_turns_the_direction_of_a_mail() -> None:
    turned = "Numalis\u202e gpj.exe\u2066"
    message = read(
        compose(ScheduleMail(replace(READER, name=turned), replace(HOST, event=turned), AGENDA, ()), ENVELOPE)
    )

    said = f"{message['To']} {message['Subject']} {body(message, 'plain')} {body(message, 'html')}"
    assert ("\u202e" in said, "\u2066" in said, "Numalis gpj.exe" in said) == (False, False, True)


def test_the_bytes_are_ready_for_any_server() -> None:
    mime = compose(CONTENTS[1], ENVELOPE).mime

    assert mime.isascii()
    assert b"\n" not in mime.replace(b"\r\n", b"")
    assert max(len(line) for line in mime.split(b"\r\n")) <= 998


def test_names_can_neither_break_headers_nor_html() -> None:
    reader = Reader("eve@evil.example", "en", 'Eve "x"\r\nBcc: all@evil.example')
    host = Host("A <b>bold</b>\nforum")

    message = read(compose(LoginMail(reader, host, LINK, minutes=30), ENVELOPE))

    assert message["Bcc"] is None
    assert message["Subject"] == "Your log-in link for A <b>bold</b> forum"
    assert "<b>" not in body(message, "html")


def test_an_international_domain_is_written_as_servers_take_it() -> None:
    envelope = replace(ENVELOPE, sender_email="rdv@bücher.example")

    mail = compose(LoginMail(Reader("info@straße.example", "en"), HOST, LINK, minutes=30), envelope)

    assert mail.recipient == "info@xn--strae-oqa.example"
    assert str(read(mail)["To"]) == "info@xn--strae-oqa.example"
    assert str(read(mail)["From"]) == "Forum Mobile & IP <rdv@xn--bcher-kva.example>"
    assert mail.message_id.endswith("@xn--bcher-kva.example>")


# --- with a calendar -------------------------------------------------------------------------------------------------

ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:\xc3\x89t\xc3\xa9\r\nEND:VCALENDAR\r\n"


def test_a_calendar_stands_beside_the_texts_and_once_more_as_a_file() -> None:
    mail = read(compose(LOGIN, ENVELOPE, CalendarPart("REQUEST", ICS)))

    alternative, file = mail.iter_parts()
    assert mail.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in alternative.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    shown = list(alternative.iter_parts())[2]
    assert (shown.get_param("method"), shown.get_param("charset")) == ("REQUEST", "utf-8")
    assert shown["Content-Disposition"] is None
    assert (file.get_content_type(), file.get_filename(), file.get_param("name")) == (
        "application/ics",
        "invite.ics",
        "invite.ics",
    )
    assert shown.get_payload(decode=True) == file.get_payload(decode=True) == ICS


def test_with_a_calendar_too_the_bytes_are_the_same_each_time_and_ready_for_any_server() -> None:
    part = CalendarPart("REQUEST", ICS)
    mime = compose(LOGIN, ENVELOPE, part).mime

    assert mime == compose(LOGIN, ENVELOPE, part).mime
    assert mime.isascii()
    assert b"\n" not in mime.replace(b"\r\n", b"")


def test_a_mail_that_follows_another_says_so() -> None:
    mail = read(compose(LOGIN, replace(ENVELOPE, answers="<first@cluster.example>")))

    assert (mail["In-Reply-To"], mail["References"]) == ("<first@cluster.example>", "<first@cluster.example>")


def test_one_click_ends_what_one_can_do_without() -> None:
    mail = read(compose(LOGIN, replace(ENVELOPE, unsubscribe_url="https://rdv.example/mails/1-a")))

    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (
        "<https://rdv.example/mails/1-a>",
        "List-Unsubscribe=One-Click",
    )


@pytest.mark.parametrize("name", ["É" * 100, "plain " * 30, "a" * 120, "名前 " * 30])
def test_long_names_keep_the_form_of_the_headers(name: str) -> None:
    host = Host(name, name, "elise@cluster.example")

    mime = compose(LoginMail(Reader("zoe@numalis.example", "en", name), host, LINK, minutes=30), ENVELOPE).mime

    assert mime.isascii()
    assert b"\n" not in mime.replace(b"\r\n", b"")
    assert max(len(line) for line in mime.split(b"\r\n")) <= 998
    message = message_from_bytes(mime, policy=policy.default)
    assert message["From"].addresses[0].display_name == " ".join(name.split())
    assert message["To"].addresses[0].addr_spec == "zoe@numalis.example"
