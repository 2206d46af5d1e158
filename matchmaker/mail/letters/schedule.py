"""Mails with a whole schedule (final, changed, provisional), and lists of appointments for other mails.

This is the place to change their wording.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from matchmaker.base.i18n import N_, format_day, format_time, translate, translate_plural, zone_city
from matchmaker.calendars import texts
from matchmaker.calendars.along import as_what, with_whom
from matchmaker.calendars.entry import Entry
from matchmaker.mail.contents import ToParticipant, about_link, because_withdrawn
from matchmaker.mail.letter import Button, Group, LetterRow, Text
from matchmaker.models import CalendarChoice, EntryKind

LEFT_IN_CALENDAR = N_(
    "Your calendar still holds these appointments: delete them there, or have them taken out on the page above."
)


@dataclass(frozen=True)
class EntryChange:
    """How one line of the reader's agenda differs from what was published before."""

    kind: Literal["new", "changed", "cancelled"]
    entry: Entry
    """As it is now; for a cancelled one as it was."""
    before: Entry | None = None
    """For a changed one: as it was."""
    withdrawn: tuple[str, ...] = ()
    """Who has withdrawn, where that is why."""
    replaced_by: str = ""
    """Of one that takes place without the reader: who goes in their place."""


@dataclass(frozen=True)
class ScheduleMail(ToParticipant):
    """The reader's schedule is final, or has changed since the last release."""

    kind: ClassVar[str] = "schedule_published"

    agenda_url: str
    entries: tuple[Entry, ...]
    """The whole agenda, cancelled lines left out."""
    changes: tuple[EntryChange, ...] = ()
    """Against what the reader was told before; empty for the first one."""
    calendar: CalendarChoice | None = None
    """How the entries come into the reader's calendar; none as long as nothing was chosen."""
    reader_withdrew: bool = False
    link_ends_on: date | None = None
    """Until when `agenda_url` logs in, which it does for somebody who has never logged in."""
    again: bool = False
    """The reader was told the same before, and has not looked."""

    def text(self) -> Text:
        language = self.reader.language
        if self.reader_withdrew:
            subject = translate(language, "After your withdrawal: %(event)s", event=self.host.event)
            paragraphs: tuple[str, ...] = (
                translate(language, "You have withdrawn, and what had been published for you is cancelled."),
                translate(language, "Those who waited for you are told. There is nothing more to do."),
            )
        elif self.changes:
            subject = translate(language, "Changes in your schedule: %(event)s", event=self.host.event)
            paragraphs = (
                translate(
                    language,
                    "Your schedule has changed. The changes are marked below; everything else stays as it was.",
                ),
            )
        else:
            subject = translate(language, "Your schedule: %(event)s", event=self.host.event)
            paragraphs = (translate(language, "Your schedule is ready.") + " " + _how_many(self.entries, language),)
        return Text(
            subject=_reminding(subject, language) if self.again else subject,
            paragraphs=(*_not_seen(language, again=self.again), *paragraphs),
            groups=groups(self.entries, self.changes, language),
            button=Button(
                translate(language, "See how things stand")
                if self.reader_withdrew
                else translate(language, "See my schedule"),
                self.agenda_url,
            ),
            after=(
                *((self._calendar(language),) if self._holds_appointments() and not self.reader_withdrew else ()),
                *((translate(language, LEFT_IN_CALENDAR),) if self._leaves_entries() else ()),
                *_about_link(self.link_ends_on, language),
            ),
        )

    def why(self) -> str:
        return because_withdrawn(self.host, self.reader.language) if self.reader_withdrew else super().why()

    def _holds_appointments(self) -> bool:
        lines = (*self.entries, *(change.entry for change in self.changes))
        return any(entry.kind is not EntryKind.PROGRAMME for entry in lines)

    def _leaves_entries(self) -> bool:
        """Tell whether invitations stay in the calendar, as this mail alone says that they are cancelled."""
        gone = [change for change in self.changes if change.kind == "cancelled"]
        invited = [change for change in gone if change.entry.kind is not EntryKind.PROGRAMME]
        return self.reader_withdrew and self.calendar is CalendarChoice.MAIL and len(invited) > 1

    def _calendar(self, language: str) -> str:
        """Return how this comes into the reader's calendar."""
        if self.calendar is CalendarChoice.MAIL:
            return translate(
                language,
                "Your meetings also come to you one by one, as invitations that your calendar program can keep.",
            )
        if self.calendar is CalendarChoice.FEED:
            return translate(language, "The calendar that you subscribe to follows by itself, within some hours.")
        return translate(
            language,
            "To have it in your calendar, open your schedule and choose “Add to calendar”: later changes then "
            "arrive there by themselves.",
        )


@dataclass(frozen=True)
class ProvisionalMail(ToParticipant):
    """A provisional schedule is there: the one mail about it."""

    kind: ClassVar[str] = "provisional_published"

    agenda_url: str
    entries: tuple[Entry, ...]
    link_ends_on: date | None = None
    """As in `ScheduleMail`, and the next."""
    again: bool = False

    def text(self) -> Text:
        language = self.reader.language
        subject = translate(language, "Your provisional schedule: %(event)s", event=self.host.event)
        return Text(
            subject=_reminding(subject, language) if self.again else subject,
            paragraphs=(
                *_not_seen(language, again=self.again),
                translate(language, "Your provisional schedule is ready.") + " " + _how_many(self.entries, language),
                translate(
                    language,
                    "Times and places may still change. You get one more mail when the schedule is final.",
                ),
            ),
            groups=groups(self.entries, (), language),
            button=Button(translate(language, "See my provisional schedule"), self.agenda_url),
            after=_about_link(self.link_ends_on, language),
        )


def _reminding(subject: str, language: str) -> str:
    return translate(language, "Reminder: %(subject)s", subject=subject)


def _not_seen(language: str, *, again: bool) -> tuple[str, ...]:
    """Return why the reader gets a mail with what they were told before."""
    return (translate(language, "You have been told of this before, and have not looked at it yet."),) if again else ()


def _about_link(ends_on: date | None, language: str) -> tuple[str, ...]:
    return () if ends_on is None else (about_link(ends_on, language),)


def _how_many(entries: tuple[Entry, ...], language: str) -> str:
    number = sum(entry.kind is EntryKind.MEETING for entry in entries)
    if number == 0:
        return translate(language, "It holds no meeting for you this time.")
    return translate_plural(language, "You have %(num)d meeting.", "You have %(num)d meetings.", number)


def groups(entries: tuple[Entry, ...], changes: tuple[EntryChange, ...], language: str) -> tuple[Group, ...]:
    """Return appointments by day and zone, with the changes marked and the cancelled lines in their places.

    Where all of a group are in one building, it stands below the heading, else in each line.
    """
    news = {change.entry.uid: change for change in changes}
    gone = tuple(change.entry for change in changes if change.kind == "cancelled")
    lines = sorted((*entries, *gone), key=lambda entry: (entry.starts, entry.uid))
    days: dict[str, list[Entry]] = {}
    for entry in lines:
        days.setdefault(_heading(entry, language), []).append(entry)
    return tuple(_group(heading, of_day, news, language) for heading, of_day in days.items())


def _group(heading: str, entries: list[Entry], news: dict[str, EntryChange], language: str) -> Group:
    venues = {texts.venue(entry) for entry in entries}
    shared = venues.pop() if len(venues) == 1 else ""
    place = texts.spot if shared else texts.location
    return Group(
        heading, tuple(_row(entry, place(entry, language), language, news.get(entry.uid)) for entry in entries), shared
    )


def _heading(entry: Entry, language: str) -> str:
    """Return the day of an entry, and by whose clocks."""
    text = translate(
        language,
        "%(day)s (local time, %(city)s)",
        day=format_day(entry.starts.date(), language, year=True),
        city=zone_city(entry.zone, language),
    )
    return texts.begin(text)


def _row(entry: Entry, place: str, language: str, change: EntryChange | None) -> LetterRow:
    """Return an entry as a line of a list: when, what, with whom, where, who comes along, what is new about it."""
    details = entry.details
    along = with_whom(details, language)
    return LetterRow(
        time=format_time(entry.starts, language),
        title=texts.subject(entry, language),
        people=texts.names(entry),
        place=" · ".join(filter(None, (place, texts.arrival(entry, language), as_what(details, language), *along))),
        note=_note(change, language) if change else "",
        reason=texts.begin(who_withdrew(change.withdrawn, language)) if change and change.withdrawn else "",
        gone=change is not None and change.kind == "cancelled",
    )


def who_withdrew(names: tuple[str, ...], language: str) -> str:
    """Return "Numalis has withdrawn from the event", as part of a sentence."""
    return translate_plural(
        language,
        "%(names)s has withdrawn from the event",
        "%(names)s have withdrawn from the event",
        len(names),
        names=", ".join(names),
    )


def _note(change: EntryChange, language: str) -> str:
    if change.kind == "new":
        return translate(language, "new")
    if change.kind == "cancelled":
        if change.replaced_by:
            return translate(language, "%(name)s goes in your place", name=change.replaced_by)
        return translate(language, "cancelled")
    before, now = change.before, change.entry
    said = []
    if before and before.starts != now.starts:
        said.append(translate(language, "moved, was at %(time)s", time=_moment(before, now, language)))
    elif before and texts.location(before, language) != texts.location(now, language):
        was_at = texts.spot if texts.venue(before) == texts.venue(now) else texts.location
        said.append(translate(language, "new place, was %(place)s", place=was_at(before, language)))
    if before and texts.names(before) != texts.names(now):
        said.append(translate(language, "was with %(names)s", names=texts.names(before)))
    return ", ".join(said) or translate(language, "other people")


def _moment(before: Entry, now: Entry, language: str) -> str:
    """Return the time of `before`, with its day where that is another one."""
    time = format_time(before.starts, language)
    if before.starts.date() == now.starts.date():
        return time
    return f"{format_day(before.starts.date(), language)}, {time}"
