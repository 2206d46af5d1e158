"""A published forum with more wishes than it has room for: of any size, or the sample forum."""

from datetime import time, timedelta
from random import Random

from sqlmodel import Session

import solver
from matchmaker.base.db import transaction
from matchmaker.imports import load_folder
from matchmaker.models import Answer, Community, Event, ProgrammeKind, ReleaseKind, Scenario, ScenarioKind
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.commands.scenarios import save_schedule
from matchmaker.scheduling.planning.tasks import make_task
from tests.builders import factories as make
from tests.builders.paths import NAMUR, NORDIC

NEWCOMER = "Nouvelle"
"""Takes part, and has neither wishes nor meetings yet."""


def publish_busy_forum(url: str, *, companies: int, wishes: int, tables: int, days: int, seconds: float) -> int:
    """Two rooms, twelve slots a day in two blocks with a talk between them; every fifth company sends two people.

    Some companies are wished for far more often than others. Return the event's id.
    """
    random = Random(companies)
    with transaction(url) as session:
        event = make.make_event(session, ends_on=make.DAY + timedelta(days=days - 1))
        venue, category = make.make_venue(session, event), make.make_category(session, event)
        for day in (make.DAY + timedelta(days=number) for number in range(days)):
            make.make_slots(session, venue, starts=time(9), number=6, day=day)
            make.make_slots(session, venue, starts=time(14), number=6, day=day)
            make.make_programme_item(session, venue, starts=time(12, 15), ends=time(12, 45), day=day)
            talk = {"starts": time(13, 15), "ends": time(13, 45), "kind": ProgrammeKind.TALK}
            make.make_programme_item(session, venue, day=day, **talk)
        for number in range(tables):
            make.make_place(session, venue, position=number, label=("Hall", "Salon")[number % 2])
        sides = [make.make_delegation(session, event, category) for _ in range(companies)]
        for number, side in enumerate(sides):
            for _ in range(2 if number % 5 == 0 else 1):
                make.make_registration(session, side)
        popular = [1 / (1 + number % 20) for number in range(companies)]
        pairs: set[tuple[int, int]] = set()
        while len(pairs) < wishes:
            one, other = random.randrange(companies), random.choices(range(companies), popular)[0]
            if one != other and (other, one) not in pairs and (one, other) not in pairs:
                pairs.add((one, other))
                make.make_wish(session, sides[one], sides[other], answer=Answer.YES, rank=random.randint(1, 10))
        return _publish(session, event, seconds)


def publish_sample_forum(url: str, *, seconds: float) -> int:
    """Return the id of the sample forum, which is solved and published."""
    with transaction(url) as session:
        return _publish(session, load_folder(session, NAMUR), seconds)


def publish_sample_mission(url: str, *, seconds: float) -> int:
    """Return the id of the sample mission, which is solved and published."""
    with transaction(url) as session:
        return _publish(session, load_folder(session, NORDIC), seconds)


def _publish(session: Session, event: Event, seconds: float) -> int:
    """Solve and publish; a newcomer comes afterwards, and an organiser."""
    schedule = solver.solve(make_task(session, event).problem, solver.Settings(time_limit=seconds)).schedule
    scenario = Scenario(event_id=event.id, kind=ScenarioKind.SOLVED, name="Published", status="feasible")
    session.add(scenario)
    session.flush()
    save_schedule(session, scenario, schedule)
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    make.make_staff(session, event)
    category = make.make_category(session, event, "newcomer")
    newcomer = make.make_organisation(session, NEWCOMER, session.get_one(Community, event.community_id))
    make.make_registration(session, make.make_delegation(session, event, category, newcomer))
    return event.id
