"""Another contact of a counterpart: the registration of the former one is theirs, and the page moves to them."""

import pytest
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.models import (
    Counterpart,
    LoginMethod,
    LoginSession,
    Message,
    Organisation,
    Person,
    Registration,
    row_id,
)
from matchmaker.prospects.commands.counterparts import CounterpartContact, save_contact
from matchmaker.prospects.commands.stages import Speaker, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of, counterpart_token
from matchmaker.prospects.queries.links import counterpart_link, open_counterpart
from matchmaker.prospects.rules import PipelineStage
from tests.builders import factories as make
from tests.builders.prospects import SmallMission, small_mission

AINO = CounterpartContact(first_name="Aino", last_name="Virtanen", email="aino@satama.example")
EERO = CounterpartContact(first_name="Eero", last_name="Salo", email="eero@satama.example")


@pytest.fixture
def mission(session: Session) -> SmallMission:
    """Satama has agreed, so that Aino is registered."""
    found = small_mission(session)
    found.approach("Nivelyo", wanted_at=clock.now(), asked_at=clock.now())
    number, prospect = row_id(found.counterpart), row_id(found.prospects["Nivelyo"])
    line = line_of(approached_of(session, found.event, number), prospect)
    speaks = {"shown": line.token, "speaks": Speaker.COUNTERPART, "by": "Aino"}
    move(session, found.event, number, prospect, PipelineStage.AGREED, **speaks)
    return found


def save(mission: SmallMission, contact: CounterpartContact, **values: object) -> Counterpart:
    shown = {"shown": counterpart_token(mission.counterpart), "by": "Anne"} | values
    return save_contact(mission.session, mission.event, row_id(mission.counterpart), contact, **shown)


def taking_part(session: Session) -> list[str]:
    people = select(Person.email).join(Registration).where(~Registration.withdrawn, Person.email.like("%satama%"))
    return list(session.exec(people).all())


def test_the_new_one_takes_the_place_of_the_former(session: Session, mission):
    link = counterpart_link(mission.counterpart)
    aino = session.exec(select(Person).where(Person.email == AINO.email)).one()
    session.add(LoginSession(person_id=aino.id, key_hash="x", method=LoginMethod.LINK))
    session.flush()

    save(mission, EERO)

    assert (taking_part(session), open_counterpart(session, link)) == ([EERO.email], None)
    assert session.exec(select(LoginSession).where(LoginSession.ended_at.is_(None))).all() == []
    assert session.exec(select(Message.kind).where(Message.recipient == AINO.email)).all() == ["address_left"]


def test_the_corrected_address_of_the_same_person_is_theirs(session: Session, mission):
    people = len(session.exec(select(Person)).all())

    save(mission, CounterpartContact(first_name="Aino", last_name="Virtanen", email="a.virtanen@satama.example"))

    assert (taking_part(session), len(session.exec(select(Person)).all())) == (["a.virtanen@satama.example"], people)


def test_another_function_of_the_same_contact_leaves_the_page_where_it_is(mission):
    link = counterpart_link(mission.counterpart)

    row = save(mission, CounterpartContact(**{**vars_of(AINO), "job_title": "Head of port"}))

    assert (row.job_title, counterpart_link(row)) == ("Head of port", link)


def test_an_attache_changes_nobody_who_is_registered(session: Session, mission):
    with pytest.raises(InvalidInput, match="Satama is registered: the organisers change whom to invite"):
        save(mission, EERO, leg_id=mission.leg.id)

    assert taking_part(session) == [AINO.email]


def test_somebody_who_takes_part_already_does_not_twice(session: Session, mission):
    satama = mission.counterpart.organisation_id
    aino = session.exec(select(Registration).join(Person).where(Person.email == AINO.email)).one()
    eero = make.make_person(session, session.get_one(Organisation, satama), email=EERO.email)
    session.add(Registration(event_id=aino.event_id, person_id=eero.id, delegation_id=aino.delegation_id))
    session.flush()

    with pytest.raises(InvalidInput, match="is registered already"):
        save(mission, EERO)


def test_who_stays_the_contact_of_another_city_stays_registered(session: Session, mission):
    number = mission.counterpart.organisation_id
    turku = make.make_leg(session, mission.event, "Turku", "Europe/Helsinki")
    session.add(
        Counterpart(event_id=row_id(mission.event), leg_id=row_id(turku), organisation_id=number, email=AINO.email)
    )
    session.flush()

    save(mission, EERO)

    assert taking_part(session) == [AINO.email]


def test_who_has_withdrawn_is_not_registered_again_by_an_agreement(session: Session, mission):
    aino = session.exec(select(Registration).join(Person).where(Person.email == AINO.email)).one()
    aino.withdrawn_at = clock.now()
    mission.approach("Lumo", wanted_at=clock.now(), asked_at=clock.now())
    number, prospect = row_id(mission.counterpart), row_id(mission.prospects["Lumo"])
    line = line_of(approached_of(session, mission.event, number), prospect)

    with pytest.raises(InvalidInput, match="One of the two no longer takes part"):
        move(session, mission.event, number, prospect, PipelineStage.AGREED, shown=line.token, by="Anne")

    assert aino.withdrawn_at is not None


def vars_of(contact: CounterpartContact) -> dict[str, str]:
    return {name: getattr(contact, name) for name in ("first_name", "last_name", "email")}
