"""A forum whose people, organisation, organisers and tables share meetings."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Delegation, EntryKind, Event, EventStaff, Place, Registration, Release, ReleaseKind
from tests.builders.calendars import meeting_details, person, programme_details
from tests.builders.published import add_entry, publish


@dataclass
class Forum:
    """Zoé and Ada of Numalis, Pierre of Wallosoft, tables 12 and 5."""

    session: Session
    event: Event
    organiser: EventStaff
    numalis: Delegation
    zoe: Registration
    ada: Registration
    pierre: Registration
    table: Place
    other_table: Place

    def release(self, number: int = 1, *, days_ago: int = 0, kind: ReleaseKind = ReleaseKind.FINAL) -> Release:
        release = publish(self.session, self.event.id, number, kind)
        release.published_at = clock.now() - timedelta(days=days_ago)
        self.session.flush()
        return release

    def meet(self, release: Release, *people: Registration, uid: str = "m-1", place: str = "12", **values) -> None:
        """Give each side of a meeting their copies, as publishing does."""
        names = {self.zoe.id: "Zoé Lambert", self.ada.id: "Ada Thys", self.pierre.id: "Pierre Ôté"}
        own = [person(names[one.id], "CEO") for one in people if one is not self.pierre]
        sides = (
            {"delegation_id": 1, "organisation": "Numalis", "people": own},
            {"delegation_id": 2, "organisation": "Wallosoft", "people": [person("Pierre Ôté", "CTO")]},
        )
        for one in (*people, self.pierre):
            mine, theirs = sides[::-1] if one is self.pierre else sides
            details = meeting_details(own=mine, other=theirs, place={"code": place, "kind": "table", "label": "Hall A"})
            add_entry(
                self.session, release, one, uid, **{"changed_at": release.published_at, "details": details} | values
            )

    def lunch(self, release: Release, *people: Registration, **values) -> None:
        for one in people:
            defaults = {"kind": EntryKind.PROGRAMME, "details": programme_details(), "changed_at": release.published_at}
            add_entry(self.session, release, one, "p-1", **defaults | values)
