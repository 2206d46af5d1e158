"""What the later of two scenarios changes of the earlier one."""

from datetime import time

from sqlmodel import Session, select

from matchmaker.models import Meeting, Release, ReleaseKind, Strength
from matchmaker.scheduling.queries.seatings import Beginning, DifferingMeeting
from matchmaker.scheduling.queries.side_by_side import SlotLoad, WishFlow, side_by_side
from tests.builders import factories as make
from tests.builders.forum import Seat, make_forum
from tests.builders.published import add_entry


def test_two_scenarios_differ_in_meetings_people_loads_spreads_and_flows(session: Session) -> None:
    forum = make_forum(session, tables=2)
    guests = make.make_category(session, forum.event, code="guest", names={"en": "Guests"})
    forum.category.names = {"en": "Members"}
    one, two, three = (forum.join(name) for name in ("Alizé", "Boréal", "Cirrus"))
    guest = forum.join("Dune", guests)
    forum.wish(one, two, strength=Strength.WANT)
    forum.wish(two, one, strength=Strength.MUST)
    forum.wish(one, three, strength=Strength.OPEN)
    forum.wish(three, guest, strength=Strength.WANT)
    before = forum.scenario(Seat(one, two, slot=0), Seat(one, three, slot=1))
    after = forum.scenario(Seat(one, two, slot=2), Seat(three, guest, slot=1, table=1))

    found = side_by_side(session, forum.event, before, after, language="en")

    at = [Beginning(slot.day, slot.starts) for slot in forum.slots]
    meetings = [
        [(each.title, each.before, each.after, each.strengths) for each in kind]
        for kind in (found.gained, found.lost, found.moved)
    ]
    assert meetings == [
        [("Cirrus – Dune", None, at[1], (Strength.WANT,))],
        [("Alizé – Cirrus", at[1], None, (Strength.OPEN,))],
        [("Alizé – Boréal", at[0], at[2], (Strength.MUST, Strength.WANT))],
    ]
    people = [
        [(each.organisation, each.before, each.after) for each in kind] for kind in (found.gain, found.lose, found.move)
    ]
    assert people == [[("Dune", 0, 1)], [("Alizé", 2, 1)], [("Boréal", 1, 1), ("Cirrus", 1, 1)]]
    (fewer,) = found.lose
    assert fewer.meetings == (DifferingMeeting("Cirrus", at[1], None), DifferingMeeting("Boréal", at[0], at[2]))
    loads = zip(forum.slots, ((1, 0), (1, 1), (0, 1), (0, 0)), strict=True)
    assert found.loads == tuple(SlotLoad(slot.day, slot.starts, *held, open=2) for slot, held in loads)
    assert {(each.name, *(tuple(sorted(n.items())) for n in (each.before, each.after))) for each in found.spreads} == {
        ("Members", ((1, 2), (2, 1)), ((1, 3),)),
        ("Guests", ((0, 1),), ((1, 1),)),
    }
    assert found.wished == ("Members", "Guests")
    assert found.wishing == (("Members", (WishFlow(3, 2, of=3), WishFlow(0, 1, of=1))),)
    assert found.most_meetings == 2


def test_a_release_keeps_its_hours_when_a_block_has_moved_since(session: Session) -> None:
    forum = make_forum(session)
    one, other = forum.join("Alizé"), forum.join("Boréal")
    published, draft = forum.scenario(Seat(one, other, slot=0)), forum.scenario(Seat(one, other, slot=0))
    release = Release(event_id=forum.event.id, number=1, kind=ReleaseKind.FINAL, scenario_id=published.id)
    session.add(release)
    session.flush()
    meeting = session.exec(select(Meeting)).one()
    for person in forum.people.values():
        add_entry(session, release, person, starts=time(9), ends=time(9, 25), meeting_id=meeting.id)
    forum.slots[0].starts, forum.slots[0].ends = time(8), time(8, 25)

    found = side_by_side(session, forum.event, published, draft, language="en")

    (moved,) = found.moved
    day = forum.slots[0].day
    assert (moved.before, moved.after) == (Beginning(day, time(9)), Beginning(day, time(8)))
    assert [person.organisation for person in found.move] == ["Alizé", "Boréal"]
    assert [(load.starts, load.before, load.after, load.open) for load in found.loads] == [
        (time(8), 0, 1, 1),
        (time(9), 1, 0, None),
        (time(9, 30), 0, 0, 1),
        (time(10), 0, 0, 1),
        (time(10, 30), 0, 0, 1),
    ]
