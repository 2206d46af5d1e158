"""Where a meeting of the draft is, and a change of it as a value: its inverse is the same with both ends swapped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matchmaker.models import WaivedRule

Waived = tuple[tuple[int, WaivedRule], ...]
"""Whose personal limits (registration ids) do not hold for a meeting."""


@dataclass(frozen=True, slots=True)
class MeetingSpot:
    """Slot, place and people of a meeting, as ids of rows."""

    slot_id: int
    place_id: int
    people: tuple[int, ...]
    """Registrations: one of each delegation, that with the lower id first; then who else goes for one of them, then
    who comes along."""
    locked: bool = False
    waived: Waived = ()


@dataclass(frozen=True, slots=True)
class SpotChange:
    """A meeting goes from one spot to another; None: it is not in the schedule."""

    meeting_id: int
    before: MeetingSpot | None
    after: MeetingSpot | None

    @property
    def inverse(self) -> "SpotChange":
        return SpotChange(self.meeting_id, self.after, self.before)


def change_to_json(change: SpotChange) -> dict[str, Any]:
    """Return what `DraftEdit.changes` keeps of a change."""
    return {"meeting": change.meeting_id, "before": _spot_to_json(change.before), "after": _spot_to_json(change.after)}


def change_from_json(kept: Mapping[str, Any]) -> SpotChange:
    """Return the change that `change_to_json` has written."""
    return SpotChange(kept["meeting"], _spot_from_json(kept["before"]), _spot_from_json(kept["after"]))


def _spot_to_json(spot: MeetingSpot | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    return {
        "slot": spot.slot_id,
        "place": spot.place_id,
        "people": list(spot.people),
        "locked": spot.locked,
        "waived": [[person, rule.value] for person, rule in spot.waived],
    }


def _spot_from_json(kept: Mapping[str, Any] | None) -> MeetingSpot | None:
    if kept is None:
        return None
    return MeetingSpot(
        slot_id=kept["slot"],
        place_id=kept["place"],
        people=tuple(kept["people"]),
        locked=kept["locked"],
        waived=tuple((person, WaivedRule(rule)) for person, rule in kept["waived"]),
    )
