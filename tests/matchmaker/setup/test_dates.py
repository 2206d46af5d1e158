"""Dates of an event: planned opening, deadlines, whom a change of them concerns."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.events.rules import Stage, stage_of
from matchmaker.models import Answer, AuditEntry, Message, Phase, StaffRole
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.dates import EventDates, dates_token, save_dates
from matchmaker.setup.commands.phases import open_when_due
from matchmaker.setup.jobs.opening import open_due
from matchmaker.setup.queries.dates import Concerned, read_concerned
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.new_events import new_event

WISHES, ANSWERS = datetime(2098, 3, 4, 17, tzinfo=UTC), datetime(2098, 3, 7, 17, tzinfo=UTC)
OPENS = datetime(2098, 1, 18, 8, tzinfo=UTC)


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def event(session, anne):
    return create_event(session, make.make_community(session), new_event(), staff=anne)


def dates(**values) -> EventDates:
    return EventDates(**{"opens_at": None, "wishes_close_at": WISHES, "answers_close_at": ANSWERS} | values)


def test_dates_are_moved_once_for_each_page_that_showed_them(session, event, anne):
    shown = dates_token(event)
    new = dates(opens_at=OPENS, answers_close_at=datetime(2098, 3, 9, 17, tzinfo=UTC))

    save_dates(session, event, new, shown=shown, staff=anne)

    assert (EventDates.of(event), trail(session)[-1][:2]) == (new, ("Anne", "move_dates"))
    with pytest.raises(Stale):
        save_dates(session, event, dates(), shown=shown, staff=anne)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"answers_close_at": datetime(2098, 3, 1, tzinfo=UTC)}, "before wishes"),
        ({"answers_close_at": datetime(2098, 3, 12, tzinfo=UTC)}, "after the event"),
        ({"opens_at": datetime(2020, 1, 1, tzinfo=UTC)}, "lies in the past"),
        ({"opens_at": WISHES}, "after the wishes have closed"),
    ],
)
def test_dates_that_do_not_fit_are_refused(session, event, anne, wrong, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        save_dates(session, event, dates(**wrong), shown=dates_token(event), staff=anne)


def test_an_open_event_is_not_planned_to_open_again(session, event, anne):
    event.phase = Phase.OPEN

    with pytest.raises(InvalidInput, match="open already"):
        save_dates(session, event, dates(opens_at=OPENS), shown=dates_token(event), staff=anne)


def test_an_event_opens_by_itself_once_its_moment_has_come(session, event):
    assert open_when_due(session, event) is False
    event.opens_at = clock.now() + timedelta(minutes=1)
    assert open_when_due(session, event) is False
    event.opens_at = clock.now() - timedelta(minutes=1)

    assert [open_when_due(session, event) for _ in range(2)] == [True, False]

    assert event.phase is Phase.OPEN
    done = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert (done.actor, done.verb, done.details) == ("by itself", "change_phase", {"phase": "open"})


def test_the_worker_opens_what_is_due_once(session, database_url, event):
    event.opens_at = clock.now() - timedelta(minutes=1)
    session.commit()

    assert [open_due(database_url) for _ in range(2)] == [1, 0]

    session.expire_all()
    assert event.phase is Phase.OPEN


def test_an_event_that_lacks_something_does_not_open_by_itself(session):
    event = make.make_event(session, phase=Phase.DRAFT, opens_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert (open_when_due(session, event), event.phase) == (False, Phase.DRAFT)


def test_organisers_are_told_once_of_a_moment_at_which_something_blocked_the_opening(session, database_url):
    event = make.make_event(session, phase=Phase.DRAFT, opens_at=datetime(2020, 1, 1, 9, tzinfo=UTC), name="Salon")
    make.make_staff(session, event, name="Anne", language="en")
    make.make_staff(session, event, StaffRole.HELPER, name="Paul", language="fr")
    session.commit()

    opened = [open_due(database_url) for _ in range(2)]
    event.opens_at += timedelta(days=1)
    session.commit()
    opened.append(open_due(database_url))

    session.expire_all()
    mails = session.exec(select(Message).where(Message.kind == "opening_blocked").order_by(Message.id)).all()
    assert (opened, [mail.subject for mail in mails]) == (
        [0, 0, 0],
        ["Not open yet, something is missing: Salon"] * 2,
    )


def test_whom_deadlines_concern(session, event):
    category = make.make_category(session, event, "other")
    guests = make.make_category(session, event, "guests", has_meetings=False)
    one, two, silent, _nobody = (make.make_delegation(session, event, category) for _ in range(4))
    for delegation in (one, two, make.make_delegation(session, event, guests)):
        make.make_registration(session, delegation)
    make.make_registration(session, silent, agreed_at=None)
    make.make_wish(session, one, two)
    make.make_wish(session, two, one, answer=Answer.YES)

    assert read_concerned(session, event) == Concerned(without_wishes=1, unanswered=1, mailed=0, release=0)


@pytest.mark.parametrize(
    ("phase", "now", "stage"),
    [
        (Phase.DRAFT, datetime(2098, 3, 1, tzinfo=UTC), Stage.DRAFT),
        (Phase.OPEN, datetime(2098, 3, 1, tzinfo=UTC), Stage.WISHES),
        (Phase.OPEN, WISHES, Stage.ANSWERS),
        (Phase.OPEN, ANSWERS, Stage.SCHEDULING),
        (Phase.CLOSED, datetime(2098, 3, 1, tzinfo=UTC), Stage.SCHEDULING),
        (Phase.OPEN, datetime(2098, 3, 10, 23, tzinfo=UTC), Stage.LIVE),
        (Phase.CLOSED, datetime(2098, 3, 11, 23, tzinfo=UTC), Stage.OVER),
        (Phase.ARCHIVED, datetime(2098, 3, 11, 9, tzinfo=UTC), Stage.ARCHIVED),
    ],
)
def test_where_an_event_stands(session, phase, now, stage):
    event = make.make_event(
        session,
        phase=phase,
        starts_on=date(2098, 3, 11),
        ends_on=date(2098, 3, 11),
        wishes_close_at=WISHES,
        answers_close_at=ANSWERS,
    )

    assert stage_of(event, now) is stage
