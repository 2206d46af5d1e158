"""The mail that reminds a contact of a membership that ends. This is the place to change its wording."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import format_short_day, translate
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Text


@dataclass(frozen=True)
class RenewalMail(Content):
    """A membership ends soon."""

    kind: ClassVar[str] = "renewal"

    community: str
    organisation: str
    tier: str
    ends_on: date
    words: str = ""
    """What the community says after that, one paragraph a line; empty for the words of the product."""

    def text(self) -> Text:
        language = self.reader.language
        told = {
            "organisation": self.organisation,
            "community": self.community,
            "tier": self.tier,
            "day": format_short_day(self.ends_on, language),
        }
        return Text(
            subject=translate(language, "Membership of %(organisation)s: until %(day)s", **told),
            paragraphs=(
                translate(
                    language,
                    "The membership of %(organisation)s at %(community)s (%(tier)s) ends on %(day)s.",
                    **told,
                ),
                *(self.words.split("\n") if self.words else (usual_words(language),)),
            ),
            button=None,
        )

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because you are the contact of %(organisation)s at %(community)s.",
            organisation=self.organisation,
            community=self.community,
        )


def usual_words(language: str) -> str:
    """Return what follows the date where a community says nothing of its own."""
    return translate(language, "Would you like to go on? Then answer this mail: we see to the rest.")
