"""Notification to organisers: the alerts since the last one, and a link to the page on which they decide."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate, translate_plural
from matchmaker.mail.contents import ToOrganiser
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class AlertsMail(ToOrganiser):
    """What needs the organisers, one sentence each."""

    kind: ClassVar[str] = "alerts"

    url: str
    sentences: tuple[str, ...]
    more: int = 0
    """How many further ones only the page tells."""
    waiting: int = 0
    """How many of all need the reader; the others are no longer so, or settled themselves."""
    auto_cancelled: bool = False
    """Something was cancelled by itself, or will be."""

    def text(self) -> Text:
        language = self.reader.language
        more = (translate_plural(language, "And %(num)d more.", "And %(num)d more.", self.more),) if self.more else ()
        said = (
            ()
            if self.auto_cancelled
            else (translate(language, "Nothing is cancelled and nobody is told before you publish."),)
        )
        return Text(
            subject=self._subject(),
            paragraphs=(*self.sentences, *more, *said),
            button=Button(translate(language, "Look at it and decide"), self.url),
        )

    def _subject(self) -> str:
        language, event = self.reader.language, self.host.event
        if not self.waiting:
            return translate(language, "No longer needs you: %(event)s", event=event)
        return translate_plural(
            language, "Needs you: %(event)s", "%(num)d things need you: %(event)s", self.waiting, event=event
        )
