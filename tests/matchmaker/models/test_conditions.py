"""Conditions on rows: the same of a row in Python and in a statement, for every combination."""

from itertools import product

import pytest
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import (
    EntryState,
    Registration,
    ReleaseEntry,
    Role,
    can_be_sent,
    enrolled,
    is_enrolled,
    sendable,
    takes_part,
    taking_part,
)
from tests.builders.factories import make_category, make_delegation, make_event, make_registration
from tests.builders.invited import Invited


@pytest.fixture
def people(session: Session):
    """One registration of each kind with its delegation."""
    event = make_event(session)
    category = make_category(session, event)
    found = []
    for gone, left, agreed, role in product((None, clock.now()), (None, clock.now()), (None, clock.now()), Role):
        delegation = make_delegation(session, event, category, withdrawn_at=gone)
        found.append(
            (make_registration(session, delegation, withdrawn_at=left, agreed_at=agreed, role=role), delegation)
        )
    return found


@pytest.mark.parametrize(
    ("holds", "condition", "count"),
    [(is_enrolled, enrolled, 10), (takes_part, taking_part, 5), (can_be_sent, sendable, 2)],
)
def test_who_takes_part_is_the_same_in_python_and_in_a_statement(
    session: Session, people, holds, condition, count
) -> None:
    found = session.exec(select(Registration.id).where(condition()).order_by(col(Registration.id))).all()

    assert found == [registration.id for registration, delegation in people if holds(registration, delegation)]
    assert len(found) == count


def test_what_stands_is_the_same_in_python_and_in_a_statement(invited: Invited, session: Session) -> None:
    invited.publish()
    entries = session.exec(select(ReleaseEntry).order_by(col(ReleaseEntry.id))).all()

    found = session.exec(select(ReleaseEntry.id).where(ReleaseEntry.stands).order_by(col(ReleaseEntry.id))).all()

    assert found == [entry.id for entry in entries if entry.stands]
    assert [entry.stands for entry in entries] == [entry.state is EntryState.CONFIRMED for entry in entries]
    assert {entry.stands for entry in entries} == {True, False}
