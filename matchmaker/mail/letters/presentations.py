"""Mails about proposed presentations. This is the place to change their wording."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from matchmaker.base.i18n import N_, format_day, format_time, translate
from matchmaker.mail.contents import ToParticipant
from matchmaker.mail.letter import Button, Text
from matchmaker.models import Decision

_DECISIONS = {
    Decision.ACCEPTED: (
        N_("Your presentation is accepted: %(event)s"),
        N_("“%(title)s” is accepted. Day and time follow; the schedule leaves you free for it."),
    ),
    Decision.WAITING: (
        N_("Your presentation is on the waiting list: %(event)s"),
        N_("“%(title)s” is on the waiting list: there are more good proposals than places. If one is free, we write."),
    ),
    Decision.DECLINED: (
        N_("Your presentation has no place this time: %(event)s"),
        N_("There is no place for “%(title)s” this time. Thank you for proposing it; your meetings stay as they are."),
    ),
}
"""Subject and sentence of each decision."""
_PUBLISHED = N_("“%(title)s” is accepted: %(day)s, %(starts)s to %(ends)s%(room)s. Your agenda says so too.")
_PLACED = N_(
    "“%(title)s” is accepted: %(day)s, %(starts)s to %(ends)s%(room)s. Your agenda shows it with the next publication; "
    "a meeting that you have at that time moves then."
)


@dataclass(frozen=True)
class TalkPlace:
    """Day, wall times and room of a presentation."""

    day: date
    starts: time
    ends: time
    room: str

    def words(self, language: str) -> dict[str, str]:
        """Return them as people of the language write them; the room after a comma, if there is one."""
        return {
            "day": format_day(self.day, language),
            "starts": format_time(self.starts, language),
            "ends": format_time(self.ends, language),
            "room": f", {self.room}" if self.room else "",
        }


@dataclass(frozen=True)
class DecisionMail(ToParticipant):
    """What the committee has decided about a presentation of the reader's organisation."""

    kind: ClassVar[str] = "presentation_decided"

    url: str
    title: str
    decision: Decision
    word: str
    """Of the organisers; may be empty."""
    place: TalkPlace | None = None
    """Where an accepted one has been put."""
    published: bool = False
    """Whether agendas show it there."""

    def text(self) -> Text:
        language = self.reader.language
        subject, sentence = _DECISIONS[self.decision]
        said = translate(language, sentence, title=self.title)
        if self.decision is Decision.ACCEPTED and self.place is not None:
            sentence = _PUBLISHED if self.published else _PLACED
            said = translate(language, sentence, title=self.title, **self.place.words(language))
        word = translate(language, "The organisers write: “%(word)s”", word=self.word) if self.word else ""
        return Text(
            subject=translate(language, subject, event=self.host.event),
            paragraphs=tuple(filter(None, (said, word))),
            button=Button(translate(language, "See my presentation"), self.url),
        )
