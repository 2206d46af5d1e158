"""Mails to counterparts of a mission, who have no account. This is the place to change their wording."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import format_day, locale, translate, translate_plural
from matchmaker.base.tags import tag_name
from matchmaker.mail.contents import Answerable
from matchmaker.mail.letter import Button, Foreign, Text


@dataclass(frozen=True, kw_only=True)
class AskingCompany:
    """A company that would like to meet the reader."""

    name: str
    country: str
    """ISO 3166-1."""
    offers: tuple[str, ...] = ()
    """Codes of the tag list."""
    pitch: str = ""
    """Why it asks, as far as it says so."""
    local: str = ""
    """What it offers, in a language of the city."""
    local_language: str = ""

    def paragraphs(self, language: str) -> tuple[str, ...]:
        """Return who it is and why it asks, then its own words."""
        country = str(locale(language).territories.get(self.country, ""))
        name = ", ".join(filter(None, (self.name, country)))
        if self.offers:
            name = f"{name} ({', '.join(tag_name(code, language) for code in self.offers)})"
        first = translate(language, "%(company)s: “%(pitch)s”", company=name, pitch=self.pitch) if self.pitch else name
        return (first, Foreign(self.local, self.local_language)) if self.local else (first,)


def delegation_comes(city: str, first: date, last: date, language: str) -> str:
    """Return when the delegation comes to a city, as a sentence."""
    days = {"city": city, "first": format_day(first, language), "last": format_day(last, language, year=True)}
    if first == last:
        return translate(language, "A delegation of companies comes to %(city)s on %(last)s.", **days)
    return translate(language, "A delegation of companies comes to %(city)s, from %(first)s to %(last)s.", **days)


@dataclass(frozen=True, kw_only=True)
class CounterpartMail(Answerable):
    """Which companies would like to meet the reader; with `again` to who has not answered."""

    kind: ClassVar[str] = "counterpart_asked"

    url: str
    city: str
    first_day: date
    last_day: date
    companies: tuple[AskingCompany, ...]
    minutes: int
    """How long a meeting is."""
    hotel: str = ""
    """Where the delegation stays, with the address; empty where nobody has said it."""
    attache: str = ""
    """Who asks on their behalf, with the function."""
    again: bool = False

    def text(self) -> Text:
        language = self.reader.language
        if self.again:
            first = translate(language, "We have no answer from you yet: may these companies meet you?")
        else:
            first = delegation_comes(self.city, self.first_day, self.last_day, language)
        asking = (line for company in self.companies for line in company.paragraphs(language))
        behalf = translate(language, "%(name)s asks you on their behalf.", name=self.attache) if self.attache else ""
        return Text(
            subject=translate_plural(
                language,
                "%(company)s would like to meet you in %(city)s",
                "%(num)d companies would like to meet you in %(city)s",
                len(self.companies),
                company=self.companies[0].name,
                city=self.city,
            ),
            paragraphs=tuple(filter(None, (first, *asking, self._length(), behalf))),
            button=Button(translate(language, "Say yes or no"), self.url),
            after=(
                translate(
                    language,
                    "Two taps are enough, and no account is needed: this address is yours alone. There you also say "
                    "where and when it suits you, that a colleague is the right person, that you would rather have a "
                    "call, or no.",
                ),
            ),
        )

    def _length(self) -> str:
        """Return how long a meeting is, and where it may be."""
        language, number = self.reader.language, self.minutes
        if not self.hotel:
            return translate_plural(
                language, "A meeting takes %(num)d minute.", "A meeting takes %(num)d minutes.", number
            )
        return translate_plural(
            language,
            "A meeting takes %(num)d minute, at your office or at their hotel: %(hotel)s.",
            "A meeting takes %(num)d minutes, at your office or at their hotel: %(hotel)s.",
            number,
            hotel=self.hotel,
        )

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because companies of %(event)s would like to meet you. Say no on the page, or remove "
            "your data there, and there are no more.",
            event=self.host.event,
        )
