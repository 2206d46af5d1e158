"""A counterpart of a mission would rather have a call than a meeting. This is the place to change its wording."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import ToParticipant
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True, kw_only=True)
class RatherCallMail(ToParticipant):
    """How to reach the counterpart stands on the reader's page, which follows what is taken back."""

    kind: ClassVar[str] = "rather_call"

    url: str
    counterpart: str

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Rather a call: %(name)s", name=self.counterpart),
            paragraphs=(
                translate(
                    language,
                    "%(name)s would rather talk to you by video or telephone, outside the mission: "
                    "no meeting is planned.",
                    name=self.counterpart,
                ),
                translate(language, "How and when to reach them stands on your page: it is now your turn."),
            ),
            button=Button(translate(language, "See how to reach them"), self.url),
        )
