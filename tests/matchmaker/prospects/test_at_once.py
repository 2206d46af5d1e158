"""Two who speak of one approach at the same moment wait for each other in one order: none fails, no word is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.base.errors import MatchmakerError
from matchmaker.imports import apply
from matchmaker.models import Counterpart, Event, LegMember, Prospect, ProspectStage, Registration, Wish, row_id
from matchmaker.prospects.commands.own_answers import answer_companies
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish, remove_wish
from tests.builders import factories as make
from tests.builders.prospects import register_counterpart, small_mission

TRIES = 6
FILE = "counterpart;city;company;job_title\nSatama;Helsinki;Nivelyo;Head of port\n"
Step = Callable[[Session], object]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Ids of what the two speak about."""

    event: int
    counterpart: int
    prospect: int
    company: int
    """The registration of its person."""
    theirs: int
    """The delegation of the counterpart."""
    wish: int


@pytest.mark.parametrize("other", ["import", "removal", "veto"])
def test_an_agreement_and_what_others_say_at_that_moment(own_postgres_url: str, other: str):
    engine = get_engine(own_postgres_url)
    for _ in range(TRIES):
        with Session(engine) as session:
            made = asked(session)
            session.commit()

        failed = _at_once(engine, partial(agree, made), partial(OTHERS[other], made))

        with Session(engine) as session:
            left = session.exec(select(Wish.id).where(Wish.id == made.wish)).all()
        assert (failed, left) == ([], [made.wish] if other == "import" else [])


def test_a_counterpart_that_first_agrees_in_two_cities_at_once_is_registered_once(own_postgres_url: str):
    engine = get_engine(own_postgres_url)
    with Session(engine) as session:
        mission = small_mission(session)
        turku = make.make_leg(session, mission.event, "Turku", "Europe/Helsinki")
        values = {"event_id": mission.event.id, "organisation_id": mission.counterpart.organisation_id}
        there = Counterpart(**values, leg_id=turku.id, first_name="Aino", email="aino@satama.example")
        session.add(there)
        session.flush()
        said = {"stage": ProspectStage.CONTACTED, "wanted_at": clock.now(), "asked_at": clock.now()}
        here = mission.approach("Nivelyo", **said)
        company = mission.companies["Lumo"].delegation_id
        other = Prospect(counterpart_id=row_id(there), delegation_id=company, **said)
        session.add(other)
        session.commit()
        ids = [(row_id(mission.event), here.counterpart_id, here.id), (row_id(mission.event), there.id, other.id)]

    failed = _at_once(engine, *(partial(agree_once, *numbers) for numbers in ids))

    with Session(engine) as session:
        assert (failed, len(session.exec(select(Wish)).all())) == ([], 2)
        assert len(session.exec(select(LegMember)).all()) == 2


def agree_once(event_id: int, counterpart_id: int, prospect_id: int, session: Session) -> None:
    answer_companies(session, session.get_one(Event, event_id), counterpart_id, [prospect_id], agrees=True)


def asked(session: Session) -> Numbers:
    """Let Nivelyo wish for Satama, which has been asked."""
    mission = small_mission(session)
    prospect = mission.approach("Nivelyo", ProspectStage.CONTACTED, wanted_at=clock.now(), asked_at=clock.now())
    theirs, nivelyo = register_counterpart(mission), mission.companies["Nivelyo"]
    wish = add_wish(session, nivelyo, theirs.delegation_id)
    ids = (row_id(row) for row in (mission.event, mission.counterpart, prospect, nivelyo))
    return Numbers(*ids, theirs.delegation_id, row_id(wish))


def agree(made: Numbers, session: Session) -> None:
    answer_companies(session, session.get_one(Event, made.event), made.counterpart, [made.prospect], agrees=True)


def import_contact(made: Numbers, session: Session) -> None:
    apply(session, session.get_one(Event, made.event), "prospects", FILE.encode())


def remove(made: Numbers, session: Session) -> None:
    remove_wish(session, session.get_one(Registration, made.company), made.wish)


def veto(made: Numbers, session: Session) -> None:
    add_veto(session, session.get_one(Registration, made.company), made.theirs)


OTHERS = {"import": import_contact, "removal": remove, "veto": veto}


def _at_once(engine, *steps: Step) -> list[Exception]:
    """Do steps in transactions of their own at the same moment; return what has failed but for refusals."""
    failed: list[Exception] = []
    barrier = Barrier(len(steps))

    def run(step: Step) -> None:
        with Session(engine) as session:
            barrier.wait(timeout=20)
            try:
                step(session)
                session.commit()
            except MatchmakerError:
                session.rollback()
            except Exception as error:
                failed.append(error)

    threads = [Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return failed
