"""The demo's data: the sample forum solved and published, the sample mission solved; an interrupted start continues."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.config import SECRET_FILE, get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.base.errors import NotFound
from matchmaker.base.files import kept_secret
from matchmaker.base.i18n import N_
from matchmaker.communities.commands import ensure_community
from matchmaker.demo import actions
from matchmaker.demo.members import enrol_members
from matchmaker.demo.mission import add_mission
from matchmaker.demo.presentations import propose_presentations
from matchmaker.demo.registration import PARTNERS, open_registration
from matchmaker.imports import load_folder
from matchmaker.migrations.run import migrate
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Person,
    Registration,
    Release,
    ReleaseKind,
    Scenario,
    ScenarioKind,
    Staff,
)
from matchmaker.people.commands.accounts import create_organiser
from matchmaker.people.rules.passwords import hash_password
from matchmaker.publishing.commands.publishing import publish_scenario

FOLDER = Path(__file__).parents[2] / "fixtures" / "forum-namur"
COMMUNITY = "Grappe TIC"
SLUG = "forum-namur"
ORGANISERS = (
    ("anne.collard@grappe-tic.example", "Anne Collard", "demo-organiser"),
    ("bruno.delvaux@grappe-tic.example", "Bruno Delvaux", "demo-organiser"),
)
"""Two, so that two people can work on the same forum; the passwords are known and only fit for a demo."""
PARTNER_PASSWORD = "demo-partenaire"  # noqa: S105 -- known, and only fit for a demo
SOLVE_SECONDS = 30.0
AHEAD = timedelta(weeks=10)
THURSDAY = 3

Say = Callable[[str], None]
Solve = Callable[[str, float], int]


@dataclass(frozen=True, slots=True)
class DemoGuest:
    """A participant to try the demo as."""

    email: str
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo shows."""

    name: str
    day: date
    over: bool
    guests: tuple[DemoGuest, ...]
    """One of each category, who has agreed to take part."""


def demo_environment(data: Path, port: int) -> dict[str, str]:
    """Return what the demo's processes read: mode, folder, port, and a secret made once and kept in the folder.

    A database that the environment names is ignored: a demo never writes into somebody's data.
    """
    return {
        "MATCHMAKER_MODE": "demo",
        "MATCHMAKER_DATA": str(data.absolute()),
        "DATABASE_URL": "",
        "MATCHMAKER_SECRET_KEY": kept_secret(data / SECRET_FILE),
        "PORT": str(port),
    }


def first_day(today: date) -> date:
    """Return the Thursday about ten weeks after `today`."""
    return today + AHEAD + timedelta(days=(THURSDAY - (today + AHEAD).weekday()) % 7)


def prepare_demo(say: Say, solve: Solve) -> None:
    """Bring the demo's data to where it can be shown.

    Each step is one transaction and is left out if it is done, so that a first start that was broken off goes on.
    `solve` makes a schedule of an event in some seconds and returns the scenario's id. A finished first start leaves a
    mark, and the data are the user's from then on.
    """
    mark = get_config().data / "demo-ready"
    migrate()
    if mark.exists():
        return
    say(N_("Loading the sample forum"))
    hashes = [hash_password(password, about=(name, email)) for email, name, password in ORGANISERS]
    partners = tuple(hash_password(PARTNER_PASSWORD, about=(name, email)) for email, name, _ in PARTNERS)
    with transaction() as session:
        event = _event(session)
        if event is None:
            ensure_community(session, name=COMMUNITY)
            event = load_folder(session, FOLDER, starts_on=first_day(clock.now().date()))
            actions.settle_in(session, event)
            enrol_members(session, event)
        for (email, name, _), hashed in zip(ORGANISERS, hashes, strict=True):
            create_organiser(session, email, name, hashed, event)
    if _last_release() is None:
        scenario_id = _solved()
        if scenario_id is None:
            say(N_("Making the first schedule; this takes about half a minute"))
            scenario_id = solve(SLUG, SOLVE_SECONDS)
        say(N_("Publishing it"))
        _publish(scenario_id, partners)
    with open_session(read_only=True) as session:
        forum = _event(session)
    if forum is not None:
        add_mission(forum, say, solve)
    mark.write_text(f"{clock.now().isoformat()}\n")


def _event(session: Session) -> Event | None:
    return session.exec(select(Event).where(Event.slug == SLUG)).first()


def _last_release() -> int | None:
    with open_session(read_only=True) as session:
        return session.exec(
            select(Release.number).join(Event, col(Event.id) == col(Release.event_id)).where(Event.slug == SLUG)
        ).first()


def _solved() -> int | None:
    with open_session(read_only=True) as session:
        return session.exec(
            select(Scenario.id)
            .join(Event, col(Event.id) == col(Scenario.event_id))
            .where(Event.slug == SLUG, Scenario.kind == ScenarioKind.SOLVED)
            .order_by(col(Scenario.id).desc())
        ).first()


def _publish(scenario_id: int, partners: tuple[str, ...]) -> None:
    with transaction() as session:
        event = session.exec(select(Event).where(Event.slug == SLUG)).one()
        scenario = session.get_one(Scenario, scenario_id)
        publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
        actions.get_into_trouble(session, event)
        propose_presentations(session, event)
        anne = session.exec(select(Staff).where(Staff.email == ORGANISERS[0][0])).one()
        open_registration(session, event, anne, partners)


def describe_demo() -> Demo:
    """Return what there is to see; raises NotFound if somebody has removed the sample forum."""
    with open_session(read_only=True) as session:
        event = _event(session)
        if event is None:
            raise NotFound(N_("The sample forum is not there any more. Begin with another folder: make demo DATA=…"))
        people = session.exec(
            select(Category, Person)
            .join(Delegation, col(Delegation.category_id) == col(Category.id))
            .join(Registration, col(Registration.delegation_id) == col(Delegation.id))
            .join(Person, col(Person.id) == col(Registration.person_id))
            .where(Category.event_id == event.id, col(Registration.agreed_at).is_not(None))
            .order_by(col(Category.position), col(Registration.id))
        ).all()
        first = {
            category.code: DemoGuest(person.email, person.name, category.name("en"))
            for category, person in people[::-1]
        }
        guests = tuple(first[code] for code in dict.fromkeys(category.code for category, _ in people))
        return Demo(event.name, event.starts_on, event.ends_on < clock.now().date(), guests)
