"""Somebody comes in the place of the contact: named on the page, then the contact with one click, or not."""

import pytest
from sqlmodel import Session, select

from matchmaker.alerts.commands.withdrawal import come_back, withdraw
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import (
    Alert,
    AlertKind,
    Counterpart,
    Delegation,
    Message,
    Organisation,
    Person,
    Registration,
    row_id,
)
from matchmaker.prospects.commands.counterparts import Reception, save_reception
from matchmaker.prospects.commands.instead import answer_instead
from matchmaker.prospects.queries.counterpart import approached_of, counterpart_token
from matchmaker.prospects.queries.hours import receiver_of
from matchmaker.prospects.queries.links import counterpart_link
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.mail_client import read
from tests.builders.prospects import SmallMission, small_mission
from tests.builders.receiving import let_agree

EINO = {"instead_first_name": "Eino", "instead_last_name": "Laine", "instead_email": "eino@satama.example"}


@pytest.fixture
def mission(session: Session) -> SmallMission:
    found = small_mission(session)
    found.approach("Nivelyo", wanted_at=clock.now(), asked_at=clock.now())
    return found


def name_instead(mission: SmallMission, **values: str) -> None:
    row, reception = mission.counterpart, Reception(**values)
    save_reception(
        mission.session, mission.event, row_id(row), reception, shown=counterpart_token(row), by="Aino Virtanen"
    )


def answer(mission: SmallMission, *, accepts: bool, **values: object) -> Counterpart:
    number = row_id(mission.counterpart)
    shown = approached_of(mission.session, mission.event, number).instead_token
    return answer_instead(
        mission.session, mission.event, number, accepts=accepts, **{"shown": shown, "by": "Anne"} | values
    )


def test_who_is_accepted_is_the_contact_and_the_page_moves(session, mission):
    epoch = mission.counterpart.link_epoch
    name_instead(mission, **EINO)
    named = mission.counterpart.instead

    row = answer(mission, accepts=True)

    assert (named, row.instead, row.contact, row.email) == ("Eino Laine", "", "Eino Laine", "eino@satama.example")
    assert row.link_epoch == epoch + 1
    assert trail(session)[-1][:3] == ("Anne", "answer_instead", "Satama")


def test_who_was_registered_hands_over(session, mission):
    session.get_one(Person, let_agree(mission).person_id).languages = ["fi"]
    name_instead(mission, **EINO)

    for accepts in (True, False):
        with pytest.raises(InvalidInput, match="is registered"):
            answer(mission, accepts=accepts, leg_id=row_id(mission.leg), by="Pia")
    answer(mission, accepts=True)

    people = session.exec(
        select(Person)
        .join(Registration, Registration.person_id == Person.id)
        .where(Person.organisation_id == mission.counterpart.organisation_id)
    ).all()
    assert [(one.first_name, one.languages) for one in people] == [("Eino", ["fi"])]


def test_who_takes_part_is_not_followed_by_somebody_of_the_same_address(mission):
    shared = EINO | {"instead_email": mission.counterpart.email.upper()}
    name_instead(mission, **shared)
    let_agree(mission)

    with pytest.raises(InvalidInput, match="This is the address of Aino Virtanen"):
        answer(mission, accepts=True)
    name_instead(mission, **EINO)
    with pytest.raises(InvalidInput, match="This is the address of Aino Virtanen"):
        name_instead(mission, **shared)

    assert (mission.counterpart.contact, mission.counterpart.instead) == ("Aino Virtanen", "Eino Laine")


def test_who_comes_instead_of_somebody_who_has_withdrawn_waits_until_that_is_taken_back(session, mission):
    registration = let_agree(mission)
    name_instead(mission, **EINO)
    withdraw(session, registration, actor="Anne")

    with pytest.raises(InvalidInput, match="Aino Virtanen has withdrawn"):
        answer(mission, accepts=True)
    come_back(session, registration, actor="Anne", settled=True)
    answer(mission, accepts=True)

    assert (registration.withdrawn, session.get_one(Person, registration.person_id).first_name) == (False, "Eino")


def test_a_colleague_who_takes_part_already_has_the_page_and_the_former_contact_is_withdrawn(session, mission):
    aino = let_agree(mission)
    satama = session.get_one(Organisation, mission.counterpart.organisation_id)
    email = EINO["instead_email"]
    eino = make.make_registration(
        session,
        session.get_one(Delegation, aino.delegation_id),
        make.make_person(session, satama, first_name="Eino", last_name="Laine", email=email, email_key=email),
    )
    name_instead(mission, **EINO)

    row = answer(mission, accepts=True)

    assert (row.email, aino.withdrawn, eino.withdrawn) == (email, True, False)
    assert receiver_of(session, mission.event, row) == eino.id
    assert session.exec(select(Alert.kind, Alert.note)).all() == [(AlertKind.WITHDRAWN, "Eino Laine")]


def mails_of(session: Session) -> list[tuple[str, str]]:
    return list(session.exec(select(Message.kind, Message.recipient).order_by(Message.id)).all())


def test_who_is_accepted_gets_the_page_by_mail_and_who_named_them_hears_of_it(session, mission):
    name_instead(mission, **EINO)
    shown = approached_of(session, mission.event, row_id(mission.counterpart)).instead_token

    row = answer(mission, accepts=True)
    again = answer(mission, accepts=True, shown=shown)
    with pytest.raises(Stale):
        answer(mission, accepts=False, shown=shown)

    to_new, to_former = session.exec(select(Message).order_by(Message.id)).all()
    body = str(read(to_new.mime).get_body(("plain",)).get_content())
    assert (again.email, counterpart_link(row) in body, "Aino Virtanen" in body) == (row.email, True, True)
    assert mails_of(session) == [
        ("counterpart_handed_over", "eino@satama.example"),
        ("counterpart_instead", "aino@satama.example"),
    ]
    assert counterpart_link(row) not in str(read(to_former.mime).get_body(("plain",)).get_content())


def test_who_named_somebody_in_vain_hears_of_it_once(session, mission):
    name_instead(mission, **EINO)
    shown = approached_of(session, mission.event, row_id(mission.counterpart)).instead_token

    answer(mission, accepts=False)
    answer(mission, accepts=False, shown=shown)

    assert mails_of(session) == [("counterpart_instead", "aino@satama.example")]


def test_left_as_it_is_nothing_changes_and_twice_is_said(session, mission):
    name_instead(mission, **EINO)
    shown = approached_of(session, mission.event, row_id(mission.counterpart)).instead_token

    row = answer(mission, accepts=False)

    assert (row.contact, row.instead) == ("Aino Virtanen", "")
    with pytest.raises(Stale):
        answer(mission, accepts=True, shown=shown)


@pytest.mark.parametrize(
    ("values", "said"),
    [({"instead_first_name": "Eino"}, "first name, last name"), (EINO | {"instead_email": "eino"}, "no|not an e-mail")],
)
def test_a_name_without_an_address_is_refused(mission, values, said):
    with pytest.raises(InvalidInput, match=said):
        name_instead(mission, **values)
