"""What the later of two scenarios changes of the earlier one."""

from sqlmodel import Session

from matchmaker.models import Strength
from matchmaker.scheduling.queries.side_by_side import Beginning, SlotLoad, WishFlow, side_by_side
from tests.builders import factories as make
from tests.builders.forum import Seat, make_forum


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
    loads = zip(forum.slots, ((1, 0), (1, 1), (0, 1), (0, 0)), strict=True)
    assert found.loads == tuple(SlotLoad(slot.day, slot.starts, *held, open=2) for slot, held in loads)
    assert {(each.name, *(tuple(sorted(n.items())) for n in (each.before, each.after))) for each in found.spreads} == {
        ("Members", ((1, 2), (2, 1)), ((1, 3),)),
        ("Guests", ((0, 1),), ((1, 1),)),
    }
    assert found.wished == ("Members", "Guests")
    assert found.wishing == (("Members", (WishFlow(3, 2, of=3), WishFlow(0, 1, of=1))),)
    assert found.most_meetings == 2
