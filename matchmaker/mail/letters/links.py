"""Mails with a link that works once: to log in, and to choose a new password.

This is the place to change their wording.
"""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate, translate_plural
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class _LinkMail(Content):
    """What both need: the link, and for how long it works."""

    link: str
    minutes: int

    def _validity(self) -> str:
        return translate_plural(
            self.reader.language,
            "It works once, during the next minute.",
            "It works once, during the next %(num)d minutes.",
            self.minutes,
        )

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You did not ask for this? Then delete this mail: without the link nothing happens.",
        )


@dataclass(frozen=True)
class LoginMail(_LinkMail):
    """The link that logs a person in, once."""

    kind: ClassVar[str] = "login_link"

    def text(self) -> Text:
        language = self.reader.language
        if self.host.event:
            subject = translate(language, "Your log-in link for %(event)s", event=self.host.event)
        else:
            subject = translate(language, "Your log-in link")
        return Text(
            subject=subject,
            paragraphs=(
                translate(language, "Here is the link you asked for. No password is needed."),
                self._validity(),
            ),
            button=Button(translate(language, "Log in"), self.link),
        )


@dataclass(frozen=True)
class PasswordMail(_LinkMail):
    """The link with which a member of the staff sets a new password, once."""

    kind: ClassVar[str] = "password_link"

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Choose a new password"),
            paragraphs=(
                translate(
                    language, "With this link you choose a new password for your account of the organising team."
                ),
                self._validity(),
            ),
            button=Button(translate(language, "Choose a new password"), self.link),
        )
