"""What guests know of the time and the place: noted with each mail that says it."""

from matchmaker.base import clock
from matchmaker.models import Guest
from matchmaker.receptions.queries.guests import ReceptionList


def learn(found: ReceptionList, guest: Guest) -> None:
    """Note that a mail tells a guest when and where it is; their calendar entry rises where it was told otherwise."""
    if found.knows(guest):
        return
    if guest.knows_from is not None:
        guest.sequence += 1
        guest.told_at = clock.now()
    guest.knows_from, guest.knows_until, guest.knows_place = found.item.starts_at, found.item.ends_at, found.place
