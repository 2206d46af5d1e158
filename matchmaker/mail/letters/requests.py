"""Mail to organisers: registrations by the open form that wait for their approval."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate, translate_plural
from matchmaker.mail.contents import ToOrganiser
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class RequestsMail(ToOrganiser):
    """Who has asked to be registered since the last such mail."""

    kind: ClassVar[str] = "registration_requests"

    url: str
    names: tuple[str, ...]
    """Person and organisation of each."""
    more: int
    """How many further ones only the page tells."""
    waiting: int
    """How many wait in all."""

    def text(self) -> Text:
        language = self.reader.language
        more = (translate_plural(language, "And %(num)d more.", "And %(num)d more.", self.more),) if self.more else ()
        return Text(
            subject=translate_plural(
                language,
                "A registration waits for you: %(event)s",
                "%(num)d registrations wait for you: %(event)s",
                self.waiting,
                event=self.host.event,
            ),
            paragraphs=(
                translate(language, "They have asked to be registered since the last mail:"),
                *self.names,
                *more,
                translate(language, "Nobody of them takes part before you have approved it."),
            ),
            button=Button(translate(language, "Look at them and decide"), self.url),
        )
