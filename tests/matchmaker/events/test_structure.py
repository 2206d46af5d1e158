from datetime import time

from sqlmodel import Session

from matchmaker.events.queries.structure import read_structure
from matchmaker.models import Attendance, Audience, PlaceClosure, PlaceKind, Presentation
from tests.builders import factories as make


def test_reads_days_places_programme_and_rules(session: Session):
    event = make.make_event(session)
    venue = make.make_venue(session, event, name="Palais")
    slots = make.make_slots(session, venue, number=2)
    premium = make.make_category(session, event, "premium", weight=3, guarantee=4, wish_limit=12)
    alpha = make.make_organisation(session, "Alpha")
    delegation = make.make_delegation(session, event, premium, alpha)
    speaker = make.make_registration(session, delegation, make.make_person(session, alpha, last_name="Martin"))
    table = make.make_place(session, venue, "T1", position=1)
    make.make_place(session, venue, "B1", owner_id=delegation.id, position=2)
    session.add(PlaceClosure(place_id=table.id, slot_id=slots[1].id))
    item = make.make_programme_item(
        session, venue, starts=time(11), ends=time(11, 25), audience=Audience.CHOSEN, room="Hall 2"
    )
    session.add(Attendance(item_id=item.id, registration_id=speaker.id))
    session.add(
        Presentation(
            event_id=event.id, delegation_id=delegation.id, speaker_id=speaker.id, item_id=item.id, title="Talk"
        )
    )
    session.flush()

    view = read_structure(session, event, "en")

    ((block,),) = [day.blocks for day in view.days]
    assert (view.slots, block.venue) == (2, "Palais")
    assert block.slots == ((time(9), time(9, 25)), (time(9, 30), time(9, 55)))
    assert [(place.code, place.kind, place.owner, place.closed) for place in view.places] == [
        ("T1", PlaceKind.TABLE, "", ((make.DAY, time(9, 30)),)),
        ("B1", PlaceKind.BOOTH, "Alpha", ()),
    ]
    (talk,) = view.programme
    assert (talk.room, talk.attendees, talk.speaker, talk.organisation) == ("Hall 2", 1, "Ada Martin", "Alpha")
    assert talk.quiet_minutes == 20
    (rules,) = view.categories
    assert (rules.name, rules.delegations, rules.weight, rules.guarantee) == ("Premium", 1, 3, 4)
