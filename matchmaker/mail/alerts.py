"""The mail to the organisers: what has happened since the last one, and the page on which they decide."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.i18n import translate, translate_plural
from matchmaker.mail.contents import Host, Reader, to_organiser
from matchmaker.mail.letter import Button, Letter


@dataclass(frozen=True)
class AlertsMail:
    """What needs the organisers, one sentence each."""

    kind: ClassVar[str] = "alerts"

    reader: Reader
    host: Host
    url: str
    sentences: tuple[str, ...]
    more: int = 0
    """How many further ones only the page tells."""

    def letter(self) -> Letter:
        language, number = self.reader.language, len(self.sentences) + self.more
        more = (translate_plural(language, "And %(num)d more.", "And %(num)d more.", self.more),) if self.more else ()
        return to_organiser(
            self.reader,
            self.host,
            subject=translate_plural(
                language,
                "Needs you: %(event)s",
                "%(num)d things need you: %(event)s",
                number,
                event=self.host.event,
            ),
            paragraphs=(
                *self.sentences,
                *more,
                translate(language, "Nothing is cancelled and nobody is told before you publish."),
            ),
            button=Button(translate(language, "Look at it and decide"), self.url),
        )
