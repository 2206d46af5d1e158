"""The column that says which partner brings an organisation."""

import pytest
from sqlmodel import select

from matchmaker.models import Delegation, EventStaff, StaffRole
from tests.builders import factories
from tests.builders.imports import HEADER, changes, csv, messages, outcomes
from tests.builders.participant_lines import CHANGED, ERROR, SAME, ZOE, look, take_in


@pytest.fixture
def paul(session, event) -> EventStaff:
    staff = factories.make_staff(session, event, StaffRole.PARTNER_OWN, name="Paul Noël", email="paul@cap.example")
    return session.exec(select(EventStaff).where(EventStaff.staff_id == staff.id)).one()


def file(partner: str, header: str = "partenaire") -> bytes:
    return csv(f"{HEADER};{header}", f"{ZOE};{partner}")


@pytest.mark.parametrize("said", ["paul@cap.example", "Paul@CAP.example", "paul noel", "Paul Noël"])
def test_a_partner_is_named_by_address_or_name(session, event, paul, said):
    take_in(session, event, file(said))

    assert session.exec(select(Delegation.brought_by_id)).one() == paul.id
    assert outcomes(look(session, event, file(said))) == [SAME]
    assert outcomes(look(session, event, file(""))) == [SAME]


def test_a_change_is_shown_with_the_name(session, event, paul):
    take_in(session, event, file(""))
    view = look(session, event, file("paul noel", "brought by"))

    assert outcomes(view) == [CHANGED]
    assert changes(view) == [(2, "brought by", "", "Paul Noël")]


def test_who_is_no_partner_of_the_event_is_refused(session, event, paul):
    other = factories.make_event(session)
    factories.make_staff(session, other, StaffRole.PARTNER_OWN, name="Elsewhere", email="else@cap.example")
    factories.make_staff(session, event, name="Anne", email="anne@cap.example")

    for said in ("else@cap.example", "anne@cap.example", "Nobody"):
        view = look(session, event, file(said))
        assert outcomes(view) == [ERROR]
        assert messages(view)[0][1].startswith(f"Column “partenaire”: “{said}” is no partner of this event.")
        assert messages(view)[0][1].endswith("of one of these: Paul Noël.")
