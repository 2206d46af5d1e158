"""A new event from a preset: its day, its tables, its categories, its deadlines."""

from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import Session, func, select

from matchmaker.base.errors import InvalidInput
from matchmaker.models import (
    Agreement,
    Block,
    Category,
    Event,
    EventKind,
    EventStaff,
    Phase,
    Place,
    Slot,
    StaffRole,
    row_id,
)
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.rules import Preset
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.new_events import new_event


@pytest.fixture
def community(session):
    return make.make_community(session)


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", email="anne@grappe.example")


def rows(session: Session, event: Event, kind: type[Slot | Place | Block]) -> int:
    return session.exec(select(func.count()).select_from(kind).where(kind.event_id == event.id)).one()


def test_a_forum_is_made_whole_and_nobody_sees_it(session, community, anne):
    event = create_event(session, community, new_event(name="  Forum   Santé "), staff=anne)

    assert (event.slug, event.name, event.phase, event.kind) == ("forum-sante-2098", "Forum Santé", "draft", "forum")
    assert (event.community_id, event.contact_name, event.contact_email) == (community.id, "Anne", anne.email)
    assert (rows(session, event, Block), rows(session, event, Slot), rows(session, event, Place)) == (2, 14, 18)
    assert session.exec(select(Place.code).order_by(Place.position)).all()[::17] == ["T1", "T18"]
    # 18:00 in Brussels, seven and four days before
    assert event.wishes_close_at == datetime(2098, 3, 4, 17, tzinfo=UTC)
    assert event.answers_close_at == datetime(2098, 3, 7, 17, tzinfo=UTC)
    role = session.exec(select(EventStaff).where(EventStaff.event_id == event.id)).one()
    assert (role.staff_id, role.role) == (row_id(anne), StaffRole.ORGANISER)
    assert trail(session)[-1][:2] == ("Anne", "create_event")


@pytest.mark.parametrize(
    ("preset", "kind", "agreement", "categories"),
    [
        (Preset.FORUM, EventKind.FORUM, Agreement.MUTUAL, ["Membre Premium", "Membre Basic", "Invité"]),
        (Preset.HOSTED_BUYERS, EventKind.FORUM, Agreement.ORGANISER, ["Acheteur invité", "Fournisseur"]),
        (Preset.SPEED_NETWORKING, EventKind.FORUM, Agreement.ONE_SIDE, ["Participant"]),
        (Preset.MISSION, EventKind.MISSION, Agreement.MUTUAL, ["Entreprise en mission", "Interlocuteur", "Officiel"]),
    ],
)
def test_a_preset_fills_in_kind_agreement_and_categories(session, community, anne, preset, kind, agreement, categories):
    event = create_event(session, community, new_event(preset=preset), staff=anne)

    found = session.exec(select(Category).where(Category.event_id == event.id).order_by(Category.position)).all()
    assert (event.kind, event.agreement) == (kind, agreement)
    assert [category.name("fr") for category in found] == categories
    assert all(set(category.names) == {"fr", "en", "nl", "de"} for category in found)


def test_every_day_of_several_is_cut_alike(session, community, anne):
    event = create_event(session, community, new_event(ends_on=date(2098, 3, 13)), staff=anne)

    blocks = session.exec(select(Block.code).where(Block.event_id == event.id).order_by(Block.day, Block.starts)).all()
    assert blocks == ["D1-AM", "D1-PM", "D2-AM", "D2-PM", "D3-AM", "D3-PM"]
    assert rows(session, event, Slot) == 42


def test_where_the_clocks_change_within_a_slot_there_is_none(session, community, anne):
    # in the night of 30 March 2098 Brussels goes from 02:00 to 03:00
    night = new_event(starts_on=date(2098, 3, 30), ends_on=date(2098, 3, 30), blocks=((time(1), time(4)),))
    event = create_event(session, community, night, staff=anne)

    starts = session.exec(select(Slot.starts).where(Slot.event_id == event.id).order_by(Slot.starts)).all()
    assert starts == [time(1), time(1, 30), time(3), time(3, 30)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts_on": date(2020, 1, 1), "ends_on": date(2020, 1, 1)}, "The first day has passed."),
        ({"ends_on": date(2098, 3, 10)}, "at most 14 days"),
        ({"ends_on": date(2098, 3, 25)}, "at most 14 days"),
        ({"blocks": ((time(12), time(9)),)}, "ends after it begins"),
        ({"blocks": ((time(9), time(9, 20)),)}, "shorter than one meeting"),
        ({"blocks": ((time(9), time(12)), (time(11), time(13)))}, "overlap"),
    ],
)
def test_days_and_times_that_do_not_fit_are_refused(session, community, anne, wrong, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        create_event(session, community, new_event(**wrong), staff=anne)

    assert session.exec(select(Event)).all() == []


def test_a_double_click_makes_one_event_and_another_year_a_short_name_of_its_own(session, community, anne):
    create_event(session, community, new_event(), staff=anne)
    with pytest.raises(InvalidInput, match="already"):
        create_event(session, community, new_event(), staff=anne)

    other = create_event(session, make.make_community(session), new_event(), staff=anne)

    assert other.slug == "forum-sante-2098-2"
    assert {event.phase for event in session.exec(select(Event)).all()} == {Phase.DRAFT}
