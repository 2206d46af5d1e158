"""A small forum that tests fill with people, wishes, rules and hand-made schedules."""

from dataclasses import dataclass, field

from sqlmodel import Session

import solver
from matchmaker.models import (
    Agreement,
    Answer,
    Category,
    Delegation,
    Event,
    ParticularRule,
    Place,
    Registration,
    RuleKind,
    Scenario,
    ScenarioKind,
    Slot,
    Venue,
    Wish,
)
from matchmaker.scheduling.commands.scenarios import save_schedule
from matchmaker.scheduling.planning.facts import Facts, load_facts
from tests.builders import factories


@dataclass
class Seat:
    """A meeting placed by hand; slots and tables are counted from 0."""

    one: Delegation
    other: Delegation
    slot: int
    table: int = 0
    people: tuple[Registration, ...] = ()
    along: tuple[Registration, ...] = ()
    """Who of neither side comes too."""


@dataclass
class Forum:
    """An event with one venue, four slots and one table; `join` adds an organisation with one delegate."""

    session: Session
    event: Event
    category: Category
    venue: Venue
    slots: list[Slot]
    tables: list[Place]
    people: dict[str, Registration] = field(default_factory=dict)

    def join(self, name: str, category: Category | None = None, **values) -> Delegation:
        organisation = factories.make_organisation(self.session, name)
        delegation = factories.make_delegation(self.session, self.event, category or self.category, organisation)
        self.people[name] = factories.make_registration(self.session, delegation, **values)
        return delegation

    def wish(self, one: Delegation, other: Delegation, answer: Answer = Answer.YES, **values) -> Wish:
        return factories.make_wish(self.session, one, other, answer=answer, **values)

    def scenario(self, *placed: "Seat", name: str = "By hand", **values) -> Scenario:
        """A saved scenario with these meetings; who goes is the first delegate of each side unless the seat says so."""
        scenario = Scenario(event_id=self.event.id, kind=ScenarioKind.SOLVED, name=name, status="optimal", **values)
        self.session.add(scenario)
        self.session.flush()
        assignments, humans = {}, self.facts().humans
        for seat in placed:
            low, high = sorted((seat.one.id, seat.other.id))
            people = {person.delegation_id: person for person in reversed(self.people.values())}
            people |= {person.delegation_id: person for person in seat.people}
            assignments[f"q{low}-{high}"] = solver.Assignment(
                request=f"q{low}-{high}",
                slot=f"s{self.slots[seat.slot].id}",
                place=f"p{self.tables[seat.table].id}",
                agents=tuple(humans.agent(one.id) for one in (people[low], people[high], *seat.along)),
            )
        save_schedule(self.session, scenario, solver.Schedule(assignments))
        return scenario

    def rule(self, kind: RuleKind, one: Delegation, other: Delegation | None = None, **values) -> ParticularRule:
        self.session.flush()
        sides = {"delegation_id": one.id, "other_id": None if other is None else other.id}
        row = ParticularRule(event_id=self.event.id, kind=kind, **sides, **values)
        self.session.add(row)
        self.session.flush()
        return row

    def facts(self) -> Facts:
        self.session.flush()
        return load_facts(self.session, self.event)


def make_forum(session: Session, agreement: Agreement = Agreement.MUTUAL, tables: int = 1) -> Forum:
    event = factories.make_event(session, agreement=agreement)
    venue = factories.make_venue(session, event)
    return Forum(
        session=session,
        event=event,
        category=factories.make_category(session, event, weight=1),
        venue=venue,
        slots=factories.make_slots(session, venue, number=4),
        tables=[factories.make_place(session, venue, position=number) for number in range(tables)],
    )


def make_mailing_forum(session: Session) -> Forum:
    """A forum with two tables, whose people are invited by mail."""
    forum = make_forum(session, tables=2)
    forum.event.mail_invitations = True
    return forum
