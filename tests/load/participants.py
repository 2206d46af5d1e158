"""A published forum of companies that wish, answer and meet: what pages of participants read."""

import random
from collections import defaultdict
from datetime import time

from sqlmodel import Session

from matchmaker.base.tags import tags
from matchmaker.models import Answer, Delegation, Registration, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories
from tests.builders.forum import Forum, Seat

COLLEAGUES = 2
"""People of one company; the first one goes to all its meetings."""
WISHES = 8
"""Of one company."""
SLOTS = 12
ANSWERS = (Answer.YES, Answer.YES, Answer.IF_ROOM, Answer.NO, Answer.NONE)


def make_forum(session: Session, people: int) -> tuple[str, list[Registration]]:
    """Add a forum of `people` with wishes, answers and a final release; return its short name and who takes part."""
    chance = random.Random(7)
    event = factories.make_event(session)
    venue = factories.make_venue(session, event)
    forum = Forum(
        session=session,
        event=event,
        category=factories.make_category(session, event, weight=1, wish_limit=12),
        venue=venue,
        slots=factories.make_slots(session, venue, number=SLOTS),
        tables=[factories.make_place(session, venue, position=number) for number in range(people // COLLEAGUES)],
    )
    factories.make_programme_item(session, venue, starts=time(16), ends=time(17))
    companies = [_join(forum, number, chance) for number in range(people // COLLEAGUES)]
    wishes = _wish(forum, companies, chance)
    scenario = forum.scenario(*_placed(forum, wishes))
    registrations = list(forum.people.values())
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    for registration in registrations:
        registration.seen_release = registration.noted_release = 1
    session.commit()
    return event.slug, registrations


def _join(forum: Forum, number: int, chance: random.Random) -> Delegation:
    needs = [tag.code for tag in tags().values() if tag.kind == "need"]
    sectors = [tag.code for tag in tags().values() if tag.kind == "sector"]
    offers, seeks = chance.sample(needs, 3), chance.sample(needs, 3)
    organisation = factories.make_organisation(
        forum.session,
        f"Company {number}",
        offers=offers,
        seeks=seeks,
        sectors=chance.sample(sectors, 2),
        description="Machines and services for those who build, with a word on what we are looking for. " * 3,
        website="https://company.example",
    )
    delegation = factories.make_delegation(forum.session, forum.event, forum.category, organisation)
    for colleague in range(COLLEAGUES):
        forum.people[f"{number}-{colleague}"] = factories.make_registration(forum.session, delegation)
    return delegation


def _wish(forum: Forum, companies: list[Delegation], chance: random.Random) -> list[tuple[Delegation, Delegation]]:
    """Let each wish for some of the others, and return the pairs of those who want to meet."""
    agreed = []
    for one in companies:
        others = chance.sample([company for company in companies if company is not one], WISHES)
        for rank, other in enumerate(others, start=1):
            answer = chance.choice(ANSWERS)
            forum.wish(one, other, answer=answer, rank=rank, why="We build what you look for.")
            if answer in {Answer.YES, Answer.IF_ROOM}:
                agreed.append((one, other))
    return agreed


def _placed(forum: Forum, pairs: list[tuple[Delegation, Delegation]]) -> list[Seat]:
    """Place first come, first served."""
    busy: defaultdict[int, set[int]] = defaultdict(set)
    taken = [0] * SLOTS
    met: set[frozenset[int]] = set()
    seats = []
    for one, other in pairs:
        pair = frozenset({one.id, other.id})
        free = [slot for slot in range(SLOTS) if slot not in busy[one.id] | busy[other.id]]
        if pair in met or not free:
            continue
        met.add(pair)
        slot = min(free, key=lambda number: taken[number])
        seats.append(Seat(one, other, slot=slot, table=taken[slot]))
        taken[slot] += 1
        busy[one.id].add(slot)
        busy[other.id].add(slot)
    return seats
