"""The parts of a mail, rendered as plain text and as HTML."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from matchmaker.base.plain_text import clean

TEMPLATES = Path(__file__).parent / "templates"


class Foreign(str):
    """A paragraph in another language than its mail: the HTML says so, for those who have mails read aloud."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        found = super().__new__(cls, text)
        found.language = language
        return found


@dataclass(frozen=True)
class LetterRow:
    """One line of a list of appointments."""

    time: str
    """Empty where the list is not one of times."""
    title: str
    place: str
    people: str = ""
    """Names below the title."""
    note: str = ""
    """What happened to it ("new", "cancelled"), shown in amber beside it."""
    reason: str = ""
    """Why, below it."""
    gone: bool = False
    """It is cancelled, or not the reader's any more."""


@dataclass(frozen=True)
class Group:
    """The rows of one day under its heading."""

    heading: str
    rows: tuple[LetterRow, ...]
    place: str = ""
    """Building and street of all rows; empty where each names its own, or has none."""


@dataclass(frozen=True)
class Button:
    """The one next action of a mail."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a mail of one kind says, in the reader's language."""

    subject: str
    paragraphs: tuple[str, ...]
    """A line end within one is kept."""
    button: Button | None
    """None in the organisers' own words, which may lead nowhere."""
    choices: tuple[Button, ...] = ()
    """What the reader is asked, one button for each answer; the button of the letter is a plain link then."""
    groups: tuple[Group, ...] = ()
    details: tuple[str, ...] = ()
    """Lines right below the groups: what there is to know of a single appointment."""
    after: tuple[str, ...] = ()
    """Paragraphs below the button."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail before it has a form: its text, and what all mails have around it."""

    language: str
    greeting: str
    """Empty where the text has its own."""
    text: Text
    contact: str
    """Who reads an answer; empty where nobody does."""
    why: str
    """Small print: why the reader gets this mail."""
    stop: Button | None
    """In the small print: where to end mails of this kind."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def as_text(letter: Letter) -> str:
    """Return the plain text, which says everything that the HTML says."""
    return clean(_environment().get_template("letter.txt").render(letter=letter))


def as_html(letter: Letter, sender: str) -> str:
    """Return the HTML under the name of `sender`, its styles inside the elements as mail programs need them.

    It loads nothing from anywhere.
    """
    page = _environment().get_template("letter.html").render(letter=letter, sender=sender)
    return css_inline.inline(clean(page), load_remote_stylesheets=False)
