"""Mails about who comes in the place of the contact of a counterpart. This is the place to change their wording."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import format_day, translate
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True, kw_only=True)
class InsteadMail(Content):
    """What the two mails have in common."""

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because companies of %(event)s would like to meet your organisation.",
            event=self.host.event,
        )

    def contact(self) -> str:
        if not self.host.contact_email:
            return ""
        name = self.host.contact_name or self.host.contact_email
        return translate(self.reader.language, "Something is wrong? Answer this mail: %(name)s reads it.", name=name)


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
        first = translate(
            language,
            "A delegation of companies comes to %(city)s, from %(first)s to %(last)s.",
            city=self.city,
            first=format_day(self.first_day, language),
            last=format_day(self.last_day, language, year=True),
        )
        if self.first_day == self.last_day:
            day = format_day(self.last_day, language, year=True)
            first = translate(
                language, "A delegation of companies comes to %(city)s on %(last)s.", city=self.city, last=day
            )
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
