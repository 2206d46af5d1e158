"""A mission at which not everybody understands everybody: a French company, two Finnish counterparts, interpreters."""

from dataclasses import dataclass

from sqlmodel import select

from matchmaker.models import Category, Delegation, EventKind, Person, Registration, Role, Scenario
from tests.builders import factories
from tests.builders.forum import Forum


@dataclass
class Abroad:
    """The people of such a mission."""

    forum: Forum
    ours: Delegation
    one: Delegation
    other: Delegation
    kaisa: Registration
    tuomas: Registration
    scenario: Scenario | None = None

    @property
    def pairs(self) -> tuple[tuple[int, int], tuple[int, int]]:
        return (self.ours.id, self.one.id), (self.ours.id, self.other.id)


def make_abroad(forum: Forum, kind: EventKind = EventKind.MISSION) -> Abroad:
    """Make a forum a mission: Nivelyo (French) wishes to meet Revontuli and Satama (Finnish); two interpret."""
    forum.event.kind = kind
    ours, one, other = (forum.join(name) for name in ("Nivelyo", "Revontuli", "Satama"))
    for name, spoken in (("Nivelyo", ["fr"]), ("Revontuli", ["fi"]), ("Satama", ["fi"])):
        speak(forum, forum.people[name], *spoken)
    for rank, counterpart in enumerate((one, other), start=1):
        forum.wish(ours, counterpart, rank=rank)
    kaisa, tuomas = (join_along(forum, name, Role.INTERPRETER, "fi", "fr") for name in ("Kaisa", "Tuomas"))
    return Abroad(forum, ours, one, other, kaisa, tuomas)


def join_along(forum: Forum, name: str, role: Role, *spoken: str, **values) -> Registration:
    """Somebody of an office of their own, without meetings, who comes along."""
    session, event = forum.session, forum.event
    known = session.exec(select(Category).where(Category.event_id == event.id, Category.code == "along")).first()
    category = known or factories.make_category(session, event, code="along", has_meetings=False)
    office = factories.make_delegation(
        session, event, category, factories.make_organisation(session, f"Office of {name}")
    )
    registration = factories.make_registration(session, office, role=role, **values)
    person = speak(forum, registration, *spoken)
    person.first_name, person.last_name = name, "Niemi"
    forum.people[name] = registration
    return registration


def speak(forum: Forum, registration: Registration, *spoken: str) -> Person:
    """Let somebody speak these languages."""
    person = forum.session.get_one(Person, registration.person_id)
    person.languages = list(spoken)
    return person
