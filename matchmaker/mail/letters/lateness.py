"""The mail to those who wait for somebody who is late. This is the place to change its wording."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import ToParticipant
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class LateMail(ToParticipant):
    """Somebody whom the reader meets is late."""

    kind: ClassVar[str] = "late"

    url: str
    sentences: tuple[str, ...]
    """Who is late, for which meeting."""

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Late for your meeting: %(event)s", event=self.host.event),
            paragraphs=(
                *self.sentences,
                translate(language, "Nothing moves in the schedule unless the organisers publish a change."),
            ),
            button=Button(translate(language, "See my schedule"), self.url),
        )
