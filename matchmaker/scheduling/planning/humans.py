"""One human is one agent: entity resolution of the people of an event, who may be registered for several organisations.

Two registrations are of one human if address and name are the same; an address alone may be shared by colleagues.
"""

from collections.abc import Iterable
from functools import cached_property

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.models import COMES_ALONG, PairKey, Person, Registration, row_id


class Humans:
    """The agents of an event: one for each human, named after the first of their registrations."""

    def __init__(self, people: Iterable[tuple[Registration, Person]]) -> None:
        first: dict[tuple[str, str], int] = {}
        self._agents: dict[int, str] = {}
        self._hats: dict[tuple[str, int], int] = {}
        self._along: dict[str, int] = {}
        for registration, person in people:
            registration_id = row_id(registration)
            agent = f"r{first.setdefault((person.email_key, fold(person.name)), registration_id)}"
            self._agents[registration_id] = agent
            self._hats.setdefault((agent, registration.delegation_id), registration_id)
            if registration.role in COMES_ALONG:
                self._along.setdefault(agent, registration_id)

    @cached_property
    def several(self) -> bool:
        """Whether anybody takes part under several registrations."""
        return len(set(self._agents.values())) < len(self._agents)

    def agent(self, registration_id: int) -> str:
        """Return the solver's id of the human behind a registration."""
        return self._agents[registration_id]

    def registration(self, agent: str, delegation_id: int) -> int | None:
        """Return as whom a human takes part for a delegation; None if they do not."""
        return self._hats.get((agent, delegation_id))

    def people(self, agents: Iterable[str], pair: PairKey) -> tuple[int, ...]:
        """Return as whom the agents of a meeting take part in it: the one of each side in the order of the pair, then
        others of the two, and those of neither who come along."""
        low, high, *others = agents
        hats = [
            self.registration(low, pair[0]),
            self.registration(high, pair[1]),
            *(self._hat(one, pair) for one in others),
        ]
        return tuple(hat for hat in hats if hat is not None)

    def _hat(self, agent: str, pair: PairKey) -> int | None:
        own = (self.registration(agent, side) for side in pair)
        return next((hat for hat in own if hat is not None), self._along.get(agent))

    def of_one_organisation(self, registration_id: int) -> bool:
        """Tell whether a human takes part for one organisation only."""
        return sum(agent == self._agents[registration_id] for agent in self._agents.values()) == 1


def read_humans(session: Session, event_id: int) -> Humans:
    """Return the humans of an event, withdrawn ones too, so that nobody gets another name when somebody withdraws."""
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.event_id) == event_id)
        .order_by(col(Registration.id))
    ).all()
    return Humans(rows)
