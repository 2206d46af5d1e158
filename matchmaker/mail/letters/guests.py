"""Invitation to a reception, answered without logging in, and word that it has moved: the place of their wording."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from matchmaker.base.i18n import format_day, format_time, translate, zone_city
from matchmaker.mail.contents import Answerable
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True, kw_only=True)
class GuestMail(Answerable):
    """An invitation; with `again` to who has not answered."""

    kind: ClassVar[str] = "guest_invitation"

    url: str
    title: str
    day: date
    starts: time
    zone: str
    place: str
    words: str
    last_day: date
    again: bool = False

    def text(self) -> Text:
        language = self.reader.language
        first = (
            translate(language, "We have no answer from you yet: do you come?")
            if self.again
            else translate(language, "You are invited: %(title)s.", title=self.title)
        )
        return Text(
            subject=translate(language, "Do you come? %(title)s", title=self.title)
            if self.again
            else translate(language, "Invitation: %(title)s", title=self.title),
            paragraphs=tuple(filter(None, (first, self.when_and_where(), self.words))),
            button=Button(translate(language, "Say yes or no"), self.url),
            after=(
                translate(
                    language,
                    "Please answer until %(day)s. No log-in is needed: this address is yours alone.",
                    day=format_day(self.last_day, language),
                ),
            ),
        )

    def when_and_where(self) -> str:
        """Return what it is called, its time and its place, one a line."""
        when = translate(
            self.reader.language,
            "%(day)s at %(time)s, %(city)s time",
            day=format_day(self.day, self.reader.language),
            time=format_time(self.starts, self.reader.language),
            city=zone_city(self.zone, self.reader.language),
        )
        return f"{self.title}\n{when}\n{self.place}"

    def why(self) -> str:
        event = self.host.event
        return translate(
            self.reader.language, "You get this mail because the organisers of %(event)s invite you.", event=event
        )


@dataclass(frozen=True, kw_only=True)
class GuestMoved(GuestMail):
    """Word to who was invited that it is at another time or place."""

    kind: ClassVar[str] = "guest_moved"

    day_before: date
    starts_before: time
    place_before: str
    comes: bool
    """Whether they have said yes."""
    answers: bool
    """Whether answers are still taken."""

    def text(self) -> Text:
        language = self.reader.language
        if (self.day, self.starts) != (self.day_before, self.starts_before):
            subject = translate(language, "New time: %(title)s", title=self.title)
            before = translate(
                language,
                "It is no longer on %(day)s at %(time)s. This holds now:",
                day=format_day(self.day_before, language),
                time=format_time(self.starts_before, language),
            )
        elif self.place != self.place_before:
            subject = translate(language, "New place: %(title)s", title=self.title)
            before = translate(language, "It is no longer here: %(place)s. This holds now:", place=self.place_before)
        else:
            subject = translate(language, "New end: %(title)s", title=self.title)
            before = translate(language, "It ends at another time than you were told. Your page says when.")
        after = ""
        if self.comes:
            after = translate(
                language,
                "You said yes. If you still come, there is nothing to do: open your page for the new calendar entry. "
                "If you cannot, say so there.",
            )
        elif self.answers:
            after = translate(
                language,
                "Please answer until %(day)s. No log-in is needed: this address is yours alone.",
                day=format_day(self.last_day, language),
            )
        return Text(
            subject=subject,
            paragraphs=tuple(filter(None, (before, self.when_and_where(), after))),
            button=Button(translate(language, "See the invitation"), self.url),
        )
