"""What a person's meetings of a mission leave of their day: where a meeting goes on, where they are on the way."""

from collections.abc import Collection
from datetime import datetime

from matchmaker.models import Slot
from matchmaker.scheduling.planning.facts import Facts


class DayOnTheWay:
    """The time between the meetings of one person; `own` are the slots of these."""

    def __init__(self, facts: Facts, own: Collection[int]) -> None:
        self._facts = facts
        self._own = sorted((facts.slots[slot_id] for slot_id in own), key=lambda slot: slot.starts_at)

    def way_to(self, slot_id: int) -> int:
        """Return the minutes of the way to a meeting from the one before on the same day; 0 for none."""
        slot = self._facts.slots[slot_id]
        before = [one for one in self._own if one.day == slot.day and one.ends_at <= slot.starts_at]
        return self._facts.travel.minutes(before[-1].venue_id, slot.venue_id) if before else 0

    def meets_at(self, moment: datetime) -> bool:
        """Tell whether one of the meetings has begun at a moment and goes on."""
        return any(one.starts_at <= moment < one.ends_at for one in self._own)

    def taken(self, slot_ids: Collection[int]) -> int | None:
        """Return the minutes of a way for which slots at the same time leave no time; 0 where another meeting does.

        None where the person has time in one of them: at the hotel, if it has one at that time.
        """
        slots = [self._facts.slots[slot_id] for slot_id in slot_ids]
        hotel = [slot for slot in slots if self._facts.venues[slot.venue_id].hub]
        found = [self._taken(slot) for slot in hotel or slots]
        return None if None in found else max(filter(None, found), default=0)

    def _taken(self, slot: Slot) -> int | None:
        if any(one.starts_at < slot.ends_at and slot.starts_at < one.ends_at for one in self._own):
            return 0
        of_day = [one for one in self._own if one.day == slot.day]
        return max((self._facts.travel.too_far(slot, one) for one in of_day), default=0) or None
