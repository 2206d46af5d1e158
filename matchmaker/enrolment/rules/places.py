"""Capacity: how many may take part, in all and in a category; and when the form is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.events.rules import is_over
from matchmaker.models import Event, Phase, RegistrationForm


@dataclass(frozen=True, slots=True)
class Room:
    """How many take part, and most that may; None for no limit."""

    taken: int
    capacity: int | None

    @property
    def left(self) -> int | None:
        """How many may still come; None for no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def above(self) -> int:
        """How many are there beyond what may."""
        return 0 if self.capacity is None else max(0, self.taken - self.capacity)

    @property
    def is_free(self) -> bool:
        return self.left != 0


@dataclass(frozen=True, slots=True)
class Places:
    """The event's places, those of each category (by id) that the form offers, and how many are in any category.

    Who is only invited has a place too: `registered` counts those who have accepted.
    """

    event: Room
    categories: Mapping[int, Room]
    taken: Mapping[int, int]
    registered: int

    @property
    def invited(self) -> int:
        """How many have a place and have not accepted yet."""
        return self.event.taken - self.registered

    def free(self, category_id: int | None) -> bool:
        """Tell whether one more may take part in a category."""
        room = self.categories.get(category_id or 0)
        return self.event.is_free and (room is None or room.is_free)

    @property
    def full(self) -> bool:
        """Whether nobody more may come, in whichever category."""
        return not self.event.is_free or (
            bool(self.categories) and not any(room.is_free for room in self.categories.values())
        )


def takes_requests(event: Event, form: RegistrationForm | None, now: datetime) -> bool:
    """Tell whether the form of an event is open at `now`: the organiser has opened it, and so is the event."""
    if form is None or not form.is_open or not admits(event, now):
        return False
    return form.closes_at is None or now < form.closes_at


def admits(event: Event, now: datetime) -> bool:
    """Tell whether people are still taken in at `now`, those of the waiting list too: the event is open, not over."""
    return event.phase is Phase.OPEN and not is_over(event, now)
