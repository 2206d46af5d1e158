"""Mails about a registration by the open form: confirm it, how it stands, accepted. The place for their wording."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import N_, translate, translate_plural
from matchmaker.mail.contents import ToParticipant, about_link
from matchmaker.mail.letter import Button, Text
from matchmaker.models import RequestState


@dataclass(frozen=True)
class _FormMail(ToParticipant):
    """What all need: where they lead."""

    url: str

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because the registration form of %(event)s was filled in with your address.",
            event=self.host.event,
        )


@dataclass(frozen=True)
class ConfirmRegistrationMail(_FormMail):
    """The link that confirms a registration, once. Anybody can type an address: the mail repeats nothing typed."""

    kind: ClassVar[str] = "confirm_registration"

    until: str

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Confirm your registration: %(event)s", event=self.host.event),
            paragraphs=(
                translate(language, "One tap is missing: your registration counts once you have confirmed it."),
                translate(language, "The link works until %(moment)s.", moment=self.until),
            ),
            button=Button(translate(language, "Confirm my registration"), self.url),
            after=(translate(language, "It was not you? Then delete this mail: without the link nothing happens."),),
        )


@dataclass(frozen=True)
class AlreadyRegisteredMail(_FormMail):
    """To an address that is registered already; the page of the form does not tell."""

    kind: ClassVar[str] = "already_registered"

    minutes: int
    named: bool = False
    """Whether the form named colleagues."""

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "You are registered already: %(event)s", event=self.host.event),
            paragraphs=(
                translate(language, "You are on the list already, and nothing has changed. This link logs you in."),
                translate_plural(
                    language,
                    "It works once, during the next minute.",
                    "It works once, during the next %(num)d minutes.",
                    self.minutes,
                ),
                *self._colleagues(language),
            ),
            button=Button(translate(language, "Log in"), self.url),
        )

    def _colleagues(self, language: str) -> tuple[str, ...]:
        sentence = N_("The colleagues on your form were not invited: invite them on the page “Colleagues”.")
        return (translate(language, sentence),) if self.named else ()


_STATES = {
    RequestState.PENDING: (
        N_("Your registration is with the organisers: %(event)s"),
        N_("The organisers look at each registration. You get a mail as soon as they have decided."),
    ),
    RequestState.WAITING: (
        N_("You are on the waiting list: %(event)s"),
        N_(
            "All places are taken. A place that becomes free goes to the first of the list, in the order of "
            "confirmation; you then get a mail."
        ),
    ),
    RequestState.REFUSED: (
        N_("Your registration was not accepted: %(event)s"),
        N_("The organisers cannot accept your registration."),
    ),
    RequestState.GIVEN_UP: (
        N_("You have taken your registration back: %(event)s"),
        N_("You are no longer on the list. You may fill in the form again."),
    ),
}
"""Subject and sentence of each state that is told."""


@dataclass(frozen=True)
class RegistrationStateMail(_FormMail):
    """How a request stands that is not a registration."""

    kind: ClassVar[str] = "registration_state"

    state: RequestState
    place: int
    """On the waiting list, from 1; 0 where there is none."""
    word: str
    """Of the organisers; may be empty."""

    def text(self) -> Text:
        language = self.reader.language
        subject, sentence = _STATES[self.state]
        place = translate(language, "Your place on the list: %(place)d.", place=self.place) if self.place else ""
        word = translate(language, "The organisers write: “%(word)s”", word=self.word) if self.word else ""
        return Text(
            subject=translate(language, subject, event=self.host.event),
            paragraphs=tuple(filter(None, (translate(language, sentence), place, word))),
            button=Button(translate(language, "See how it stands"), self.url),
        )


@dataclass(frozen=True)
class RegisteredMail(ToParticipant):
    """The registration is accepted; `url` is a log-in link."""

    kind: ClassVar[str] = "registered"

    url: str
    link_ends_on: date
    invited: int = 0
    """How many colleagues whom the reader has named on the form are invited."""
    left: int = 0
    """How many of them are not: the form is closed, or a limit is reached."""

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "You are registered: %(event)s", event=self.host.event),
            paragraphs=(
                translate(language, "You take part in %(event)s.", event=self.host.event),
                translate(language, "Now complete your card and say whom you want to meet: three minutes are enough."),
                *self._colleagues(language),
            ),
            button=Button(translate(language, "Choose my meetings"), self.url),
            after=(about_link(self.link_ends_on, language),),
        )

    def _colleagues(self, language: str) -> Iterator[str]:
        if self.invited:
            yield translate_plural(
                language,
                "One colleague is invited, and registers with the link of a mail.",
                "%(num)d colleagues are invited, and register with the link of a mail.",
                self.invited,
            )
        if self.left:
            yield translate_plural(
                language,
                "One colleague on your form could not be invited. The page “Colleagues” says what is possible.",
                "%(num)d colleagues on your form could not be invited. The page “Colleagues” says what is possible.",
                self.left,
            )


@dataclass(frozen=True)
class ColleagueMail(ToParticipant):
    """A colleague of the reader takes part and invites them; `url` is the registration form.

    `inviter` and `organisation` are empty where they must not stand in a mail.
    """

    kind: ClassVar[str] = "colleague_invited"

    url: str
    inviter: str
    organisation: str
    day: str
    city: str

    def text(self) -> Text:
        language = self.reader.language
        name = self._name()
        names = {"name": name[:1].upper() + name[1:], "event": self.host.event, "day": self.day}
        return Text(
            subject=translate(language, "A colleague invites you: %(event)s", event=self.host.event),
            paragraphs=(
                translate(
                    language,
                    "%(name)s takes part in %(event)s on %(day)s in %(city)s, and invites you to come too.",
                    **names,
                    city=self.city,
                )
                if self.city
                else translate(
                    language,
                    "%(name)s takes part in %(event)s on %(day)s, and invites you to come too.",
                    **names,
                ),
                translate(language, "Your organisation is filled in already: one minute is enough."),
            ),
            button=Button(translate(language, "Register"), self.url),
        )

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because %(name)s has typed your address. Without the link nothing happens.",
            name=self._name(),
        )

    def _name(self) -> str:
        if self.inviter and self.organisation:
            return f"{self.inviter} ({self.organisation})"
        return self.inviter or self.organisation or translate(self.reader.language, "a colleague")
