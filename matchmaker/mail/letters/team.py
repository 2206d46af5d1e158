"""The mail that offers somebody a role in the organising team.

This is the place to change the wording.
"""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate, translate_plural
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class StaffInvitationMail(Content):
    """The link with which a role is accepted, once; somebody new chooses a password there."""

    kind: ClassVar[str] = "staff_invitation"

    link: str
    days: int
    community: str
    role: str
    """In the reader's language."""
    invited_by: str

    def text(self) -> Text:
        language = self.reader.language
        where = self.host.event or self.community
        return Text(
            subject=translate(language, "You are invited to the team of %(where)s", where=where),
            paragraphs=(
                translate(
                    language,
                    "%(name)s (%(community)s) invites you to the organising team of %(where)s. Your role: %(role)s.",
                    name=self.invited_by,
                    community=self.community,
                    where=where,
                    role=self.role,
                ),
                translate_plural(
                    language,
                    "The link works once, during the next day.",
                    "The link works once, during the next %(num)d days.",
                    self.days,
                ),
            ),
            button=Button(translate(language, "See the invitation"), self.link),
        )

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You did not expect this? Then delete this mail: without the link nothing happens.",
        )
