"""The first mail about an event and its reminders: they hold a link that logs in, once. The place for their wording."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import format_day, translate, translate_plural
from matchmaker.mail.contents import about_link
from matchmaker.mail.letter import Button, Text
from matchmaker.mail.letters.notices import Notice


@dataclass(frozen=True, kw_only=True)
class FirstMail(Notice):
    """To somebody who has not registered yet; `url` is a log-in link."""

    kind: ClassVar[str] = "first_mail"

    first_name: str
    city: str
    starts_on: date
    link_ends_on: date
    organisations: int
    """How many can be met, besides the reader's own."""
    deadline: str
    """When wishes close, in words; empty where there is no such time."""
    reminder: bool
    """The reader has had this mail before."""

    def text(self) -> Text:
        language = self.reader.language
        names = {
            "name": self.first_name,
            "day": format_day(self.starts_on, language, weekday=False),
            "city": self.city,
        }
        subject = (
            translate(language, "%(name)s, whom do you want to meet on %(day)s in %(city)s?", **names)
            if self.city
            else translate(language, "%(name)s, whom do you want to meet on %(day)s?", **names)
        )
        return Text(
            subject=translate(language, "Reminder: %(subject)s", subject=subject) if self.reminder else subject,
            paragraphs=(
                translate_plural(
                    language,
                    "On %(day)s you can meet %(num)d organisation at %(event)s.",
                    "On %(day)s you can meet %(num)d organisations at %(event)s.",
                    self.organisations,
                    day=format_day(self.starts_on, language),
                    event=self.host.event,
                ),
                self._what_to_do(),
            ),
            button=Button(translate(language, "Choose my meetings"), self.url),
            after=(about_link(self.link_ends_on, language),),
        )

    def why(self) -> str:
        return translate(
            self.reader.language, "You get this mail because you are invited to %(event)s.", event=self.host.event
        )

    def _what_to_do(self) -> str:
        language = self.reader.language
        if not self.deadline:
            return translate(language, "Three minutes are enough. We make one schedule for all.")
        return translate(
            language,
            "Say before %(deadline)s whom you want to meet: three minutes are enough. We make one schedule for all.",
            deadline=self.deadline,
        )
