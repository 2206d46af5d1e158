"""Invitation to a reception, answered without logging in. This is the place to change its wording."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from matchmaker.base.i18n import format_day, format_time, translate, zone_city
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True, kw_only=True)
class GuestMail(Content):
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
        when = translate(
            language,
            "%(day)s at %(time)s, %(city)s time",
            day=format_day(self.day, language),
            time=format_time(self.starts, language),
            city=zone_city(self.zone, language),
        )
        first = (
            translate(language, "We have no answer from you yet: do you come?")
            if self.again
            else translate(language, "You are invited: %(title)s.", title=self.title)
        )
        return Text(
            subject=translate(language, "Do you come? %(title)s", title=self.title)
            if self.again
            else translate(language, "Invitation: %(title)s", title=self.title),
            paragraphs=tuple(filter(None, (first, f"{self.title}\n{when}\n{self.place}", self.words))),
            button=Button(translate(language, "Say yes or no"), self.url),
            after=(
                translate(
                    language,
                    "Please answer until %(day)s. No log-in is needed: this address is yours alone.",
                    day=format_day(self.last_day, language),
                ),
            ),
        )

    def why(self) -> str:
        event = self.host.event
        return translate(
            self.reader.language, "You get this mail because the organisers of %(event)s invite you.", event=event
        )

    def contact(self) -> str:
        if not self.host.contact_email:
            return ""
        name = self.host.contact_name or self.host.contact_email
        return translate(self.reader.language, "Something is wrong? Answer this mail: %(name)s reads it.", name=name)
