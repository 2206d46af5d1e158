"""A reception with a guest who takes part in the event and one from outside."""

from dataclasses import dataclass
from datetime import time

from sqlmodel import Session, select

from matchmaker.models import Audience, Event, Guest, GuestList, ProgrammeItem, ProgrammeKind, Registration, row_id
from matchmaker.receptions.commands.guests import add_outsider, add_people, invite
from tests.builders import factories as make


@dataclass
class Reception:
    """An evening at the embassy."""

    session: Session
    event: Event
    item: ProgrammeItem
    row: GuestList
    ada: Registration
    guests: dict[str, Guest]

    def invite(self) -> int:
        """Invite everybody."""
        numbers = [row_id(one) for one in self.guests.values()]
        return invite(self.session, self.event, row_id(self.item), numbers, again=False, by="Anne")


def make_reception(session: Session, **values: object) -> Reception:
    """Return a reception to which two are on the list, not invited yet."""
    event = make.make_event(session)
    ada = make.make_registration(session, make.make_delegation(session, event, make.make_category(session, event)))
    venue = make.make_venue(session, event, name="Embassy")
    titles = {"en": "Reception", "fr": "Réception"}
    item = make.make_programme_item(
        session,
        venue,
        starts=time(18),
        ends=time(20),
        audience=Audience.CHOSEN,
        kind=ProgrammeKind.RECEPTION,
        titles=titles,
    )
    row = GuestList(event_id=row_id(event), item_id=row_id(item), **values)
    session.add(row)
    session.flush()
    add_people(session, event, row_id(item), [row_id(ada)], by="Anne")
    outside = {"name": "Aino Virtanen", "email": "aino@satama.example", "organisation": "Satama", "language": "en"}
    aino = add_outsider(session, event, row_id(item), **outside, by="Anne")
    own = session.exec(select(Guest).where(Guest.registration_id == ada.id)).one()
    return Reception(session, event, item, row, ada, {"Aino": aino, "Ada": own})
