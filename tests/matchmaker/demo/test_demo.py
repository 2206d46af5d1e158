"""The demo: its data are made once, its processes start and stop together."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, func, select

from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine
from matchmaker.cli.processes import Processes, Stopped
from matchmaker.demo.load import demo_environment, describe_demo, first_day, prepare_demo
from matchmaker.demo.mission import describe_mission
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    Event,
    GuestSays,
    Message,
    MessageState,
    RegistrationRequest,
    Release,
    RequestState,
    Scenario,
    Staff,
)
from matchmaker.notices.commands import notices
from matchmaker.receptions.queries.guests import read_lists
from matchmaker.releases.planning.misfits import misfits
from matchmaker.releases.queries.lines import proposed_lines
from matchmaker.scheduling.commands.scenarios import make_baseline
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A fresh folder, known to this process as the demo's."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://somebody@elsewhere/data")
    for name, value in demo_environment(tmp_path / "data", 8000).items():
        monkeypatch.setenv(name, value)
    get_config.cache_clear()
    yield tmp_path / "data"
    get_engine(get_config().sqlalchemy_url).dispose()
    get_config.cache_clear()


def test_the_secret_is_made_once_and_is_for_its_owner_only(tmp_path) -> None:
    first = demo_environment(tmp_path, 8000)["MATCHMAKER_SECRET_KEY"]
    assert demo_environment(tmp_path, 9000)["MATCHMAKER_SECRET_KEY"] == first
    assert len(first) > 40
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("weekday", range(7))
def test_the_forum_is_on_a_thursday_about_ten_weeks_ahead(weekday) -> None:
    today = date(2026, 11, 16) + timedelta(days=weekday)
    day = first_day(today)
    assert day.weekday() == 3
    assert timedelta(days=70) <= day - today < timedelta(days=77)


def first_come(slug: str, _seconds: float) -> int:
    """Stands for the solver where only the order of the steps matters: the baseline, as if it was solved."""
    with Session(get_engine(get_config().sqlalchemy_url)) as session:
        scenario = make_baseline(session, session.exec(select(Event).where(Event.slug == slug)).one())
        session.commit()
        assert scenario.id is not None
        return scenario.id


def broken(_slug: str, _seconds: float) -> int:
    """The machine fails while the solver is at work."""
    raise PowerCut


class PowerCut(Exception):
    pass


def test_the_data_are_made_once_also_where_the_first_start_was_broken_off(data) -> None:
    begun: list[str] = []
    with pytest.raises(PowerCut):
        prepare_demo(begun.append, broken)
    assert begun == ["Loading the sample forum", "Making the first schedule; this takes about half a minute"]
    assert not (data / "demo-ready").exists()
    said: list[str] = []
    prepare_demo(said.append, first_come)
    assert said == [
        "Loading the sample forum",
        "Making the first schedule; this takes about half a minute",
        "Publishing it",
        "Loading the sample mission",
        "Planning its visits, with the time to travel between them",
    ]
    assert (data / "demo-ready").exists()
    shown = describe_demo()
    assert (shown.name, shown.over, len(shown.guests)) == ("Forum Mobile & IP", False, 3)
    prepare_demo(said.append, first_come)
    assert len(said) == 5
    with Session(get_engine(get_config().sqlalchemy_url)) as session:
        assert session.exec(select(Release.number)).all() == [1]
        assert session.exec(select(func.count()).select_from(Scenario)).one() == 2
        assert session.exec(select(func.count()).select_from(Staff)).one() == 4
        waiting = session.exec(
            select(RegistrationRequest.organisation, RegistrationRequest.state).order_by(col(RegistrationRequest.id))
        ).all()
        assert waiting == [
            (name, RequestState.PENDING) for name in ("Fagne Capteurs", "Zennelabs", "Ostkanton Digital")
        ]
        assert session.exec(select(func.count()).where(Delegation.brought_by_id.is_not(None))).one() == 6
        alerts = session.exec(select(Alert.kind).where(Alert.state == AlertState.OPEN).order_by(Alert.id)).all()
        assert alerts == [AlertKind.CANCELLED, AlertKind.MOVE]
        lost = session.exec(select(Message.state).where(Message.error != "").order_by(Message.state)).all()
        assert lost == [MessageState.BOUNCED, MessageState.FAILED]
        assert session.exec(select(func.count()).where(Message.kind == "invitation")).one() > 1
        assert [notices.tell_wishes(session, event) for event in session.exec(select(Event)).all()] == [0, 0]
        mission = session.exec(select(Event).where(Event.slug == "mission-nordic")).one()
        facts = load_facts(session, mission)
        sizes = (len(facts.legs), len(facts.venues), len(facts.delegations), len(facts.registrations))
        assert (sizes, len(facts.wishes), len(facts.leg_members)) == ((3, 47, 111, 117), 187, 98)
        pages = describe_mission().pages
        assert [page.split("/")[1] for page in pages] == ["attache", "meet", "invited"]
        (evening,) = (one for one in read_lists(session, mission) if one.row)
        outside = [one.says for one in evening.guests if one.registration_id is None]
        assert (len(evening.guests), outside, evening.coming) == (8, [GuestSays.YES, None, GuestSays.NO], 2)
        planned = session.exec(select(Scenario).where(Scenario.event_id == mission.id)).one()
        pairs = find_pairs(facts)
        assert misfits(session, facts, pairs, planned) == ()
        lines = proposed_lines(session, facts, pairs, planned)
        flights = {line.details["titles"]["en"]: line for line in lines if "arrival" in line.details}
        assert {title: (line.zone, line.details["arrival"]["zone"]) for title, line in flights.items()} == {
            "Flight to Copenhagen": ("Europe/Brussels", "Europe/Copenhagen"),
            "Flight to Helsinki": ("Europe/Copenhagen", "Europe/Helsinki"),
            "Ferry to Tallinn": ("Europe/Helsinki", "Europe/Tallinn"),
            "Flight home": ("Europe/Tallinn", "Europe/Brussels"),
        }
        reception = next(line for line in lines if line.details.get("item_kind") == "reception")
        assert (reception.details["venue"]["address"], reception.details["room"]) == ("Søkanten 5", "")


SLEEPS = "import time; time.sleep(60)"
LOCKS = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX)"
HOLDS = f"{LOCKS}; print('ready', flush=True); {SLEEPS}"
"""Holds a lock for as long as it lives."""
FAMILY = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDS!r}, sys.argv[1]])"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {HOLDS}"


def is_free(lock: Path) -> bool:
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_processes_and_their_children(tmp_path, monkeypatch, number) -> None:
    monkeypatch.setattr("matchmaker.cli.processes.PATIENCE", 0.2)
    codes = {"family": FAMILY, "stubborn": STUBBORN}

    def run_until_the_signal() -> None:
        with Processes(tmp_path, {}) as processes:
            for name, code in codes.items():
                processes.start(name, [sys.executable, "-c", code, str(tmp_path / name)])
            processes.watch(until=lambda: all((tmp_path / f"{name}.log").read_text() == "ready\n" for name in codes))
            assert [is_free(tmp_path / name) for name in codes] == [False, False]
            os.kill(os.getpid(), number)
            processes.watch()

    with pytest.raises(Stopped):
        run_until_the_signal()
    assert [is_free(tmp_path / name) for name in codes] == [True, True]


def test_a_process_that_dies_is_named_with_its_last_words(tmp_path) -> None:
    with Processes(tmp_path, {"WORD": "goodbye"}) as processes:
        processes.start("steady", [sys.executable, "-c", SLEEPS])
        processes.start("weak", [sys.executable, "-c", "import os; print(os.environ['WORD']); raise SystemExit(3)"])
        dead = processes.watch()
        assert dead is not None
        assert (dead.name, dead.last_lines()) == ("weak", "goodbye")


def test_a_process_that_has_died_is_started_again(tmp_path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    once = (
        "import pathlib, sys, time; first, second = map(pathlib.Path, sys.argv[1:])\n"
        "if first.exists(): second.touch(); time.sleep(60)\n"
        "first.touch()"
    )
    with Processes(tmp_path, {}) as processes:
        processes.start("weak", [sys.executable, "-c", once, str(first), str(second)])
        dead = processes.watch()
        assert dead is not None
        processes.restart(dead)
        assert processes.watch(until=second.exists) is None


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port, data = taken.getsockname()[1], tmp_path / "data"
        command = [sys.executable, "-m", "matchmaker.cli", "demo", "--port", str(port), "--data", str(data)]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (result.returncode, result.stderr) == (
        1,
        f"Port {port} cannot be used (address already in use). Give another: make demo PORT={port + 1}\n",
    )
    assert not data.exists()
