"""What all mails share: reader, host, greeting, who reads an answer, and why it was sent.

Each kind of mail is a class in `matchmaker/mail/letters` that holds what its text needs and writes it in the reader's
language. Whom it is for says its base class.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from matchmaker.base.i18n import format_day, screen_language, translate
from matchmaker.mail.letter import Button, Letter, Text
from matchmaker.models import Event, Person


@dataclass(frozen=True)
class Reader:
    """Who gets the mail; the language is one that has texts (`i18n.screen_language`)."""

    email: str
    language: str
    name: str = ""

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(person.email, screen_language(person.language), person.name)


@dataclass(frozen=True)
class Host:
    """Who writes: an event with the person who answers its mails. Empty for mails of the product itself."""

    event: str = ""
    contact_name: str = ""
    contact_email: str = ""

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(event.name, event.contact_name, event.contact_email)


@dataclass(frozen=True)
class Content(ABC):
    """One mail as the outbox takes it."""

    kind: ClassVar[str]

    reader: Reader
    host: Host

    @abstractmethod
    def text(self) -> Text:
        """Return what the mail says."""

    @abstractmethod
    def why(self) -> str:
        """Return why the reader gets it."""

    def greeting(self) -> str:
        """Return the first line; empty where the text has its own."""
        return _greeting(self.reader)

    def contact(self) -> str:
        """Return who reads an answer; empty where nobody does."""
        return ""

    def stop(self) -> Button | None:
        """Return where to end mails of this kind, where that is possible."""
        return None

    def letter(self) -> Letter:
        """Return the text with what all mails have around it."""
        return Letter(
            language=self.reader.language,
            greeting=self.greeting(),
            text=self.text(),
            contact=self.contact(),
            why=self.why(),
            stop=self.stop(),
        )


@dataclass(frozen=True)
class Answerable(Content):
    """A mail whose answers somebody reads, and that says so."""

    def contact(self) -> str:
        if not self.host.contact_email:
            return ""
        name = self.host.contact_name or self.host.contact_email
        return translate(self.reader.language, "Something is wrong? Answer this mail: %(name)s reads it.", name=name)


@dataclass(frozen=True)
class ToParticipant(Answerable):
    """A mail to somebody who takes part in the event."""

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because you are registered for %(event)s.",
            event=self.host.event,
        )


@dataclass(frozen=True)
class ToOrganiser(Content):
    """A mail to somebody who organises the event."""

    def why(self) -> str:
        return translate(
            self.reader.language, "You get this mail because you organise %(event)s.", event=self.host.event
        )


def about_link(ends_on: date, language: str) -> str:
    """Return what there is to know of a link that logs in, in a mail to somebody who has never logged in."""
    return translate(
        language,
        "No password is needed. This link is yours alone: do not pass it on. It works once, until "
        "%(day)s; afterwards it brings you a new one.",
        day=format_day(ends_on, language, weekday=False),
    )


def because_withdrawn(host: Host, language: str) -> str:
    """Return why somebody gets a mail who takes part no longer."""
    return translate(language, "You get this mail because you have withdrawn from %(event)s.", event=host.event)


def _greeting(reader: Reader) -> str:
    if reader.name:
        return translate(reader.language, "Hello %(name)s,", name=reader.name)
    return translate(reader.language, "Hello,")
