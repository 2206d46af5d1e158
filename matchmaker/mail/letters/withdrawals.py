"""Receipts of a withdrawal and of taking it back: consequences, dates, and the page to change it.

The others are told by the release that says what becomes of their meetings, and in the same mail.
This is the place to change the wording.
"""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate, translate_plural
from matchmaker.calendars.entry import Entry
from matchmaker.mail.contents import ToParticipant, because_withdrawn
from matchmaker.mail.letter import Button, Text
from matchmaker.mail.letters.schedule import groups


@dataclass(frozen=True)
class Receipt(ToParticipant):
    """What both need: where they lead, and what stands."""

    url: str
    entries: tuple[Entry, ...]
    """Meetings and presentations to come that are published for the reader, in order of time."""


@dataclass(frozen=True)
class WithdrawnMail(Receipt):
    """The reader has withdrawn."""

    kind: ClassVar[str] = "withdrawn"

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "You have withdrawn: %(event)s", event=self.host.event),
            paragraphs=(
                translate(language, "You have withdrawn from %(event)s. The organisers know.", event=self.host.event),
                self._what_follows(),
            ),
            groups=groups(self.entries, (), language),
            button=Button(translate(language, "See how things stand"), self.url),
            after=(
                translate(
                    language,
                    "Was it a mistake? On that page you can take it back, until the organisers have acted on it.",
                ),
            ),
        )

    def why(self) -> str:
        return because_withdrawn(self.host, self.reader.language)

    def _what_follows(self) -> str:
        language = self.reader.language
        if not self.entries:
            return translate(language, "Nothing is published for you, and nothing is planned for you any more.")
        return translate_plural(
            language,
            "Your appointment stands until a change is published; whoever waits for you is told then, so you need not "
            "write to anybody.",
            "Your %(num)d appointments stand until a change is published; those who wait for you are told then, so you "
            "need not write to anybody.",
            len(self.entries),
        )


@dataclass(frozen=True)
class ComesBackMail(Receipt):
    """The reader has taken a withdrawal back."""

    kind: ClassVar[str] = "withdrawal_taken_back"

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "You take part again: %(event)s", event=self.host.event),
            paragraphs=(
                translate(
                    language,
                    "You have taken your withdrawal from %(event)s back. The organisers know.",
                    event=self.host.event,
                ),
                translate(language, "Your appointments stand as before:")
                if self.entries
                else translate(language, "Nothing is published for you yet."),
            ),
            groups=groups(self.entries, (), language),
            button=Button(translate(language, "See my schedule"), self.url),
        )
