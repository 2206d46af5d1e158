"""Contact cards as vCard: 3.0 (RFC 2426) for all address books, 4.0 (RFC 6350) for those who ask for it."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from enum import StrEnum

from matchmaker.base.i18n import format_day, format_time
from matchmaker.base.plain_text import clean, one_line
from matchmaker.calendars.texts import place_name
from matchmaker.contacts.shared import ContactCard, Met

LINE_BYTES = 75
_NOT_DIALLED = re.compile(r"[\s().\-/\u00a0\u202f]|\(0\)")
_INTERNATIONAL = re.compile(r"\+[1-9]\d{5,14}")


class Version(StrEnum):
    V3 = "3.0"
    V4 = "4.0"


def write_cards(contacts: Iterable[ContactCard], language: str, version: Version = Version.V3) -> bytes:
    """Return the cards one after the other, the notes in the language of their reader: UTF-8, CRLF, folded at 75
    octets."""
    return b"".join(
        fold(text) for contact in contacts for text in [*_properties(contact, language, version), "END:VCARD"]
    )


def _properties(contact: ContactCard, language: str, version: Version) -> Iterator[str]:
    new = version is Version.V4
    changed = contact.changed_at.astimezone(UTC)
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield "PRODID:-//Matchmaker//Contacts//EN"
    yield f"UID:{contact.uid}"
    yield f"FN:{line(contact.name) or line(contact.organisation)}"
    yield f"N:{line(contact.last_name)};{line(contact.first_name)};;;"
    yield f"ORG:{line(contact.organisation)}"
    if contact.job_title:
        yield f"TITLE:{line(contact.job_title)}"
    if contact.email:
        yield f"EMAIL;TYPE={'work' if new else 'INTERNET'}:{line(contact.email)}"
    if contact.phone:
        yield _telephone(contact.phone, new=new)
    if contact.linkedin:
        yield f"URL:{_address(contact.linkedin)}"
    if new:
        yield f"LANG:{contact.language}"
    yield f"NOTE:{escape(note(contact, language))}"
    yield f"REV:{changed:%Y%m%dT%H%M%SZ}" if new else f"REV:{changed:%Y-%m-%dT%H:%M:%SZ}"


def note(contact: ContactCard, language: str) -> str:
    """Return where one met: the event, and a line for each meeting."""
    return "\n".join([contact.event, *(_meeting(met, language) for met in contact.met)])


def number(phone: str) -> str:
    """Return a telephone number as it is dialled (E.164 where it says its country), else as it was typed."""
    plain = _NOT_DIALLED.sub("", phone.replace("(0)", ""))
    dialled = f"+{plain[2:]}" if plain.startswith("00") else plain
    return dialled if _INTERNATIONAL.fullmatch(dialled) else " ".join(phone.split())


def escape(text: str) -> str:
    """Return a text as a value: nothing in it can end the value or the line."""
    return clean(text).replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def line(text: str) -> str:
    """Return a text as a value of one line: a name has no line breaks."""
    return escape(one_line(text))


def fold(text: str) -> bytes:
    """Return a line of at most 75 octets, continued on further ones, never inside a character."""
    parts, size = [""], 0
    for character in text:
        width = len(character.encode())
        if size + width > LINE_BYTES:
            parts.append("")
            size = 1  # the space in front
        parts[-1] += character
        size += width
    return "\r\n ".join(parts).encode() + b"\r\n"


def _telephone(phone: str, *, new: bool) -> str:
    dialled = number(phone)
    if not new:
        return f"TEL;TYPE=WORK,VOICE:{line(dialled)}"
    if dialled.startswith("+"):
        return f'TEL;VALUE=uri;TYPE="work,voice":tel:{dialled}'
    return f'TEL;VALUE=text;TYPE="work,voice":{line(dialled)}'


def _address(url: str) -> str:
    """Return a web address as a URI value, which has no escapes: characters that could end it are percent-encoded."""
    return "".join(sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in url)


def _meeting(met: Met, language: str) -> str:
    parts = [format_day(met.day, language, year=True), format_time(met.starts, language)]
    place = place_name({"kind": met.place_kind, "code": met.place}, language)
    return ", ".join([*parts, place] if place else parts)
