"""What people are told when two addresses or two organisations are merged, or taken apart again.

This is the place to change the wording.
"""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import ToParticipant
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class MergedMail(ToParticipant):
    """To both addresses: one of the two may be somebody else's. Neither is named to the other."""

    kind: ClassVar[str] = "merged"

    url: str
    is_kept: bool
    """Whether mails and log-in links go to the reader's address from now on."""

    def text(self) -> Text:
        language, event = self.reader.language, self.host.event
        where = (
            translate(language, "Mails and log-in links now come to this address.")
            if self.is_kept
            else translate(language, "Mails and log-in links now go to your other address.")
        )
        return Text(
            subject=translate(language, "Your two registrations are one: %(event)s", event=event),
            paragraphs=(
                translate(
                    language, "You were there twice, with two e-mail addresses. The organisers have joined both."
                ),
                f"{where} {_logged_out(language)}",
                translate(language, "If these two are not one person, answer this mail at once."),
            ),
            button=Button(translate(language, "To the pages of the event"), self.url),
        )


@dataclass(frozen=True)
class PartedMail(ToParticipant):
    """To both addresses: each logs in to its own again."""

    kind: ClassVar[str] = "parted"

    url: str

    def text(self) -> Text:
        language, event = self.reader.language, self.host.event
        return Text(
            subject=translate(language, "Your registration stands by itself again: %(event)s", event=event),
            paragraphs=(
                translate(
                    language,
                    "The organisers had joined your registration with another one, and have taken both apart again.",
                ),
                f"{translate(language, 'Mails and log-in links now come to this address.')} {_logged_out(language)}",
            ),
            button=Button(translate(language, "To the pages of the event"), self.url),
        )


@dataclass(frozen=True)
class MergedOrganisationsMail(ToParticipant):
    """To the people of both organisations: one of the two may be another one, which reads their wishes from now on."""

    kind: ClassVar[str] = "merged_organisations"

    url: str
    names: tuple[str, str]

    def text(self) -> Text:
        language, event = self.reader.language, self.host.event
        one, other = self.names
        return Text(
            subject=translate(language, "Two organisations are one: %(event)s", event=event),
            paragraphs=(
                translate(language, "The organisers have joined “%(one)s” and “%(other)s”.", one=one, other=other),
                translate(
                    language,
                    "At events in which both take part, the people of both see each other's wishes, vetoes and "
                    "meetings from now on.",
                ),
                translate(language, "If these two are not one organisation, answer this mail at once."),
            ),
            button=Button(translate(language, "To the pages of the event"), self.url),
        )


@dataclass(frozen=True)
class PartedOrganisationsMail(ToParticipant):
    """To the people of both organisations, which stand by themselves again."""

    kind: ClassVar[str] = "parted_organisations"

    url: str
    names: tuple[str, str]

    def text(self) -> Text:
        language, event = self.reader.language, self.host.event
        one, other = self.names
        return Text(
            subject=translate(language, "Two organisations stand by themselves again: %(event)s", event=event),
            paragraphs=(
                translate(
                    language,
                    "The organisers had joined “%(one)s” and “%(other)s”, and have taken both apart again.",
                    one=one,
                    other=other,
                ),
                translate(
                    language,
                    "At events in which both take part, calendar subscriptions must be made anew on the calendar page.",
                ),
            ),
            button=Button(translate(language, "To the pages of the event"), self.url),
        )


def _logged_out(language: str) -> str:
    return translate(
        language, "You are logged out everywhere, and calendar subscriptions must be made anew on the calendar page."
    )
