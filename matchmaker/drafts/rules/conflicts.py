"""Conflicts: what speaks against a meeting at a spot. An organiser may waive personal limits, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.models import WaivedRule


class ConflictKind(StrEnum):
    """A hard rule that would be broken."""

    NOT_AGREED = "not_agreed"
    """The two may not meet: a veto, a "no", no agreement, a withdrawal."""
    KEPT_APART = "kept_apart"
    """By a rule for particular people, the two do not meet."""
    OUT_OF_ORDER = "out_of_order"
    """By such a rule, another meeting comes first, or afterwards."""
    CANNOT_GO = "cannot_go"
    """The person cannot be sent to this meeting."""
    ONE_ALONE = "one_alone"
    """By a rule for particular people, two of an organisation go, and one would."""
    NOBODY_ALONG = "nobody_along"
    """An interpreter comes along, or somebody by name, and nobody would."""
    PROGRAMME = "programme"
    NOT_YET = "not_yet"
    GONE = "gone"
    ABSENT = "absent"
    HOURS = "hours"
    """By a rule for particular people, the person has no meeting then."""
    BUSY = "busy"
    """The person has another meeting then."""
    TRAVEL = "travel"
    """Between this meeting of the person and another one, the way takes longer than there is time."""
    ITEM_TRAVEL = "item_travel"
    """Between a programme item of the person and this meeting, the way takes longer than there is time."""
    ELSEWHERE = "elsewhere"
    """The organisation does not take part in this city of the mission."""
    PLACE_TAKEN = "place_taken"
    PLACES_TAKEN = "places_taken"
    """Every place where the two could meet is taken then."""
    PLACE_CLOSED = "place_closed"
    OTHER_VENUE = "other_venue"
    OTHER_BOOTH = "other_booth"
    """The place is a booth of others, or they meet at a booth of their own."""
    MAXIMUM = "maximum"
    MAXIMUM_RECEIVED = "maximum_received"
    QUIET = "quiet"
    MAX_PER_DAY = "max_per_day"
    MAX_IN_A_ROW = "max_in_a_row"
    LUNCH = "lunch"


WAIVABLE: Mapping[ConflictKind, WaivedRule] = {
    ConflictKind.QUIET: WaivedRule.QUIET,
    ConflictKind.MAX_PER_DAY: WaivedRule.MAX_PER_DAY,
    ConflictKind.MAX_IN_A_ROW: WaivedRule.MAX_IN_A_ROW,
    ConflictKind.LUNCH: WaivedRule.LUNCH,
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule that a meeting would break at its spot, with whom or what it concerns, as ids of rows."""

    kind: ConflictKind
    registration_id: int | None = None
    delegation_id: int | None = None
    place_id: int | None = None
    item_id: int | None = None
    meeting_id: int | None = None
    """The meeting that is in the way."""
    minutes: int | None = None
    """Of the way to it, or to the item."""

    @property
    def rule(self) -> WaivedRule | None:
        """The personal limit that would have to be waived; None for what nobody can waive."""
        return WAIVABLE.get(self.kind)


class Tone(StrEnum):
    """How a cell looks for a meeting that is picked."""

    FREE = "free"
    LIMIT = "limit"
    """A personal limit is in the way, and nothing else."""
    BLOCKED = "blocked"


def tone_of(conflicts: Iterable[Conflict]) -> Tone:
    """Return the tone of a spot with these conflicts."""
    rules = [conflict.rule for conflict in conflicts]
    if None in rules:
        return Tone.BLOCKED
    return Tone.LIMIT if rules else Tone.FREE
