"""Measure the draft by hand at a large event: `python -m tests.load.drafts --people 800`.

A forum in which everybody has 20 meetings (8,000 for 800 people), one person a company, half as many tables as people,
24 slots; a SQLite file; the pages of one organiser through the application, without network or browser. The goal: what
each cell means for a picked meeting, and one edit, in 100 ms; the page in 1.5 s.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import Session, col, select

from tests.builders import databases
from tests.load.server import environment_for

ROUNDS, SLOTS, TIMES = 20, 24, 7


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure the draft by hand at a large event.")
    arguments.add_argument("--people", type=int, nargs="+", default=[90, 800])
    for people in arguments.parse_args().people:
        with tempfile.TemporaryDirectory() as folder:
            databases.make_template(Path(folder) / "load.sqlite")
            os.environ.update(environment_for(folder, f"sqlite:///{folder}/load.sqlite"))
            _measure(people)


def _measure(people: int) -> None:
    from matchmaker.base.config import get_config
    from matchmaker.base.db import open_session, transaction
    from matchmaker.drafts.queries.drafts import draft_token
    from matchmaker.models import Meeting, Placement, Scenario, Slot, Staff
    from tests.builders.web import logged_in
    from web.app import create_app
    from web.auth.identity import StaffUser

    get_config.cache_clear()
    with transaction() as session:
        slug = make_draft(session, people)
    app = create_app(get_config())
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with transaction() as session:
        values = logged_in(session, StaffUser(session.exec(select(Staff)).one()))
        meetings = session.exec(select(Meeting.id)).all()
        free = session.exec(select(Slot.id).order_by(col(Slot.starts_at).desc())).first()
        placed = len(session.exec(select(Placement.id).where(Placement.scenario_id == 2)).all())
    with client.session_transaction() as cookie:
        cookie.update(values)
    base = f"/o/{slug}/draft"
    print(
        f"{people} people, {placed} meetings, {SLOTS} slots: median of {TIMES}, longest, of the processor alone, in ms"
    )
    rows = ",".join(str(number) for number in range(1, 61))
    _report("page, by people", [lambda _: client.get(base)] * TIMES)
    _report("page, by tables", [lambda _: client.get(f"{base}?by=tables")] * TIMES)
    _report("40 rows more", [lambda _: client.get(f"{base}/rows?from=40")] * TIMES)
    _report("pick, by people", [lambda n: client.get(f"{base}/pick?meeting={meetings[n * 7]}")] * TIMES)
    _report(
        "pick, by tables",
        [lambda n: client.get(f"{base}/pick?by=tables&rows={rows}&meeting={meetings[n * 7]}")] * TIMES,
    )

    def move(n: int):
        with open_session(read_only=True) as session:
            shown = draft_token(session.get_one(Scenario, 2))
        data = {"act": "move", "shown": shown, "meeting": meetings[n * 11], "slot": free}
        return client.post(f"{base}/edit", data=data)

    _report("one edit", [move] * TIMES)
    _report("the judge's word on the whole", [lambda _: client.get(f"{base}/verdict")] * 3)


def _report(what: str, asked: list) -> None:
    took, spent = [], []
    for number, ask in enumerate(asked):
        begun, worked = time.perf_counter(), time.process_time()
        answer = ask(number)
        took.append(1000 * (time.perf_counter() - begun))
        spent.append(1000 * (time.process_time() - worked))
        if answer.status_code not in {200, 303}:
            raise SystemExit(f"{what}: {answer.status_code}")
    numbers = (statistics.median(took), max(took), statistics.median(spent))
    print(f"  {what:32}{numbers[0]:8.0f}{numbers[1]:8.0f}{numbers[2]:8.0f}", flush=True)


def make_draft(session: Session, people: int) -> str:
    """Add a forum in which everybody meets somebody else in each of the first rounds (circle method), and its draft."""
    from matchmaker.base import clock
    from matchmaker.drafts.commands.drafts import start_draft
    from matchmaker.models import (
        Delegation,
        Meeting,
        Organisation,
        Person,
        Placement,
        PlacementPerson,
        Registration,
        Role,
        Scenario,
        ScenarioKind,
        Wish,
    )
    from tests.builders import factories
    from tests.builders.sides import NUMBERS

    event = factories.make_event(session)
    venue = factories.make_venue(session, event)
    category = factories.make_category(session, event)
    slots = [slot.id for slot in factories.make_slots(session, venue, number=SLOTS)]
    places = [factories.make_place(session, venue, position=number).id for number in range(people // 2)]
    staff = factories.make_staff(session, event)
    scenario = Scenario(event_id=event.id, kind=ScenarioKind.SOLVED, name="One", status="optimal", numbers=NUMBERS)
    session.add(scenario)
    session.flush()
    bulk, numbers = session.connection().execute, range(1, people + 1)
    names = [{"id": n, "name": f"Company {n}", "name_key": f"c{n}", "search_text": ""} for n in numbers]
    bulk(insert(Organisation), [one | {"community_id": event.community_id} for one in names])
    bulk(
        insert(Delegation),
        [
            {
                "id": n,
                "event_id": event.id,
                "community_id": event.community_id,
                "organisation_id": n,
                "category_id": category.id,
            }
            for n in numbers
        ],
    )
    persons = [
        {"id": n, "organisation_id": n, "first_name": "Ada", "last_name": f"L{n}", "language": "en"} for n in numbers
    ]
    bulk(
        insert(Person),
        [
            one | {"email": f"a{one['id']}@o.example", "email_key": f"a{one['id']}@o.example", "languages": ["en"]}
            for one in persons
        ],
    )
    who = {"event_id": event.id, "role": Role.DELEGATE, "agreed_at": clock.now()}
    bulk(insert(Registration), [{"id": n, "person_id": n, "delegation_id": n} | who for n in numbers])
    pairs = [
        (round_number, table, *pair)
        for round_number in range(ROUNDS)
        for table, pair in enumerate(_round(people, round_number))
    ]
    made = list(enumerate(pairs, start=1))
    bulk(
        insert(Meeting),
        [{"id": n, "event_id": event.id, "low_id": low, "high_id": high} for n, (_, _, low, high) in made],
    )
    wishes = [
        {"event_id": event.id, "from_id": a, "to_id": b, "rank": 1 + r}
        for _, (r, _, low, high) in made
        for a, b in ((low, high), (high, low))
    ]
    bulk(insert(Wish), wishes)
    bulk(
        insert(Placement),
        [
            {"id": n, "scenario_id": scenario.id, "meeting_id": n, "slot_id": slots[r], "place_id": places[t]}
            for n, (r, t, _, _) in made
        ],
    )
    bulk(
        insert(PlacementPerson),
        [{"placement_id": n, "registration_id": side} for n, (_, _, *pair) in made for side in pair],
    )
    start_draft(session, event, scenario.id, staff=staff)
    return event.slug


def _round(people: int, number: int) -> list[tuple[int, int]]:
    """Return who meets whom in a round: the circle method, in which everybody meets everybody else once."""
    ring = [(number + place) % (people - 1) + 1 for place in range(people - 1)]
    pairs = [(people, ring[0]), *((ring[k], ring[-k]) for k in range(1, people // 2))]
    return [(min(pair), max(pair)) for pair in pairs]


if __name__ == "__main__":
    main()
