"""Mails about who comes in the place of the contact of a counterpart. This is the place to change their wording."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import Answerable
from matchmaker.mail.letter import Button, Text
from matchmaker.mail.letters.counterparts import delegation_comes


@dataclass(frozen=True, kw_only=True)
class InsteadMail(Answerable):
    """What the two mails have in common."""

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because companies of %(event)s would like to meet your organisation.",
            event=self.host.event,
        )


@dataclass(frozen=True, kw_only=True)
class PageHandedOverMail(InsteadMail):
    """To who comes in the place of the contact: the address of the page."""

    kind: ClassVar[str] = "counterpart_handed_over"

    url: str
    city: str
    first_day: date
    last_day: date
    former: str
    """Who has named the reader; empty where nobody was known."""

    def text(self) -> Text:
        language = self.reader.language
        first = delegation_comes(self.city, self.first_day, self.last_day, language)
        named = (
            translate(language, "%(name)s says that you meet them instead.", name=self.former) if self.former else ""
        )
        return Text(
            subject=translate(language, "You meet the delegation in %(city)s", city=self.city),
            paragraphs=tuple(filter(None, (first, named))),
            button=Button(translate(language, "See who would like to meet you"), self.url),
            after=(
                translate(
                    language,
                    "No account is needed: this address is yours alone. There you also say where and when it suits "
                    "you, or no.",
                ),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class InsteadAnsweredMail(InsteadMail):
    """To who has named somebody in their place: whether it was accepted."""

    kind: ClassVar[str] = "counterpart_instead"

    url: str
    """The page of the reader, which they keep; empty once it is accepted."""
    named: str
    accepted: bool

    def text(self) -> Text:
        language = self.reader.language
        if self.accepted:
            return Text(
                subject=translate(language, "%(name)s comes instead of you", name=self.named),
                paragraphs=(
                    translate(language, "It is settled: %(name)s has the page now. Thank you.", name=self.named),
                ),
                button=None,
            )
        return Text(
            subject=translate(language, "You stay the one to meet"),
            paragraphs=(
                translate(
                    language,
                    "You had named %(name)s in your place. The organisers have left it as it is: you stay the one whom "
                    "the companies meet, and your page is yours.",
                    name=self.named,
                ),
            ),
            button=Button(translate(language, "Open my page"), self.url),
        )
