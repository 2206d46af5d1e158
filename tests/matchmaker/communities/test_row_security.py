"""A session that is limited to the organisations of a partner reads nothing of others, however it asks."""

from datetime import time

import pytest
from sqlalchemy import exists, func, inspect
from sqlalchemy import select as select_many
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.communities.row_security import CLOSED, OPEN, lift_limit, limit_to_brought, limited_models
from matchmaker.models import (
    AttachePage,
    Counterpart,
    Delegation,
    Event,
    EventStaff,
    FollowUpAnswer,
    FollowUpRound,
    Guest,
    GuestList,
    Leg,
    Meeting,
    MeetingOutcome,
    MeetingRating,
    MeetingReport,
    Organisation,
    Person,
    Presentation,
    Registration,
    RepairSearch,
    ReviewMark,
    StaffRole,
    Teller,
    TimeSearch,
    Wish,
    row_id,
)
from tests.builders import factories as make
from tests.builders.presentations import sent_proposal

COUNT = func.count()
SOMEBODY = aliased(Registration)
PEOPLE_OF_ALPHA = {
    "rows": (select(Registration.id), 1),
    "count by a condition": (select(COUNT).where(col(Registration.id) > 0), 1),
    "count of a table": (select(COUNT).select_from(Registration), 1),
    "alias": (select(COUNT).select_from(SOMEBODY), 1),
    "subquery": (select(COUNT).select_from(select(Registration.id).subquery()), 1),
    "columns of several tables": (
        select_many(Person.id, Organisation.name).join(Organisation, col(Organisation.id) == Person.organisation_id),
        1,
    ),
    "outer join": (
        select(COUNT).select_from(Organisation).outerjoin(Person, col(Person.organisation_id) == Organisation.id),
        1,
    ),
    "union": (select(Registration.id).union(select(Registration.id)), 1),
    "wishes made and received, but those of others": (select(Wish.id), 2),
}


@pytest.fixture
def forum(session) -> dict[str, Delegation]:
    """Three organisations with a person each; a partner brings Alpha, and Beta wishes to meet everybody."""
    event = make.make_event(session)
    category = make.make_category(session, event)
    found = {
        name: make.make_delegation(session, event, category, make.make_organisation(session, name))
        for name in ("Alpha", "Beta", "Gamma")
    }
    for delegation in found.values():
        make.make_registration(session, delegation)
    make.make_wish(session, found["Alpha"], found["Beta"])
    make.make_wish(session, found["Beta"], found["Alpha"])
    make.make_wish(session, found["Beta"], found["Gamma"])
    staff = make.make_staff(session, event, StaffRole.PARTNER_OWN)
    partner = session.exec(select(EventStaff).where(EventStaff.staff_id == staff.id)).one()
    found["Alpha"].brought_by_id = partner.id
    session.commit()
    return found


@pytest.fixture
def limited(session, forum) -> Session:
    limit_to_brought(session, forum["Alpha"].brought_by_id)
    session.expunge_all()
    return session


@pytest.mark.parametrize("asked", PEOPLE_OF_ALPHA)
def test_only_the_own_organisations_are_read(limited, asked):
    statement, expected = PEOPLE_OF_ALPHA[asked]

    found = limited.execute(statement).all()

    assert (found[0][0] if "count" in str(statement) else len(found)) == expected


def test_somebody_of_another_organisation_is_not_there(limited, forum):
    beta = inspect(forum["Beta"]).identity[0]
    person = limited.execute(select(Registration.__table__.c.id).where(Registration.delegation_id == beta)).first()

    assert limited.get(Delegation, beta) is None
    assert person is None
    assert limited.exec(select(exists().where(col(Delegation.id) == beta))).one() is False


def test_a_command_sees_the_whole_event(limited):
    lift_limit(limited)

    assert limited.exec(select(COUNT).select_from(Registration)).one() == 3
    lift_limit(limited)


def test_other_sessions_are_not_limited(limited, session):
    with Session(session.get_bind()) as other:
        assert other.exec(select(COUNT).select_from(Registration)).one() == 3


def test_proposals_of_others_without_a_time_and_the_marks_of_the_committee_are_not_read(session, forum):
    speakers = {
        name: session.exec(select(Registration).where(Registration.delegation_id == delegation.id)).one()
        for name, delegation in forum.items()
    }
    venue = make.make_venue(session, session.get_one(Event, forum["Gamma"].event_id))
    item = make.make_programme_item(session, venue, starts=time(9), ends=time(10))
    own = sent_proposal(session, speakers["Alpha"], "Own")
    sent_proposal(session, speakers["Beta"], "Of others")
    sent_proposal(session, speakers["Gamma"], "In the programme", item_id=item.id)
    staff = make.make_staff(session)
    session.add(ReviewMark(presentation_id=row_id(own), staff_id=row_id(staff), mark=4))
    session.add(TimeSearch(presentation_id=row_id(own), seconds=1))
    session.add(RepairSearch(event_id=own.event_id, created_by_id=row_id(staff)))
    event = session.get_one(Event, own.event_id)
    leg = Leg(event_id=row_id(event), name="Huy", zone="UTC", starts_on=event.starts_on, ends_on=event.ends_on)
    session.add(leg)
    session.flush()
    where = {"event_id": row_id(event), "leg_id": row_id(leg)}
    session.add(AttachePage(name="Pia", **where))
    session.add(Counterpart(organisation_id=forum["Beta"].organisation_id, **where))
    low, high = sorted((row_id(forum["Alpha"]), row_id(forum["Beta"])))
    met, round_ = (
        Meeting(event_id=own.event_id, low_id=low, high_id=high),
        FollowUpRound(event_id=own.event_id, months=3),
    )
    session.add_all([met, round_])
    session.flush()
    of_meeting, who = {"meeting_id": row_id(met)}, {"registration_id": row_id(speakers["Alpha"])}
    said = {"teller": Teller.SIDE, "delegation_id": low, "outcome": MeetingOutcome.HELD}
    session.add(MeetingReport(event_id=own.event_id, **of_meeting, **said))
    session.add(MeetingRating(rating=4, **of_meeting, **who))
    invited = GuestList(event_id=own.event_id, item_id=row_id(item))
    session.add(invited)
    session.flush()
    session.add(Guest(list_id=row_id(invited), name="Zoé", email="z@org.example", email_key="z@org.example"))
    session.add(FollowUpAnswer(round_id=row_id(round_), **who))
    session.commit()
    limit_to_brought(session, forum["Alpha"].brought_by_id)

    assert set(session.exec(select(Presentation.title))) == {"Own", "In the programme"}
    assert {session.exec(select(COUNT).select_from(table)).one() for table in CLOSED} == {0}


def test_each_table_of_an_organisation_or_a_person_is_limited_or_open_for_a_reason():
    pointing = {
        mapper.class_
        for mapper in inspect(Delegation).registry.mappers
        for column in mapper.local_table.columns
        for key in column.foreign_keys
        if key.column.table.name in {"delegation", "registration"}
    }

    assert set(limited_models()) | OPEN == pointing | {Delegation, Organisation, Person}
