"""Placeholders (mail merge) in organisers' texts: parsed, checked and filled in one pass; nothing is evaluated.

A placeholder is a name in braces, in any of the four languages: `{first name}`, `{prénom}`. What is filled in is never
read again, so that a company called "{link}" stays a name.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.base.plain_text import clean

_IN_BRACES = re.compile(r"\{([^{}\n]{1,60})\}")
_BEGINNING = re.compile(r"\A(?:…[\s,;:!–-]*)+")
"""Ellipses that a sentence begins with."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
LONGEST_SUBJECT, LONGEST_BODY = 150, 5000


class Placeholder(StrEnum):
    """What is filled in for each reader."""

    FIRST_NAME = "first_name"
    NAME = "name"
    ORGANISATION = "organisation"
    EVENT = "event"
    DAY = "day"
    CITY = "city"
    NUMBER_OF_WISHES = "number_of_wishes"
    WISHES_DEADLINE = "wishes_deadline"
    ANSWERS_DEADLINE = "answers_deadline"
    WHAT_IS_MISSING = "what_is_missing"
    CONTACT = "contact"
    LINK = "link"


NAMES: Mapping[Placeholder, Mapping[str, str]] = {
    Placeholder.FIRST_NAME: {"en": "first name", "fr": "prénom", "nl": "voornaam", "de": "Vorname"},
    Placeholder.NAME: {"en": "name", "fr": "nom", "nl": "naam", "de": "Name"},
    Placeholder.ORGANISATION: {"en": "organisation", "fr": "organisation", "nl": "organisatie", "de": "Organisation"},
    Placeholder.EVENT: {"en": "event", "fr": "événement", "nl": "evenement", "de": "Veranstaltung"},
    Placeholder.DAY: {"en": "day", "fr": "jour", "nl": "dag", "de": "Tag"},
    Placeholder.CITY: {"en": "city", "fr": "ville", "nl": "stad", "de": "Stadt"},
    Placeholder.NUMBER_OF_WISHES: {
        "en": "number of wishes",
        "fr": "nombre de souhaits",
        "nl": "aantal wensen",
        "de": "Anzahl Wünsche",
    },
    Placeholder.WISHES_DEADLINE: {
        "en": "wishes deadline",
        "fr": "date limite des souhaits",
        "nl": "uiterste datum wensen",
        "de": "Frist für Wünsche",
    },
    Placeholder.ANSWERS_DEADLINE: {
        "en": "answers deadline",
        "fr": "date limite des réponses",
        "nl": "uiterste datum antwoorden",
        "de": "Frist für Antworten",
    },
    Placeholder.WHAT_IS_MISSING: {
        "en": "what is missing",
        "fr": "ce qui manque",
        "nl": "wat ontbreekt",
        "de": "was fehlt",
    },
    Placeholder.CONTACT: {"en": "contact", "fr": "contact", "nl": "contactpersoon", "de": "Kontakt"},
    Placeholder.LINK: {"en": "link", "fr": "lien", "nl": "link", "de": "Link"},
}
"""The name of each placeholder by language; no name means two things."""
_KNOWN = {fold(name): placeholder for placeholder, names in NAMES.items() for name in names.values()}
ONLY_IN_BODY = frozenset({Placeholder.LINK, Placeholder.WHAT_IS_MISSING})


@dataclass(frozen=True, slots=True)
class CampaignText:
    """Subject and body in one language, as an organiser has written them."""

    subject: str
    body: str


def texts_of(stored: Mapping[str, Mapping[str, str]]) -> dict[str, CampaignText]:
    """Return the texts of a campaign by language, as its row holds them."""
    return {language: CampaignText(text["subject"], text["body"]) for language, text in stored.items()}


def language_for(texts: Collection[str], wanted: str, main: str) -> str:
    """Return the language of `texts` that somebody reads: their own, else the main one of the event, else any."""
    return next((language for language in (wanted, main, *texts) if language in texts), main)


def in_braces(placeholder: Placeholder, language: str) -> str:
    """Return a placeholder as it is written in a text of `language`."""
    return f"{{{NAMES[placeholder][language]}}}"


def check_subject(text: str) -> str:
    """Return the subject on one line; raises `InvalidInput` for what cannot be filled in there."""
    subject = re.sub(r"[ \t\n]+", " ", clean(text)).strip()
    if len(subject) > LONGEST_SUBJECT:
        raise InvalidInput(N_("Use at most %(number)s characters."), number=LONGEST_SUBJECT)
    for placeholder in _check(subject):
        if placeholder in ONLY_IN_BODY:
            raise InvalidInput(N_("This cannot stand in the subject: write it in the text."))
    return subject


def check_body(text: str) -> str:
    """Return the body without what cannot be seen.

    Raises `InvalidInput` for an unknown placeholder, a brace without its partner, and a link that does not stand on a
    line of its own.
    """
    body = clean(text).strip()
    if len(body) > LONGEST_BODY:
        raise InvalidInput(N_("Use at most %(number)s characters."), number=LONGEST_BODY)
    used = _check(body)
    lines = sum(_placeholder_of(line) is Placeholder.LINK for line in body.split("\n"))
    if used.count(Placeholder.LINK) > lines or lines > 1:
        raise InvalidInput(N_("Write the link once, on a line of its own: it becomes the button of the mail."))
    return body


def placeholders_in(text: CampaignText) -> frozenset[Placeholder]:
    """Return the placeholders of a text that has been checked."""
    return frozenset(
        _KNOWN[fold(name)] for name in _IN_BRACES.findall(f"{text.subject}\n{text.body}") if fold(name) in _KNOWN
    )


def fill(text: str, values: Mapping[Placeholder, str]) -> str:
    """Return a text with its placeholders filled in, in one pass; unknown ones stay as they are."""

    def value(found: re.Match[str]) -> str:
        placeholder = _KNOWN.get(fold(found[1]))
        return values[placeholder] if placeholder is not None else found[0]

    return _IN_BRACES.sub(value, text)


def without_braces(text: str, values: Mapping[Placeholder, str]) -> str:
    """Return a text for organisers: the placeholders of `values` filled in, for the others an ellipsis.

    What begins with such a one, as "{first name}, whom do you want to meet?" does, begins with the words after it.
    """

    def value(found: re.Match[str]) -> str:
        placeholder = _KNOWN.get(fold(found[1]))
        return values.get(placeholder, "…") if placeholder is not None else found[0]

    filled = _IN_BRACES.sub(value, text)
    words = _BEGINNING.sub("", filled)
    return words[:1].upper() + words[1:] if words and words != filled else filled


def around_link(body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs before the line of the link, and those after it; all are before where there is none."""
    lines = body.split("\n")
    at = next((number for number, line in enumerate(lines) if _placeholder_of(line) is Placeholder.LINK), len(lines))
    return _paragraphs(lines[:at]), _paragraphs(lines[at + 1 :])


def _paragraphs(lines: list[str]) -> tuple[str, ...]:
    parts = _PARAGRAPHS.split("\n".join(lines).strip())
    return tuple(part.strip() for part in parts if part.strip())


def _placeholder_of(line: str) -> Placeholder | None:
    """Return the placeholder that a line consists of."""
    found = _IN_BRACES.fullmatch(line.strip())
    return _KNOWN.get(fold(found[1])) if found else None


def _check(text: str) -> list[Placeholder]:
    """Return the placeholders of a text in their order; raises `InvalidInput` for what is none."""
    used = []
    for name in _IN_BRACES.findall(text):
        placeholder = _KNOWN.get(fold(name))
        if placeholder is None:
            raise InvalidInput(N_("“{%(name)s}” is not known. Choose one of the placeholders listed."), name=name)
        used.append(placeholder)
    if re.search(r"[{}]", _IN_BRACES.sub("", text)):
        raise InvalidInput(N_("A brace stands without its partner. Placeholders look like {this}."))
    return used
