"""What journeys share: who is who in a forum, the mail that somebody gets, and the work that a worker does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from babel.support import Translations
from playwright.sync_api import Page
from sqlmodel import col, select

import web
from matchmaker import jobs
from matchmaker.base.db import open_session, transaction
from matchmaker.mail.queries import mailbox
from matchmaker.models import (
    Delegation,
    EntryKind,
    EntryState,
    Event,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Scenario,
    Wish,
)
from matchmaker.people.jobs import answer_requests
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.jobs.solving import solve_now
from matchmaker.team.queries.first_start import first_code
from tests.builders.browser import Live
from web.auth.identity import ParticipantUser


def say(language: str, key: str) -> str:
    """Return the page's word for an English key, so that journeys survive a better translation."""
    return Translations.load(Path(web.__path__[0]) / "translations", [language]).ugettext(key)


def person(live: Live, email: str) -> ParticipantUser:
    """The one with this address."""
    with open_session(read_only=True, url=live.database_url) as session:
        return ParticipantUser(session.exec(select(Person).where(Person.email == email)).one())


def delegate(live: Live, name: str) -> ParticipantUser:
    """The one of an organisation's people who has most meetings in the newest release: the solver chooses who goes."""
    with open_session(read_only=True, url=live.database_url) as session:
        newest = session.exec(select(Release.id).order_by(col(Release.number).desc())).first()
        met = (
            select(Person)
            .join(Registration, col(Registration.person_id) == col(Person.id))
            .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
            .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
            .join(ReleaseEntry, col(ReleaseEntry.registration_id) == col(Registration.id))
            .where(
                Organisation.name == name,
                ReleaseEntry.release_id == newest,
                ReleaseEntry.kind == EntryKind.MEETING,
                ReleaseEntry.state == EntryState.CONFIRMED,
            )
        )
        people = session.exec(met).all()
        return ParticipantUser(max(people, key=people.count))


def delegation(live: Live, name: str) -> int:
    """The id of an organisation's delegation."""
    with open_session(read_only=True, url=live.database_url) as session:
        found = select(Delegation.id).join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        return session.exec(found.where(Organisation.name == name)).one()


def wish(live: Live, sender: str, receiver: str) -> Wish:
    """The wish of one organisation for another."""
    from_id, to_id = delegation(live, sender), delegation(live, receiver)
    with open_session(read_only=True, url=live.database_url) as session:
        return session.exec(select(Wish).where(Wish.from_id == from_id, Wish.to_id == to_id)).one()


def newest_mail(live: Live, address: str) -> mailbox.MailView:
    """The newest mail to an address, out of the outbox; of links that were asked for as well."""
    answer_requests(url=live.database_url)
    with open_session(read_only=True, url=live.database_url) as session:
        return mailbox.read_mail(session, mailbox.read_mails(session, recipient=address)[0].id)


def path_of(link: str) -> str:
    """The address behind the host, which a test serves on a port of its own."""
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def publish_schedule(live: Live, seconds: float = 2) -> Release:
    """Solve and publish, as the organiser would from the command line."""
    scenario_id = solve_now(live.slug, seconds)
    with transaction(live.database_url) as session:
        event = session.exec(select(Event).where(Event.slug == live.slug)).one()
        last = session.exec(select(Release.number).where(Release.event_id == event.id)).all()
        return publish_scenario(
            session,
            event,
            session.get_one(Scenario, scenario_id),
            kind=ReleaseKind.FINAL,
            staff_id=None,
            expected_release=max(last, default=0),
        )


@contextmanager
def worker() -> Iterator[None]:
    """A thread that does what is handed to the queues of solving and of the desk, as the workers' processes do."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.1):
            for queue in (jobs.solve_queue, jobs.desk_queue):
                if task := queue.dequeue():
                    queue.execute(task)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield
    over.set()
    thread.join()


def fill(page: Page, **values: str) -> None:
    """Write into fields of the page's form by their names, and send it."""
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form:has([name=csrf_token]) button[type=submit]").last.click()


def first_start(page: Page, live: Live) -> None:
    """Make the first community of an installation, /c/grappe-tic-meuse, and the account of Odile Renson."""
    page.goto(f"{live.url}/first-start")
    fill(
        page,
        code=first_code(),
        community="Grappe TIC Meuse",
        name="Odile Renson",
        email="odile@grappe-meuse.example",
        new="sept canards bleus dorment",
    )


def words(page: Page) -> str:
    """What a reader sees of the page's content, with single spaces."""
    return " ".join(page.locator("main").inner_text().split())
