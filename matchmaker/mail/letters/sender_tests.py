"""A test of the sender: to the organiser who asks, and to the installation's own mailbox."""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class SenderTestMail(Content):
    """Says what to look at where it has arrived."""

    kind: ClassVar[str] = "sender_test"

    community: str
    url: str

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Test of the sender: %(community)s", community=self.community),
            paragraphs=(
                translate(language, "Is this mail in your inbox, or among the spam? That is how invitations arrive."),
                translate(
                    language,
                    "For details open the source of this mail in your mail program, copy its headers, and paste them "
                    "on the page “Sender”.",
                ),
            ),
            button=Button(translate(language, "Open the page “Sender”"), self.url),
        )

    def why(self) -> str:
        return translate(
            self.reader.language, "You get this mail because somebody of your team tested the sender of your mails."
        )
