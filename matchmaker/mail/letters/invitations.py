"""Text around an invitation; complete without the calendar part, which some mail programs hide.

This is the place to change its wording.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from matchmaker.base.i18n import N_, format_day, format_time, translate, zone_city
from matchmaker.calendars import texts
from matchmaker.calendars.along import as_what, comes_along, with_whom
from matchmaker.calendars.entry import Entry
from matchmaker.mail.contents import ToParticipant, because_withdrawn
from matchmaker.mail.letter import Button, Group, LetterRow, Text
from matchmaker.mail.letters.schedule import who_withdrew
from matchmaker.models import EntryKind

News = Literal[
    "new",
    "back",
    "returned",
    "moved",
    "clocks",
    "place",
    "people",
    "details",
    "cancelled",
    "replaced",
    "taken_back",
]
"""What an invitation tells: `returned` when the reader goes again whom somebody else had replaced, `clocks` when a new
law moved the instant under the same local time, `details` when a name was corrected, `replaced` when somebody else goes
in the reader's place, `taken_back` when only the entry leaves."""
ENDING = frozenset({"cancelled", "replaced", "taken_back"})
"""News after which the reader has the appointment no more in the calendar."""
LEAVING = frozenset({"replaced", "taken_back"})
"""Those of them after which it takes place all the same."""
CAUSED = frozenset({"cancelled", "moved", "place", "people"})
"""News that a withdrawal can be the reason of."""

SUBJECTS: dict[News, str] = {
    "new": "%(title)s, %(day)s, %(time)s",
    "back": N_("Takes place after all: %(title)s, %(day)s, %(time)s"),
    "returned": N_("In your schedule again: %(title)s, %(day)s, %(time)s"),
    "moved": N_("New time: %(title)s, %(day)s, %(time)s"),
    "clocks": N_("New time: %(title)s, %(day)s, %(time)s"),
    "place": N_("New place: %(title)s, %(day)s, %(time)s"),
    "people": N_("Other people: %(title)s, %(day)s, %(time)s"),
    "details": N_("Corrected: %(title)s, %(day)s, %(time)s"),
    "cancelled": N_("Cancelled: %(title)s, %(day)s, %(time)s"),
    "replaced": N_("Somebody goes in your place: %(title)s, %(day)s, %(time)s"),
    "taken_back": N_("Leaves your calendar, but stands: %(title)s, %(day)s, %(time)s"),
}
MARKS: dict[News, str] = {
    "moved": N_("moved"),
    "place": N_("new place"),
    "cancelled": N_("cancelled"),
    "replaced": N_("not for you any more"),
}
"""The word beside the appointment; none where nothing needs attention."""
SENTENCES: dict[News, str] = {
    "new": N_("Here is an appointment of yours."),
    "back": N_("This appointment had been cancelled. It takes place after all."),
    "returned": N_("You go to this appointment again. It is in your schedule as it stands here."),
    "moved": N_("This appointment has moved. It was: %(when)s; %(place)s."),
    "clocks": N_(
        "The rules for clocks in %(city)s have changed. The local time stays as it is; for somebody elsewhere, "
        "and for your calendar, it is another moment."
    ),
    "place": N_("This appointment has another place. It was: %(place)s."),
    "people": N_("Other people come to this appointment. The time stays as it was."),
    "details": N_("A name in this appointment was corrected. Time and place stay as they were."),
    "cancelled": N_("This appointment is cancelled."),
    "replaced": N_("%(name)s goes to this appointment in your place. It leaves your schedule."),
    "taken_back": N_(
        "You chose the subscription, so this entry leaves your calendar: otherwise you would have it twice. "
        "The appointment itself stands."
    ),
}
"""What has happened; the words that a sentence does not need are left out of it."""
MOVED_IN_TIME = N_("This appointment has moved. It was: %(when)s.")


@dataclass(frozen=True)
class InvitationMail(ToParticipant):
    """One appointment of the reader: new, changed or gone."""

    kind: ClassVar[str] = "invitation"

    agenda_url: str
    news: News
    entry: Entry
    before: Entry | None = None
    """As the reader knew it, where it was another one."""
    withdrawn: tuple[str, ...] = ()
    """Who has withdrawn, where that is why it is cancelled or changed."""
    reader_withdrew: bool = False
    replaced_by: str = ""
    """Who goes instead of the reader."""
    answers_read: bool = False
    """Whether the answer that a mail program sends is read."""
    accept_url: str = ""
    """Where the reader answers without a log-in; empty where there is nothing to answer, as is the next."""
    decline_url: str = ""

    def text(self) -> Text:
        language = self.reader.language
        return Text(
            subject=self._subject(),
            paragraphs=self.what_is_new(),
            groups=(Group(texts.when(self.entry, language), (self._row(),)),),
            details=tuple(self._details()),
            choices=self._choices(),
            button=Button(translate(language, "See my schedule"), self.agenda_url),
            after=(self._what_to_do(),),
        )

    def why(self) -> str:
        return because_withdrawn(self.host, self.reader.language) if self.reader_withdrew else super().why()

    def what_is_new(self) -> tuple[str, ...]:
        """Return what happened and why, each as one paragraph."""
        return self._what_happened(), *self._why()

    def _subject(self) -> str:
        language, entry = self.reader.language, self.entry
        return translate(
            language,
            SUBJECTS[self.news],
            title=texts.subject(entry, language),
            day=format_day(entry.starts.date(), language, weekday=False),
            time=format_time(entry.starts, language),
        )

    def _what_happened(self) -> str:
        language, before = self.reader.language, self.before
        was_at = texts.location(before, language) if before else ""
        stays = self.news == "moved" and was_at == texts.location(self.entry, language)
        said = translate(
            language,
            MOVED_IN_TIME if stays else SENTENCES[self.news],
            when=texts.moment(before, language) if before else "",
            place=was_at,
            city=zone_city(self.entry.zone, language),
            name=self.replaced_by,
        )
        if before is None or self.news not in {"moved", "place", "people"}:
            return said
        names = texts.names(before)
        with_whom = translate(language, "It was with %(names)s.", names=names)
        return said if names == texts.names(self.entry) else f"{said} {with_whom}"

    def _why(self) -> tuple[str, ...]:
        language = self.reader.language
        if self.news not in CAUSED:
            return ()
        if self.reader_withdrew:
            return (translate(language, "The reason: you have withdrawn."),)
        if self.withdrawn:
            return (translate(language, "The reason: %(what)s.", what=who_withdrew(self.withdrawn, language)),)
        return ()

    def _row(self) -> LetterRow:
        language, entry, gone = self.reader.language, self.entry, self.news in {"cancelled", "replaced"}
        return LetterRow(
            time="",
            title=texts.subject(entry, language),
            people=texts.names(entry) if self.news in ENDING else "",  # else they stand below, with their functions
            place=texts.location(entry, language),
            note=self._mark(),
            gone=gone,
        )

    def _mark(self) -> str:
        mark = MARKS.get(self.news, "")
        return translate(self.reader.language, mark) if mark else ""

    def _details(self) -> list[str]:
        """Return whom one meets and why."""
        language, entry = self.reader.language, self.entry
        if self.news in ENDING or entry.kind is not EntryKind.MEETING:
            return []
        people = [texts.person(one, language) for one in entry.details["other"]["people"]]
        if comes_along(entry.details):
            return [f"{as_what(entry.details, language)}.", *people, *with_whom(entry.details, language)]
        return [*people, *with_whom(entry.details, language), texts.why(entry.details["why"], language)]

    def _what_to_do(self) -> str:
        language = self.reader.language
        if self.news in ENDING:
            return translate(
                language,
                "Your calendar program offers to remove the entry. Without such a program there is nothing to do.",
            )
        if self.answers_read:
            return translate(
                language,
                "You can also accept or decline in your calendar program; we read what you answer. If you decline, the "
                "organisers are told at once, and the other side when a change is published.",
            )
        return translate(
            language,
            "Your calendar program offers to keep this appointment, but what you answer there is not read: use the "
            "buttons of this mail. If you decline, the organisers are told at once, and the other side when a change "
            "is published.",
        )

    def _choices(self) -> tuple[Button, ...]:
        if self.news in ENDING:
            return ()
        language = self.reader.language
        return (
            Button(translate(language, "I will come"), self.accept_url),
            Button(translate(language, "I cannot come"), self.decline_url),
        )
