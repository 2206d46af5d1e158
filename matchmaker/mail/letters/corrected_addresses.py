"""What people are told when organisers correct their address: the old mailbox, and calendar subscribers at the new one.

This is the place to change the wording.
"""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import ToParticipant
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True)
class _AddressMail(ToParticipant):
    """What both need: where the button leads."""

    url: str


@dataclass(frozen=True)
class AddressLeftMail(_AddressMail):
    """To the old address: somebody else may have changed it. The new address is not named."""

    kind: ClassVar[str] = "address_left"

    def text(self) -> Text:
        language, event = self.reader.language, self.host.event
        return Text(
            subject=translate(language, "Your address was changed: %(event)s", event=event),
            paragraphs=(
                translate(language, "The organisers of %(event)s now write to you at another address.", event=event),
                translate(
                    language, "You are logged out everywhere, and the address of your calendar subscription has ended."
                ),
                translate(language, "If this was not your wish, answer this mail at once."),
            ),
            button=Button(translate(language, "To the pages of the event"), self.url),
        )

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because this was your address for %(event)s.",
            event=self.host.event,
        )


@dataclass(frozen=True)
class SubscriptionEndedMail(_AddressMail):
    """To the new address of somebody who subscribes to the calendar: the subscription must be made anew."""

    kind: ClassVar[str] = "subscription_ended"

    def text(self) -> Text:
        language, event = self.reader.language, self.host.event
        return Text(
            subject=translate(language, "Please subscribe to your calendar again: %(event)s", event=event),
            paragraphs=(
                translate(
                    language, "The organisers of %(event)s have corrected your e-mail address to this one.", event=event
                ),
                translate(
                    language,
                    "For your safety the old address of your calendar subscription has ended: your calendar program "
                    "no longer learns of changes. The page below gives you the new one.",
                ),
            ),
            button=Button(translate(language, "Open my calendar page"), self.url),
        )
