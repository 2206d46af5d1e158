"""Mails about proposed presentations. This is the place to change their wording."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import N_, translate
from matchmaker.mail.contents import ToParticipant
from matchmaker.mail.letter import Button, Text
from matchmaker.models import Decision

_DECISIONS = {
    Decision.ACCEPTED: (
        N_("Your presentation is accepted: %(event)s"),
        N_("“%(title)s” is accepted. Day and time follow; your meetings are planned around it."),
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


@dataclass(frozen=True)
class DecisionMail(ToParticipant):
    """What the committee has decided about a presentation of the reader's organisation."""

    kind: ClassVar[str] = "presentation_decided"

    url: str
    title: str
    decision: Decision
    word: str
    """Of the organisers; may be empty."""

    def text(self) -> Text:
        language = self.reader.language
        subject, sentence = _DECISIONS[self.decision]
        word = translate(language, "The organisers write: “%(word)s”", word=self.word) if self.word else ""
        return Text(
            subject=translate(language, subject, event=self.host.event),
            paragraphs=tuple(filter(None, (translate(language, sentence, title=self.title), word))),
            button=Button(translate(language, "See my presentation"), self.url),
        )
