"""Mails to counterparts of a mission, who have no account. This is the place to change their wording."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import format_day, translate, translate_plural
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Button, Foreign, Text


@dataclass(frozen=True, kw_only=True)
class CounterpartMail(Content):
    """Which companies would like to meet the reader; with `again` to who has not answered."""

    kind: ClassVar[str] = "counterpart_asked"

    url: str
    city: str
    first_day: date
    last_day: date
    companies: tuple[tuple[str, str], ...]
    """Their names, each with why it asks, as far as it says so."""
    offers: tuple[tuple[str, str, str], ...] = ()
    """Of companies that say what they offer in the language of the city: name, text, language."""
    attache: str = ""
    """Who asks on their behalf, with the function."""
    again: bool = False

    def text(self) -> Text:
        language = self.reader.language
        days = {
            "first": format_day(self.first_day, language),
            "last": format_day(self.last_day, language, year=True),
            "city": self.city,
        }
        if self.again:
            first = translate(language, "We have no answer from you yet: may these companies meet you?")
        elif self.first_day == self.last_day:
            first = translate(language, "A delegation of companies comes to %(city)s on %(last)s.", **days)
        else:
            first = translate(
                language, "A delegation of companies comes to %(city)s, from %(first)s to %(last)s.", **days
            )
        asking = "\n".join(
            translate(language, "%(company)s: “%(pitch)s”", company=name, pitch=pitch) if pitch else name
            for name, pitch in self.companies
        )
        offers = (Foreign(f"{name}: {text}", code) for name, text, code in self.offers)
        behalf = translate(language, "%(name)s asks you on their behalf.", name=self.attache) if self.attache else ""
        return Text(
            subject=translate_plural(
                language,
                "%(company)s would like to meet you in %(city)s",
                "%(num)d companies would like to meet you in %(city)s",
                len(self.companies),
                company=self.companies[0][0],
                city=self.city,
            ),
            paragraphs=tuple(filter(None, (first, asking, *offers, behalf))),
            button=Button(translate(language, "Say yes or no"), self.url),
            after=(
                translate(
                    language,
                    "Two taps are enough, and no account is needed: this address is yours alone. There you also say "
                    "where and when it suits you, or that you would rather have a call.",
                ),
            ),
        )

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because companies of %(event)s would like to meet you. Say no on the page, or remove "
            "your data there, and there are no more.",
            event=self.host.event,
        )

    def contact(self) -> str:
        if not self.host.contact_email:
            return ""
        name = self.host.contact_name or self.host.contact_email
        return translate(self.reader.language, "Something is wrong? Answer this mail: %(name)s reads it.", name=name)
