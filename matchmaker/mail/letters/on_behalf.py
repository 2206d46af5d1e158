"""The mail to somebody for whom an organiser has noted something. This is the place to change its wording."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import ClassVar

from matchmaker.base.i18n import N_, format_time, translate
from matchmaker.mail.contents import ToParticipant
from matchmaker.mail.letter import Button, Text


class Basis(StrEnum):
    """How somebody has asked an organiser to note something for them."""

    TELEPHONE = "telephone"
    MAIL = "mail"
    IN_PERSON = "in_person"
    PAPER = "paper"
    """A signed form."""


BASES = {
    Basis.TELEPHONE: N_("by telephone"),
    Basis.MAIL: N_("by mail"),
    Basis.IN_PERSON: N_("in person"),
    Basis.PAPER: N_("on a signed form"),
}


@dataclass(frozen=True)
class OnBehalfMail(ToParticipant):
    """An organiser has noted something for the reader."""

    kind: ClassVar[str] = "on_behalf"

    url: str
    organiser: str
    basis: Basis

    @abstractmethod
    def noted(self) -> str:
        """Return what was noted."""

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Noted for you: %(event)s", event=self.host.event),
            paragraphs=(
                self.noted(),
                translate(
                    language,
                    "%(organiser)s has noted this as you said it %(basis)s.",
                    organiser=self.organiser,
                    basis=translate(language, BASES[self.basis]),
                ),
                translate(language, "If it is not so, answer this mail at once."),
            ),
            button=Button(translate(language, "See my pages"), self.url),
        )


@dataclass(frozen=True)
class AgreedForYouMail(OnBehalfMail):
    """The terms were accepted for the reader."""

    def noted(self) -> str:
        return translate(
            self.reader.language,
            "You take part in %(event)s: that you accept its terms is noted. You read them on the page below.",
            event=self.host.event,
        )


@dataclass(frozen=True)
class ActedForYouMail(OnBehalfMail):
    """An organiser has changed something on the reader's pages; what it was, these say."""

    def noted(self) -> str:
        return translate(
            self.reader.language,
            "Something was changed for you on your pages of %(event)s: wishes, answers, times, presentations or cards.",
            event=self.host.event,
        )


@dataclass(frozen=True)
class StayForYouMail(OnBehalfMail):
    """From when to when the reader is there was noted; None is the whole time."""

    arrives: time | None
    leaves: time | None

    def noted(self) -> str:
        language = self.reader.language
        times = {
            name: format_time(wall, language)
            for name, wall in (("arrives", self.arrives), ("leaves", self.leaves))
            if wall is not None
        }
        sentence = {
            frozenset(): N_("It is noted that you are there the whole time."),
            frozenset({"arrives"}): N_("It is noted that you are there from %(arrives)s on."),
            frozenset({"leaves"}): N_("It is noted that you have to leave at %(leaves)s."),
            frozenset({"arrives", "leaves"}): N_("It is noted that you are there from %(arrives)s to %(leaves)s."),
        }[frozenset(times)]
        follows = translate(language, "Your schedule stands until a change is published.")
        return f"{translate(language, sentence, **times)} {follows}"
