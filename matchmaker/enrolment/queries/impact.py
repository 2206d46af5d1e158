"""What new settings of the form would mean for those who are there."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.tokens import content_token
from matchmaker.enrolment.queries.numbers import count_requests, read_places
from matchmaker.enrolment.queries.requests import waiting_list
from matchmaker.enrolment.rules.places import Room
from matchmaker.models import Event, RegistrationForm, RequestState


@dataclass(frozen=True, slots=True, kw_only=True)
class FormImpact:
    """What an organiser is told before new settings are saved; numbers of people."""

    above: int
    """Take part beyond the new capacity of the event: they stay."""
    above_in: Mapping[int, int]
    """The same in a category, by its id."""
    unconfirmed: int
    """Have a link that they can still confirm, though the form closes."""
    pending: int
    """Wait for an approval that others will not need."""
    waiting: int
    """Are on the waiting list that others will not come on."""
    unapproved: int
    """Are on the waiting list and will wait for an approval instead."""

    @property
    def matters(self) -> bool:
        return bool(self.above or self.above_in or self.unconfirmed or self.pending or self.waiting or self.unapproved)

    @property
    def token(self) -> str:
        """Names what was shown, so that saving means this and nothing else."""
        return content_token(
            self.above, dict(self.above_in), self.unconfirmed, self.pending, self.waiting, self.unapproved
        )


def read_impact(
    session: Session, event: Event, old: RegistrationForm, new: RegistrationForm, capacities: Mapping[int, int | None]
) -> FormImpact:
    """Return what changing the form from `old` to `new` would mean, with these capacities of its categories."""
    counts, places = count_requests(session, event), read_places(session, event, old)
    known = {number: room.capacity for number, room in places.categories.items()}
    rooms = {number: Room(places.taken.get(number, 0), most) for number, most in capacities.items()}
    changed = {number: room for number, room in rooms.items() if room.capacity != known.get(number)}
    return FormImpact(
        above=Room(places.event.taken, new.capacity).above if new.capacity != old.capacity else 0,
        above_in={number: room.above for number, room in changed.items() if room.above},
        unconfirmed=counts[RequestState.SENT] if old.is_open and not new.is_open else 0,
        pending=counts[RequestState.PENDING] if old.needs_approval and not new.needs_approval else 0,
        waiting=counts[RequestState.WAITING] if old.has_waiting_list and not new.has_waiting_list else 0,
        unapproved=_unapproved(session, event) if new.needs_approval and not old.needs_approval else 0,
    )


def _unapproved(session: Session, event: Event) -> int:
    return sum(not request.is_approved for request in waiting_list(session, event))
