"""Mails that people can do without: reminders and news about wishes, each with a link that ends them; and one that
organisers cannot do without.

This is the place to change their wording.
"""

from dataclasses import dataclass
from typing import ClassVar

from matchmaker.base.i18n import format_day, translate, translate_plural, zone_city
from matchmaker.calendars.entry import Entry
from matchmaker.mail.contents import ToOrganiser, ToParticipant
from matchmaker.mail.letter import Button, Group, LetterRow, Text
from matchmaker.mail.letters.schedule import groups


@dataclass(frozen=True, kw_only=True)
class Notice(ToParticipant):
    """What all of them need: where they lead, and where to end such mails."""

    url: str
    stop_url: str

    def stop(self) -> Button | None:
        label = translate(self.reader.language, "No reminders and no news about wishes any more")
        return Button(label, self.stop_url)


@dataclass(frozen=True, kw_only=True)
class DayReminderMail(Notice):
    """The appointments of one day, some time before the first of them."""

    kind: ClassVar[str] = "day_reminder"

    entries: tuple[Entry, ...]
    """Of one day, in order of time; at least one."""

    def text(self) -> Text:
        language = self.reader.language
        day = format_day(self.entries[0].starts.date(), language)
        return Text(
            subject=translate(language, "Your appointments on %(day)s: %(event)s", day=day, event=self.host.event),
            paragraphs=(translate(language, "A reminder of what is in your schedule on %(day)s.", day=day),),
            groups=groups(self.entries, (), language),
            button=Button(translate(language, "See my schedule"), self.url),
            after=(
                translate(
                    language,
                    "Late, or unable to come? Say so in your schedule under “Something is wrong”: the organisers know "
                    "at once.",
                ),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class WishesMail(Notice):
    """What has come in about wishes since the last such mail, at most once a day."""

    kind: ClassVar[str] = "wishes_news"

    received: tuple[str, ...]
    """Organisations that wish to meet the reader's, and wait for an answer."""
    agreed: tuple[str, ...]
    """Organisations that agreed to a wish of the reader's."""
    deadline: str = ""
    """When answers close, in words; empty where there is no such time."""

    def text(self) -> Text:
        language, number = self.reader.language, len(self.received)
        if number:
            subject = translate_plural(
                language,
                "%(num)d organisation wishes to meet you: %(event)s",
                "%(num)d organisations wish to meet you: %(event)s",
                number,
                event=self.host.event,
            )
        else:
            subject = translate(language, "Your wishes were answered: %(event)s", event=self.host.event)
        return Text(
            subject=subject,
            paragraphs=(self._what_to_do(),),
            groups=tuple(
                Group(title, tuple(LetterRow("", name, "") for name in names))
                for title, names in (
                    (translate(language, "They wish to meet you and wait for your answer"), self.received),
                    (translate(language, "They agreed to meet you"), self.agreed),
                )
                if names
            ),
            button=Button(
                translate(language, "Answer them") if number else translate(language, "See my wishes"), self.url
            ),
        )

    def _what_to_do(self) -> str:
        language = self.reader.language
        if not self.received:
            return translate(language, "If a meeting can be placed, you read when and where in your schedule.")
        if not self.deadline:
            return translate(language, "Say yes, no, or yes if there is room.")
        return translate(language, "Say yes, no, or yes if there is room, until %(deadline)s.", deadline=self.deadline)


@dataclass(frozen=True)
class ClocksMail(ToOrganiser):
    """To organisers: new rules for clocks have moved what is published."""

    kind: ClassVar[str] = "clocks_changed"

    url: str
    zones: tuple[str, ...]
    lines: int

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=translate(language, "Clocks have changed, publish again: %(event)s", event=self.host.event),
            paragraphs=(
                translate(
                    language,
                    "New rules for clocks hold in: %(zones)s.",
                    zones=", ".join(zone_city(zone, language) for zone in self.zones),
                ),
                translate_plural(
                    language,
                    "%(num)d appointment keeps its local time, but calendars elsewhere show it wrong.",
                    "%(num)d appointments keep their local time, but calendars elsewhere show them wrong.",
                    self.lines,
                ),
                translate(
                    language,
                    "Publish the schedule again, even unchanged: then everybody concerned gets the corrected entry.",
                ),
            ),
            button=Button(translate(language, "See what is published"), self.url),
        )
