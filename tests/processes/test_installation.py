"""Web and workers as on a server: many at once, a worker that dies, a release, on SQLite and on PostgreSQL."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psutil
import pytest
from sqlmodel import col, func, select

from matchmaker.base.db import get_engine, open_session, transaction
from matchmaker.imports import load_folder
from matchmaker.models import Organisation, Person, Registration, RepairSearch, RunState, SolveProgress, SolveRun, Wish
from tests.builders.accounts import make_organiser
from tests.builders.installation import FIXTURES, fall_silent, installation, wait_for
from web.auth.identity import ParticipantUser

ORGANISER, PASSWORD = "anne@cluster.example", "a long password"
STARTS_ON = date(2099, 3, 12)
"""Far ahead, so that no deadline has passed."""
AT_ONCE = 30
REPAIR_SECONDS = 20
"""More than a search for repairs takes on a slow machine."""


@pytest.fixture
def forum(database_url, tmp_path):
    """The running installation with the large forum, and its address of data."""
    with transaction(database_url) as session:
        event = load_folder(session, FIXTURES / "forum-namur", starts_on=STARTS_ON)
        make_organiser(session, ORGANISER, "Anne Dubois", PASSWORD, event)
    with installation(tmp_path, database_url) as found:
        yield found
    get_engine(database_url).dispose()


def test_a_forum_is_solved_and_published_though_its_worker_dies(forum, database_url):
    organiser = log_in(forum)
    run_page = start_run(organiser)
    run_id = int(run_page.rpartition("/")[2])
    stream = Stream(organiser, f"{run_page}/events")
    wait_for(lambda: progress(database_url) > 0)

    # thirty at once, each reading and changing what is theirs, while the solver takes the computing power
    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(lambda one: put_first_wish_last(forum, *one), guests(database_url))) == [True] * AT_ONCE

    # the worker is killed; the next one takes the run up, and who watches it sees it go on
    forum.kill("worker")
    fall_silent(run_id, database_url)
    found, seen = progress(database_url), stream.count("progress")
    forum.start("worker")
    wait_for(lambda: run(database_url, run_id).attempts == 2 and progress(database_url) > found)
    wait_for(lambda: stream.count("progress") > seen)

    # stopped by its organiser: the best is kept, and the stream says so and ends
    organiser.get(run_page)
    assert organiser.post(f"{run_page}/stop").status == 303
    wait_for(lambda: run(database_url, run_id).state is RunState.STOPPED, seconds=20)
    stream.join(20)
    assert stream.count("finished") == 1
    scenario = organiser.get(run_page).location
    assert "best kept" in organiser.get(scenario).text

    # published: everyone with an agenda reads it
    organiser.get(f"{scenario}/publish")
    published = organiser.post(f"{scenario}/publish", kind="final", expected_release=0, note="")
    assert published.location.endswith("/releases")
    person, organisation = guests(database_url)[0]
    agenda = forum.visitor(person).get("/e/forum-namur/agenda").text
    assert organisation in agenda
    assert 'class="agenda"' in agenda

    # repairs are found while a run is under way; their worker dies: the next one takes them up, within twenty seconds
    run_id = int(start_run(organiser, mode="afresh").rpartition("/")[2])
    wait_for(lambda: run(database_url, run_id).state is RunState.RUNNING)
    search_page, search_id = withdraw(organiser, database_url)
    wait_for(lambda: search(database_url, search_id).state is RunState.RUNNING)
    forum.kill("desk")
    forum.start("desk")
    wait_for(lambda: search(database_url, search_id).state is RunState.DONE, seconds=20 + REPAIR_SECONDS)
    assert search(database_url, search_id).interrupted == 1
    assert "only_cancel" in organiser.get(search_page).text
    assert run(database_url, run_id).state is RunState.RUNNING


@pytest.mark.slow
def test_a_run_that_kills_its_worker_twice_is_marked_within_a_minute(forum, database_url):
    organiser = log_in(forum)
    run_page = start_run(organiser)
    run_id = int(run_page.rpartition("/")[2])
    stream = Stream(organiser, f"{run_page}/events")

    for attempt in (1, 2):
        wait_for(lambda expected=attempt: run(database_url, run_id).attempts == expected and solving(forum))
        for child in psutil.Process(forum.running["worker"].pid).children(recursive=True):
            child.kill()

    wait_for(lambda: run(database_url, run_id).state is RunState.FAILED, seconds=60)
    stream.join(20)
    assert stream.count("finished") == 1
    assert "interrupted twice" in organiser.get(run_page).text
    assert start_run(organiser) != run_page


class Stream(threading.Thread):
    """Somebody who watches a run: counts the events until the stream ends."""

    def __init__(self, visitor, path):
        super().__init__(daemon=True)
        self.connection = visitor.connect()
        self.connection.request("GET", path, headers=visitor.headers())
        self.events: list[str] = []
        self.start()

    def run(self):
        name = ""
        for line in self.connection.getresponse():
            field, _, value = line.decode().rstrip("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                json.loads(value)
                self.events.append(name)
        self.connection.close()

    def count(self, name):
        return self.events.count(name)


def log_in(forum):
    organiser = forum.visitor()
    organiser.get("/staff/login")
    organiser.post("/language", language="en", next="/staff/login")
    organiser.get("/staff/login")
    assert organiser.post("/staff/login", email=ORGANISER, password=PASSWORD).location == "/o/forum-namur/"
    return organiser


def start_run(organiser, **mode):
    organiser.get("/o/forum-namur/schedule")
    answer = organiser.post("/o/forum-namur/schedule", name="A", seconds=120, **mode)
    assert answer.status == 303
    return answer.location


def withdraw(organiser, database_url):
    """Say that an organisation withdraws; return the page of its repairs, and the number of the search."""
    with open_session(read_only=True, url=database_url) as session:
        delegation = session.exec(select(Wish.from_id).order_by(col(Wish.id))).first()
    organiser.get("/o/forum-namur/changes/organisation-withdraws")
    answer = organiser.post("/o/forum-namur/changes/organisation-withdraws", subject=delegation)
    return answer.location, int(answer.location.rpartition("/")[2])


def solving(forum):
    return psutil.Process(forum.running["worker"].pid).children(recursive=True)


def put_first_wish_last(forum, person, _organisation):
    """Move the first wish of a list to its end, and tell whether the page shows just that."""
    visitor = forum.visitor(person)
    before = wished(visitor)
    moved = visitor.post(f"/e/forum-namur/wishes/{before[0]}/move", rank=len(before))
    return moved.status == 303 and wished(visitor) == [*before[1:], before[0]]


def wished(visitor):
    page = visitor.get("/e/forum-namur/wishes")
    assert page.status == 200
    return re.findall(r'data-wish="(\d+)"', page.text)


def guests(database_url):
    """Thirty people of thirty organisations with wishes, and the names of their organisations."""
    with open_session(read_only=True, url=database_url) as session:
        first = (
            select(func.min(Registration.person_id))
            .join(Wish, col(Wish.from_id) == col(Registration.delegation_id))
            .where(col(Registration.agreed_at).is_not(None))
            .group_by(col(Registration.delegation_id))
        )
        found = (
            select(Person, Organisation.name)
            .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
            .where(col(Person.id).in_(first))
            .order_by(col(Person.id))
            .limit(AT_ONCE)
        )
        return [(ParticipantUser(person), name) for person, name in session.exec(found)]


def progress(database_url):
    with open_session(read_only=True, url=database_url) as session:
        return session.exec(select(func.count()).select_from(SolveProgress)).one()


def run(database_url, run_id):
    with open_session(read_only=True, url=database_url) as session:
        return session.get_one(SolveRun, run_id)


def search(database_url, search_id):
    with open_session(read_only=True, url=database_url) as session:
        return session.get_one(RepairSearch, search_id)
