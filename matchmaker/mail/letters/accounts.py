"""What members of the staff are told when something about their log-in changes: somebody else may have done it.

This is the place to change the wording.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from matchmaker.base.i18n import N_, translate
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Button, Text


class AccountChange(StrEnum):
    PASSWORD = "password"  # noqa: S105 -- a name
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    SECOND_FACTOR_RESET = "second_factor_reset"
    RECOVERY_CODES = "recovery_codes"
    RECOVERY_CODE_USED = "recovery_code_used"


SENTENCES = {
    AccountChange.PASSWORD: (
        N_("Your password was changed"),
        N_("The password of your account of the organising team was changed. All other log-ins have ended."),
    ),
    AccountChange.SECOND_FACTOR_ON: (
        N_("Your second factor is on"),
        N_("From now on your log-in asks for a code of your authenticator app. All other log-ins have ended."),
    ),
    AccountChange.SECOND_FACTOR_OFF: (
        N_("Your second factor is off"),
        N_("From now on your log-in asks for your password alone. All other log-ins have ended."),
    ),
    AccountChange.SECOND_FACTOR_RESET: (
        N_("Your second factor was removed"),
        N_(
            "An administrator has removed the second factor of your account. All your log-ins have ended; your "
            "password is the same. Set up your authenticator app again on the page “My account”."
        ),
    ),
    AccountChange.RECOVERY_CODES: (
        N_("You have new recovery codes"),
        N_("New recovery codes were made for your account. The earlier ones no longer work."),
    ),
    AccountChange.RECOVERY_CODE_USED: (
        N_("A recovery code was used"),
        N_("Somebody has logged in to your account with a recovery code. It does not work again."),
    ),
}
"""Subject and sentence of each change."""


@dataclass(frozen=True)
class AccountMail(Content):
    """To a member of the staff, after a change of their log-in."""

    kind: ClassVar[str] = "account_changed"

    change: AccountChange
    url: str

    def text(self) -> Text:
        language = self.reader.language
        subject, sentence = SENTENCES[self.change]
        return Text(
            subject=translate(language, subject),
            paragraphs=(
                translate(language, sentence),
                translate(
                    language,
                    "If it was you, there is nothing to do. If not, choose a new password at once and tell your "
                    "administrator.",
                ),
            ),
            button=Button(translate(language, "Choose a new password"), self.url),
        )

    def why(self) -> str:
        return translate(self.reader.language, "You get this mail because you have an account of the organising team.")
