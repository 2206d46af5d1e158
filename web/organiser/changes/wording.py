"""What can change, in words: questions, names and pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from matchmaker.alerts.planning.proposals import Happening
from matchmaker.base.i18n import format_day, format_time
from matchmaker.change_desk.planning.found import RepairKind
from matchmaker.change_desk.planning.talks import TalkFate
from matchmaker.change_desk.rules import OF_PLACES, ChangeKind, EventChange
from matchmaker.releases.queries.told import LineKind
from web.i18n import language


@dataclass(frozen=True)
class KindWords:
    """A kind of change: its tile, and what it says of somebody or something (`about`, `at`, `day`, `with`)."""

    label: LazyString
    icon: str
    sentence: LazyString | None = None
    """None for the one that counts (`_moved`)."""


GROUPS: tuple[tuple[LazyString, tuple[ChangeKind, ...]], ...] = (
    (
        lazy_gettext("Somebody"),
        (
            ChangeKind.WITHDRAWS,
            ChangeKind.LATE,
            ChangeKind.LEAVES,
            ChangeKind.REPLACED,
            ChangeKind.ORGANISATION,
            ChangeKind.NEWCOMER,
        ),
    ),
    (lazy_gettext("A wish"), (ChangeKind.WISH, ChangeKind.WISH_GONE)),
    (lazy_gettext("A place"), (ChangeKind.TABLE, ChangeKind.ROOM, ChangeKind.VENUE)),
    (
        lazy_gettext("A time"),
        (
            ChangeKind.BLOCK_MOVED,
            ChangeKind.BLOCK_ENDS,
            ChangeKind.BLOCK_CANCELLED,
            ChangeKind.ITEM_MOVED,
            ChangeKind.ITEM_CANCELLED,
        ),
    ),
)
WORDS: Mapping[ChangeKind, KindWords] = {
    ChangeKind.WITHDRAWS: KindWords(
        lazy_gettext("Somebody is not coming"), "person", lazy_gettext("%(about)s is not coming")
    ),
    ChangeKind.ORGANISATION: KindWords(
        lazy_gettext("An organisation is not coming"), "people", lazy_gettext("%(about)s is not coming, with everybody")
    ),
    ChangeKind.LATE: KindWords(
        lazy_gettext("Somebody comes later"), "clock", lazy_gettext("%(about)s comes only at %(at)s")
    ),
    ChangeKind.LEAVES: KindWords(
        lazy_gettext("Somebody leaves earlier"), "logout", lazy_gettext("%(about)s leaves at %(at)s")
    ),
    ChangeKind.REPLACED: KindWords(
        lazy_gettext("A colleague comes instead"),
        "people",
        lazy_gettext("%(about)s is not coming, but %(with)s is"),
    ),
    ChangeKind.NEWCOMER: KindWords(
        lazy_gettext("Somebody new has wishes"),
        "plus",
        lazy_gettext("%(about)s is new and would like to meet %(with)s"),
    ),
    ChangeKind.WISH: KindWords(
        lazy_gettext("One more wish"), "star", lazy_gettext("%(about)s would like to meet %(with)s")
    ),
    ChangeKind.WISH_GONE: KindWords(
        lazy_gettext("A wish is withdrawn"), "x", lazy_gettext("%(about)s would rather not meet %(with)s any more")
    ),
    ChangeKind.TABLE: KindWords(
        lazy_gettext("A table or booth is lost"), "table", lazy_gettext("%(about)s cannot be used")
    ),
    ChangeKind.ROOM: KindWords(lazy_gettext("A room is lost"), "booth", lazy_gettext("%(about)s cannot be used")),
    ChangeKind.VENUE: KindWords(lazy_gettext("A building is lost"), "pin", lazy_gettext("%(about)s cannot be used")),
    ChangeKind.BLOCK_MOVED: KindWords(lazy_gettext("A block moves"), "clock"),
    ChangeKind.BLOCK_ENDS: KindWords(
        lazy_gettext("A block ends earlier"), "clock", lazy_gettext("%(about)s ends at %(at)s")
    ),
    ChangeKind.BLOCK_CANCELLED: KindWords(
        lazy_gettext("A block is cancelled"), "x", lazy_gettext("%(about)s is cancelled")
    ),
    ChangeKind.ITEM_MOVED: KindWords(
        lazy_gettext("A presentation or item moves"), "presentation", lazy_gettext("%(about)s is at %(at)s")
    ),
    ChangeKind.ITEM_CANCELLED: KindWords(
        lazy_gettext("A presentation or item is cancelled"), "x", lazy_gettext("%(about)s is cancelled")
    ),
}
QUESTIONS: Mapping[ChangeKind, LazyString] = {
    ChangeKind.WITHDRAWS: lazy_gettext("Who is not coming?"),
    ChangeKind.ORGANISATION: lazy_gettext("Which organisation is not coming?"),
    ChangeKind.LATE: lazy_gettext("Who comes later?"),
    ChangeKind.LEAVES: lazy_gettext("Who leaves earlier?"),
    ChangeKind.REPLACED: lazy_gettext("In whose place does a colleague come?"),
    ChangeKind.NEWCOMER: lazy_gettext("Who is new?"),
    ChangeKind.WISH: lazy_gettext("Who has one more wish?"),
    ChangeKind.WISH_GONE: lazy_gettext("Who withdraws a wish?"),
    ChangeKind.TABLE: lazy_gettext("Which table or booth?"),
    ChangeKind.ROOM: lazy_gettext("Which room?"),
    ChangeKind.VENUE: lazy_gettext("Which building?"),
    ChangeKind.BLOCK_MOVED: lazy_gettext("Which block moves?"),
    ChangeKind.BLOCK_ENDS: lazy_gettext("Which block ends earlier?"),
    ChangeKind.BLOCK_CANCELLED: lazy_gettext("Which block is cancelled?"),
    ChangeKind.ITEM_MOVED: lazy_gettext("What moves?"),
    ChangeKind.ITEM_CANCELLED: lazy_gettext("What is cancelled?"),
}
REPAIRS: Mapping[str, LazyString] = {
    RepairKind.ONLY_CANCEL: lazy_gettext("Only cancel"),
    RepairKind.LEAST_DISTURBANCE: lazy_gettext("Fewest people disturbed for what was promised"),
    RepairKind.MORE_MET: lazy_gettext("More wishes met"),
    RepairKind.OTHER_TIMES: lazy_gettext("The same at other times"),
    RepairKind.MOST_MET: lazy_gettext("Still more wishes met"),
}
LINES: Mapping[LineKind, tuple[LazyString, str]] = {
    "cancelled": (lazy_gettext("cancelled"), "bad"),
    "moved": (lazy_gettext("at another time"), "wait"),
    "place": (lazy_gettext("at another place"), "wait"),
    "people": (lazy_gettext("with other people"), "wait"),
    "back": (lazy_gettext("takes place after all"), "ok"),
    "new": (lazy_gettext("new"), "ok"),
}
HAPPENINGS: Mapping[Happening, tuple[LazyString, str]] = {
    Happening.LOSES: (lazy_gettext("loses"), "bad"),
    Happening.GAINS: (lazy_gettext("gains"), "ok"),
    Happening.MOVES: (lazy_gettext("moves"), "wait"),
    Happening.OTHER_PLACE: (lazy_gettext("other place"), "wait"),
    Happening.OTHER_PERSON: (lazy_gettext("other person"), "wait"),
}
TALKS: Mapping[TalkFate, LazyString] = {
    TalkFate.NO_SPEAKER: lazy_gettext("has no speaker any more"),
    TalkFate.SPEAKER_AWAY: lazy_gettext("its speaker is not there then"),
    TalkFate.MOVED: lazy_gettext("is at another time"),
    TalkFate.CANCELLED: lazy_gettext("is cancelled"),
}


def change_in_words(change: EventChange, *, several_days: bool) -> str:
    """Return what has changed: "Sofie Maes (Banque Delvaux) is not coming"."""
    at = "" if change.at is None else format_time(change.at, language())
    if change.day is not None and several_days:
        at = f"{format_day(change.day, language())}, {at}"
    if change.kind is ChangeKind.BLOCK_MOVED:
        return _moved(change)
    sentence = str(WORDS[change.kind].sentence)
    if change.kind in OF_PLACES and change.until is not None:
        sentence = str(
            lazy_gettext("%(about)s cannot be used from %(at)s to %(until)s")
            if at
            else lazy_gettext("%(about)s cannot be used until %(until)s")
        )
    elif change.kind in OF_PLACES and at:
        sentence = str(lazy_gettext("%(about)s cannot be used from %(at)s on"))
    said: str = sentence % {
        "about": change.about,
        "at": at,
        "until": "" if change.until is None else format_time(change.until, language()),
        "with": ", ".join(change.with_whom),
    }
    return said


def _moved(change: EventChange) -> str:
    number, about = abs(change.minutes), change.about
    if change.minutes < 0:
        return str(
            ngettext("%(about)s is %(num)d minute earlier", "%(about)s is %(num)d minutes earlier", number, about=about)
        )
    return str(ngettext("%(about)s is %(num)d minute later", "%(about)s is %(num)d minutes later", number, about=about))


def heard(people: int) -> str:
    """Return how many people learn something by the next release."""
    if not people:
        return str(gettext("Nobody learns of it."))
    said: str = ngettext("%(num)d person learns of it", "%(num)d people learn of it", people)
    return said
