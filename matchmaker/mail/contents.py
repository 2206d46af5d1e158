"""What a mail says, by kind: each class holds what its text needs, and writes the letter in the reader's language.

This is the place to change the wording of a mail.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Literal, Protocol

from matchmaker.calendars import texts
from matchmaker.calendars.entry import Entry
from matchmaker.i18n import format_day, format_time, translate, translate_plural, zone_city
from matchmaker.mail.letter import Button, Group, Letter, Row
from matchmaker.models import EntryKind


@dataclass(frozen=True)
class Reader:
    """Who gets the mail; the language is one that has texts (`i18n.screen_language`)."""

    email: str
    language: str
    name: str = ""


@dataclass(frozen=True)
class Host:
    """Who writes: an event with the person who answers its mails. Empty for mails of the product itself."""

    event: str = ""
    contact_name: str = ""
    contact_email: str = ""


class Content(Protocol):
    """What the outbox takes."""

    kind: ClassVar[str]

    @property
    def reader(self) -> Reader: ...

    @property
    def host(self) -> Host: ...

    def letter(self) -> Letter:
        """Return the texts of the mail."""


@dataclass(frozen=True)
class LoginMail:
    """The link that logs a person in, once."""

    kind: ClassVar[str] = "login_link"

    reader: Reader
    host: Host
    link: str
    minutes: int

    def letter(self) -> Letter:
        language = self.reader.language
        if self.host.event:
            subject = translate(language, "Your log-in link for %(event)s", event=self.host.event)
        else:
            subject = translate(language, "Your log-in link")
        return Letter(
            language=language,
            subject=subject,
            greeting=greeting(self.reader),
            paragraphs=(
                translate(language, "Here is the link you asked for. No password is needed."),
                translate_plural(
                    language,
                    "It works once, during the next minute.",
                    "It works once, during the next %(num)d minutes.",
                    self.minutes,
                ),
            ),
            button=Button(translate(language, "Log in"), self.link),
            footer=(
                translate(
                    language, "You did not ask for this? Then delete this mail: without the link nothing happens."
                ),
            ),
        )


@dataclass(frozen=True)
class Change:
    """How one line of the reader's agenda differs from what was published before."""

    kind: Literal["new", "changed", "cancelled"]
    entry: Entry
    """As it is now; for a cancelled one as it was."""
    before: Entry | None = None
    """For a changed one: as it was."""


@dataclass(frozen=True)
class ScheduleMail:
    """The reader's schedule is final, or has changed since the last release."""

    kind: ClassVar[str] = "schedule_published"

    reader: Reader
    host: Host
    agenda_url: str
    entries: tuple[Entry, ...]
    """The whole agenda, cancelled lines left out."""
    changes: tuple[Change, ...] = ()
    """Against what the reader was told before; empty for the first one."""
    by_mail: bool = False
    """Whether the appointments also come one by one, as invitations."""

    def letter(self) -> Letter:
        language = self.reader.language
        if self.changes:
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
        return Letter(
            language=language,
            subject=subject,
            greeting=greeting(self.reader),
            paragraphs=paragraphs,
            groups=_groups(self.entries, self.changes, language),
            button=Button(translate(language, "See my schedule"), self.agenda_url),
            after=(
                self._calendar(language),
                *answer_this_mail(self.host, language),
            ),
            footer=footer(self.host, language),
        )

    def _calendar(self, language: str) -> str:
        if self.by_mail:
            return translate(
                language,
                "Your meetings also come to you one by one, as invitations that your calendar program can keep.",
            )
        return translate(
            language,
            "To have it in your calendar, open your schedule and choose “Add to calendar”: later changes then "
            "arrive there by themselves.",
        )


@dataclass(frozen=True)
class ProvisionalMail:
    """A provisional schedule is there: the one mail about it."""

    kind: ClassVar[str] = "provisional_published"

    reader: Reader
    host: Host
    agenda_url: str
    entries: tuple[Entry, ...]

    def letter(self) -> Letter:
        language = self.reader.language
        return Letter(
            language=language,
            subject=translate(language, "Your provisional schedule: %(event)s", event=self.host.event),
            greeting=greeting(self.reader),
            paragraphs=(
                translate(language, "Your provisional schedule is ready.") + " " + _how_many(self.entries, language),
                translate(
                    language,
                    "Times and places may still change. You get one more mail when the schedule is final.",
                ),
            ),
            groups=_groups(self.entries, (), language),
            button=Button(translate(language, "See my provisional schedule"), self.agenda_url),
            after=answer_this_mail(self.host, language),
            footer=footer(self.host, language),
        )


def greeting(reader: Reader) -> str:
    """Return how a mail begins."""
    if reader.name:
        return translate(reader.language, "Hello %(name)s,", name=reader.name)
    return translate(reader.language, "Hello,")


def _how_many(entries: tuple[Entry, ...], language: str) -> str:
    number = sum(entry.kind is EntryKind.MEETING for entry in entries)
    if number == 0:
        return translate(language, "It holds no meeting for you this time.")
    return translate_plural(language, "You have %(num)d meeting.", "You have %(num)d meetings.", number)


def answer_this_mail(host: Host, language: str) -> tuple[str, ...]:
    """Return who reads an answer, where somebody does."""
    if not host.contact_email:
        return ()
    name = host.contact_name or host.contact_email
    return (translate(language, "Something is wrong? Answer this mail: %(name)s reads it.", name=name),)


def footer(host: Host, language: str) -> tuple[str, ...]:
    """Return why the reader gets the mail."""
    return (translate(language, "You get this mail because you are registered for %(event)s.", event=host.event),)


def _groups(entries: tuple[Entry, ...], changes: tuple[Change, ...], language: str) -> tuple[Group, ...]:
    """Return the agenda by day, with the changes marked and the cancelled lines in their places."""
    notes = {change.entry.uid: _note(change, language) for change in changes}
    gone = tuple(change.entry for change in changes if change.kind == "cancelled")
    lines = sorted((*entries, *gone), key=lambda entry: (entry.starts, entry.uid))
    return tuple(
        Group(day, tuple(row(entry, notes.get(entry.uid, ""), language) for entry in of_day))
        for day, of_day in groupby(lines, key=lambda entry: heading(entry, language))
    )


def heading(entry: Entry, language: str) -> str:
    """Return the day of an entry, and by whose clocks."""
    text = translate(
        language,
        "%(day)s (local time, %(city)s)",
        day=format_day(entry.starts.date(), language, year=True),
        city=zone_city(entry.zone, language),
    )
    return texts.begin(text)


def row(entry: Entry, note: str, language: str) -> Row:
    """Return an entry as a line of a list."""
    return Row(
        time=format_time(entry.starts, language),
        title=texts.title(entry, language),
        place=texts.spot(entry, language),
        note=note,
    )


def _note(change: Change, language: str) -> str:
    if change.kind == "new":
        return translate(language, "new")
    if change.kind == "cancelled":
        return translate(language, "cancelled")
    before, now = change.before, change.entry
    if before and before.starts != now.starts:
        return translate(language, "moved, was at %(time)s", time=_moment(before, now, language))
    if before and texts.location(before, language) != texts.location(now, language):
        return translate(language, "new place, was %(place)s", place=texts.spot(before, language))
    return translate(language, "changed")


def _moment(before: Entry, now: Entry, language: str) -> str:
    """Return the time of `before`, with its day where that is another one."""
    time = format_time(before.starts, language)
    if before.starts.date() == now.starts.date():
        return time
    return f"{format_day(before.starts.date(), language)}, {time}"
