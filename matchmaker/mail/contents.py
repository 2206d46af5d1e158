"""What all mails share (reader, host, greeting, closing), and the log-in mail.

Each kind of mail is a class that holds what its text needs, and writes the letter in the reader's language.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from matchmaker.base.i18n import screen_language, translate, translate_plural
from matchmaker.mail.letter import Button, Group, Letter
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


class Content(Protocol):
    """What the outbox takes."""

    kind: ClassVar[str]

    @property
    def reader(self) -> Reader: ...

    @property
    def host(self) -> Host: ...

    def letter(self) -> Letter:
        """Return the texts of the mail."""


@dataclass(frozen=True)
class LoginMail:
    """The link that logs a person in, once."""

    kind: ClassVar[str] = "login_link"

    reader: Reader
    host: Host
    link: str
    minutes: int

    def letter(self) -> Letter:
        language = self.reader.language
        if self.host.event:
            subject = translate(language, "Your log-in link for %(event)s", event=self.host.event)
        else:
            subject = translate(language, "Your log-in link")
        return Letter(
            language=language,
            subject=subject,
            greeting=greeting(self.reader),
            paragraphs=(
                translate(language, "Here is the link you asked for. No password is needed."),
                translate_plural(
                    language,
                    "It works once, during the next minute.",
                    "It works once, during the next %(num)d minutes.",
                    self.minutes,
                ),
            ),
            button=Button(translate(language, "Log in"), self.link),
            footer=(
                translate(
                    language, "You did not ask for this? Then delete this mail: without the link nothing happens."
                ),
            ),
        )


@dataclass(frozen=True)
class PasswordMail:
    """The link with which a member of the staff sets a new password, once."""

    kind: ClassVar[str] = "password_link"

    reader: Reader
    host: Host
    link: str
    minutes: int

    def letter(self) -> Letter:
        language = self.reader.language
        return Letter(
            language=language,
            subject=translate(language, "Choose a new password"),
            greeting=greeting(self.reader),
            paragraphs=(
                translate(
                    language, "With this link you choose a new password for your account of the organising team."
                ),
                translate_plural(
                    language,
                    "It works once, during the next minute.",
                    "It works once, during the next %(num)d minutes.",
                    self.minutes,
                ),
            ),
            button=Button(translate(language, "Choose a new password"), self.link),
            footer=(
                translate(
                    language, "You did not ask for this? Then delete this mail: without the link nothing happens."
                ),
            ),
        )


def greeting(reader: Reader) -> str:
    """Return how a mail begins."""
    if reader.name:
        return translate(reader.language, "Hello %(name)s,", name=reader.name)
    return translate(reader.language, "Hello,")


def to_participant(
    reader: Reader,
    host: Host,
    *,
    subject: str,
    paragraphs: tuple[str, ...],
    button: Button,
    choices: tuple[Button, ...] = (),
    groups: tuple[Group, ...] = (),
    details: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    why: str = "",
    stop: Button | None = None,
) -> Letter:
    """Return a letter to a participant: it greets, says who reads an answer, and why it was sent."""
    language = reader.language
    why = why or translate(language, "You get this mail because you are registered for %(event)s.", event=host.event)
    return Letter(
        language=language,
        subject=subject,
        greeting=greeting(reader),
        paragraphs=paragraphs,
        button=button,
        choices=choices,
        groups=groups,
        details=details,
        after=(*after, *_answer_this_mail(host, language)),
        footer=(why,),
        stop=stop,
    )


def because_withdrawn(host: Host, language: str) -> str:
    """Return why somebody gets a mail who takes part no longer."""
    return translate(language, "You get this mail because you have withdrawn from %(event)s.", event=host.event)


def to_organiser(reader: Reader, host: Host, *, subject: str, paragraphs: tuple[str, ...], button: Button) -> Letter:
    """Return a letter to somebody who organises the event."""
    why = translate(reader.language, "You get this mail because you organise %(event)s.", event=host.event)
    return Letter(
        language=reader.language,
        subject=subject,
        greeting=greeting(reader),
        paragraphs=paragraphs,
        button=button,
        footer=(why,),
    )


def _answer_this_mail(host: Host, language: str) -> tuple[str, ...]:
    """Return who reads an answer, where somebody does."""
    if not host.contact_email:
        return ()
    name = host.contact_name or host.contact_email
    return (translate(language, "Something is wrong? Answer this mail: %(name)s reads it.", name=name),)
