"""Mails to the attaché of a city, who has no account. This is the place to change their wording."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from matchmaker.base.i18n import translate, translate_plural
from matchmaker.mail.contents import Answerable
from matchmaker.mail.letter import Button, Text


class AttacheNews(StrEnum):
    """What a counterpart has said on its page."""

    CALL = "call"
    """It would rather have a call."""
    DECLINES = "declines"
    """It had agreed to meet, and declines."""
    CANNOT = "cannot"
    """It cannot come to a meeting that is published."""
    TIMES = "times"
    """It has said other times, or who comes instead."""
    HOURS = "hours"
    """It has chosen the hours that suit it."""
    PLACE = "place"
    """It receives elsewhere than it had said."""


@dataclass(frozen=True, slots=True)
class AttacheSentence:
    """One thing that a counterpart has said, of one company or of all of them."""

    kind: AttacheNews
    counterpart: str
    company: str = ""
    words: str = ""
    """Its own."""


@dataclass(frozen=True, kw_only=True)
class ToAttache(Answerable):
    """A mail to who keeps the counterparts of a city."""

    url: str
    city: str

    def why(self) -> str:
        return translate(
            self.reader.language,
            "You get this mail because you keep the counterparts of %(city)s for %(event)s.",
            city=self.city,
            event=self.host.event,
        )


@dataclass(frozen=True, kw_only=True)
class AttachePageMail(ToAttache):
    """The address of their page, when it is made."""

    kind: ClassVar[str] = "attache_page"

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Your page for %(city)s: %(event)s", city=self.city, event=self.host.event),
            paragraphs=(
                translate(
                    language,
                    "On this page you keep the counterparts of %(city)s: whom the companies could meet there, how far "
                    "each is, and what comes next.",
                    city=self.city,
                ),
                translate(
                    language,
                    "When a counterpart declines late, would rather have a call or offers other times, "
                    "a mail tells you.",
                ),
            ),
            button=Button(translate(language, "Open my page"), self.url),
            after=(translate(language, "No log-in is needed: this address is yours alone. Please keep it."),),
        )


@dataclass(frozen=True, kw_only=True)
class AttacheNewsMail(ToAttache):
    """What counterparts of the city have said since the last one, one sentence each."""

    kind: ClassVar[str] = "attache_news"

    news: tuple[AttacheSentence, ...]
    more: int = 0
    """How many further ones only the page tells."""

    def text(self) -> Text:
        language = self.reader.language
        more = (translate_plural(language, "And %(num)d more.", "And %(num)d more.", self.more),) if self.more else ()
        names = tuple(dict.fromkeys(one.counterpart for one in self.news))
        return Text(
            subject=translate(language, "%(city)s: news of %(name)s", city=self.city, name=names[0])
            if len(names) == 1 and not self.more
            else translate(language, "%(city)s: news of your counterparts", city=self.city),
            paragraphs=(*(_sentence(one, language) for one in self.news), *more),
            button=Button(translate(language, "Open my page"), self.url),
        )


def _sentence(one: AttacheSentence, language: str) -> str:
    who = {"name": one.counterpart, "company": one.company}
    match one.kind:
        case AttacheNews.CALL:
            return translate(
                language,
                "%(name)s would rather have a call with %(company)s, outside the mission. The company has how to "
                "reach them.",
                **who,
            )
        case AttacheNews.DECLINES:
            return translate(language, "%(name)s had agreed to meet %(company)s, and now declines.", **who)
        case AttacheNews.CANNOT:
            return translate(
                language,
                "%(name)s cannot come to the meeting with %(company)s. The organisers decide what becomes of it.",
                **who,
            )
        case AttacheNews.TIMES:
            return (
                translate(language, "%(name)s says when it suits them, or who comes instead:", **who) + "\n" + one.words
            )
        case AttacheNews.HOURS:
            return translate(language, "%(name)s has chosen the hours that suit them.", **who)
        case AttacheNews.PLACE:
            said = translate(language, "%(name)s has changed where they receive.", **who)
            return f"{said}\n{one.words}" if one.words else said
