"""Mail to organisers: an event could not open by itself at its moment."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import ToOrganiser
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class BlockedOpeningMail(ToOrganiser):
    """That something blocked the planned opening, and what happens now."""

    kind: ClassVar[str] = "opening_blocked"

    url: str
    when: str
    """The planned moment, in the reader's language."""

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Not open yet, something is missing: %(event)s", event=self.host.event),
            paragraphs=(
                translate(
                    language,
                    "%(event)s was to open by itself on %(when)s, and something blocked it. Participants see nothing "
                    "yet.",
                    event=self.host.event,
                    when=self.when,
                ),
                translate(language, "It opens within a minute once nothing blocks it any more."),
            ),
            button=Button(translate(language, "See what is missing"), self.url),
        )
