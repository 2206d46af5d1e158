"""A new event as a copy of an earlier one: what is taken over, moved in time, and what is not."""

from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import Session, SQLModel, col, func, select

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.enrolment.queries.form import all_questions, offered_categories, read_settings
from matchmaker.models import (
    Audience,
    Block,
    Category,
    CategoryExclusion,
    CategoryTier,
    Delegation,
    Event,
    FloorPlan,
    Leg,
    LegMember,
    Place,
    PlaceClosure,
    PresentationCall,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    RegistrationRequest,
    RequestState,
    Slot,
    StaffRole,
    TravelTime,
    Venue,
    Wish,
    row_id,
)
from matchmaker.setup.commands.copying import CopyOfEvent, copy_event
from matchmaker.setup.commands.creation import create_event
from matchmaker.setup.commands.phases import open_when_due
from matchmaker.setup.queries.earlier import earlier_events
from matchmaker.wishes.commands.removed import keep_removed
from tests.builders import factories as make
from tests.builders.enrolment import ask, make_request, open_form
from tests.builders.event_tables import dates_to_come, event_tables
from tests.builders.history import trail
from tests.builders.new_events import new_event

NEXT = date(2099, 3, 10)
CLOSES = datetime(2098, 3, 1, tzinfo=UTC)


@pytest.fixture
def community(session):
    return make.make_community(session)


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", email="anne@grappe.example")


@pytest.fixture
def earlier(session, community, anne):
    """A forum with a closed table, a lunch, a talk for some, two organisations, one with a booth, and a wish."""
    event = create_event(session, community, new_event(tables=2), staff=anne)
    one, two = (make.make_delegation(session, event, basic(session, event), wish_limit=3) for _ in range(2))
    make.make_registration(session, one)
    make.make_registration(session, one, withdrawn_at=datetime(2098, 1, 1, tzinfo=UTC))
    make.make_registration(session, two)
    make.make_wish(session, one, two)
    first = session.exec(select(Place).where(Place.event_id == event.id).order_by(Place.position)).all()[0]
    slot = session.exec(select(Slot).where(Slot.event_id == event.id).order_by(Slot.starts)).all()[3]
    session.add(PlaceClosure(place_id=row_id(first), slot_id=row_id(slot)))
    venue = make.make_venue(session, event, name="Galerie")
    make.make_place(session, venue, "B1", owner_id=one.id)
    make.make_programme_item(session, venue, starts=time(12, 30), ends=time(13, 30), kind=ProgrammeKind.MEAL, day=DAY)
    make.make_programme_item(session, venue, starts=time(10), ends=time(11), audience=Audience.CHOSEN, day=DAY)
    make.make_programme_item(session, venue, starts=time(10), ends=time(11), kind=ProgrammeKind.PRESENTATION, day=DAY)
    return event


DAY = date(2098, 3, 11)


def basic(session: Session, event: Event) -> Category:
    return session.exec(select(Category).where(Category.event_id == event.id, Category.code == "basic")).one()


def copy(session, community, staff, earlier, **values) -> Event:
    wanted = {"earlier_id": row_id(earlier), "name": "Forum Santé 2099", "starts_on": NEXT, "people": False}
    return copy_event(session, community, CopyOfEvent(**wanted | values), staff=staff)


def of(session: Session, kind: type, event: Event) -> list:
    return list(session.exec(select(kind).where(kind.event_id == event.id).order_by(col(kind.id))).all())


def test_structure_rules_and_deadlines_are_moved_to_the_new_day(session, community, anne, earlier):
    earlier.opens_at = datetime(2020, 1, 1, tzinfo=UTC)

    made = copy(session, community, anne, earlier)

    assert (made.opens_at, open_when_due(session, made)) == (None, False)

    assert (made.slug, made.phase, made.starts_on, made.ends_on) == ("forum-sante-2099", "draft", NEXT, NEXT)
    assert made.wishes_close_at == datetime(2099, 3, 3, 17, tzinfo=UTC)
    slots = [(slot.day, slot.starts) for slot in of(session, Slot, made)]
    assert slots == [(NEXT, slot.starts) for slot in of(session, Slot, earlier)]
    assert [block.names for block in of(session, Block, made)] == [block.names for block in of(session, Block, earlier)]
    rules = {"code", "names", "weight", "wish_limit", "guarantee", "may_present", "max_received"}
    assert [row.model_dump(include=rules) for row in of(session, Category, made)] == [
        row.model_dump(include=rules) for row in of(session, Category, earlier)
    ]
    assert [place.code for place in of(session, Place, made)] == ["T1", "T2", "B1"]
    assert [(item.kind, item.day) for item in of(session, ProgrammeItem, made)] == [("meal", NEXT)]
    closed = session.exec(
        select(Place.code, Slot.starts)
        .join(PlaceClosure, col(PlaceClosure.place_id) == col(Place.id))
        .join(Slot, col(Slot.id) == col(PlaceClosure.slot_id))
        .where(Place.event_id == made.id)
    ).all()
    assert closed == [("T1", time(10, 30))]
    assert trail(session)[-1][:2] == ("Anne", "copy_event")


def test_without_people_nobody_is_taken_over(session, community, anne, earlier):
    made = copy(session, community, anne, earlier)

    assert (of(session, Delegation, made), of(session, Registration, made), of(session, Wish, made)) == ([], [], [])
    assert {place.owner_id for place in of(session, Place, made)} == {None}


def test_people_are_taken_over_as_invited(session, community, anne, earlier):
    keep_removed(of(session, Delegation, earlier)[0], of(session, Wish, earlier)[0])

    made = copy(session, community, anne, earlier, people=True)

    assert [(row.wish_limit, row.category_id, row.removed_wish) for row in of(session, Delegation, made)] == [
        (3, basic(session, made).id, None)
    ] * 2
    assert [row.agreed_at for row in of(session, Registration, made)] == [None, None]
    assert of(session, Wish, made) == []
    booth = of(session, Place, made)[-1]
    assert booth.owner_id == of(session, Delegation, made)[0].id


def test_what_the_earlier_event_holds_is_untouched(session, community, anne, earlier):
    kinds = (Slot, Place, Category, Delegation, Registration, Block, ProgrammeItem)
    before = [[row.model_dump() for row in of(session, kind, earlier)] for kind in kinds]

    copy(session, community, anne, earlier, people=True)

    assert [[row.model_dump() for row in of(session, kind, earlier)] for kind in kinds] == before


def test_only_what_one_organises_in_the_community_can_be_copied(session, community, anne, earlier):
    other = make.make_community(session)
    ben = make.make_staff(session, name="Ben")
    partner = make.make_staff(session, earlier, StaffRole.PARTNER_OWN, name="Partner")

    assert [[one.name for one in earlier_events(session, community, who)] for who in (anne, ben, partner)] == [
        ["Forum Santé"],
        [],
        [],
    ]
    for where, who in ((other, anne), (community, ben), (community, partner)):
        with pytest.raises(NotFound):
            copy(session, where, who, earlier)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"starts_on": date(2020, 1, 1)}, "The first day has passed."),
        ({"name": "Forum Santé", "starts_on": DAY}, "There is an event"),
    ],
)
def test_a_day_that_has_passed_or_a_second_of_the_name_is_refused(session, community, anne, earlier, values, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        copy(session, community, anne, earlier, **values)


def test_the_registration_form_is_copied_closed_with_its_questions_and_without_requests(
    session, community, anne, earlier
):
    category = basic(session, earlier)
    introductions = {"fr": "Bonjour"}
    open_form(
        session,
        earlier,
        {category.id: 7},
        capacity=90,
        needs_approval=True,
        introductions=introductions,
        closes_at=CLOSES,
    )
    ask(session, earlier, position=1, is_required=True)
    ask(session, earlier, position=2, retired_at=CLOSES)
    make_request(session, earlier, RequestState.PENDING)

    event = copy(session, community, anne, earlier)

    form = read_settings(session, event)
    closes = datetime(2099, 2, 28, tzinfo=UTC)  # ten days before, at the same wall time
    assert (form.is_open, form.closes_at, form.capacity, form.needs_approval) == (False, closes, 90, True)
    assert (form.fields, form.introductions) == ({"vat": "optional"}, introductions)
    assert [one.event_id for one in offered_categories(session, event)] == [event.id]
    assert [(one.position, one.is_required) for one in all_questions(session, event)] == [(1, True)]
    requests = select(RegistrationRequest).where(RegistrationRequest.event_id == event.id)
    assert session.exec(requests).all() == []


COPIED = {
    *("event", "event_staff", "audit_entry", "category", "category_exclusion", "category_tier", "venue", "block"),
    *("slot", "place", "place_closure", "floor_plan", "programme_item", "delegation", "registration"),
    *("registration_form", "offered_category", "registration_question", "presentation_call"),
    *("leg", "leg_member", "travel_time"),
}
STAYS = {
    *("absence", "alert", "attendance", "campaign", "campaign_recipient", "colleague_invitation", "draft_edit"),
    *("draft_presence", "import_batch", "import_upload", "inbound_mail", "invitation_answer", "limit_waiver"),
    *("attache_page", "counterpart", "demand", "prospect", "companion"),
    *("guest", "guest_list", "guest_table"),
    *("follow_up_answer", "follow_up_round", "meeting_rating", "meeting_report"),
    *("login_link", "meeting", "message", "pair_decision", "particular_rule"),
    *("placement", "placement_person", "presentation", "registration_answer", "registration_link"),
    *("registration_request", "release", "release_entry", "release_unmet", "repair_search", "review_mark"),
    *(
        "row_image",
        "saved_view",
        "scenario",
        "sent_invitation",
        "solve_progress",
        "solve_run",
        "staff_invitation",
        "structure_change",
    ),
    *("booklet_texts", "made_paper", "paper_file"),
    *("time_search", "unmet_request", "veto", "wish", "link_request", "kept_answer"),
}
"""What people have said, done and been told at the earlier event, and links that hold for it alone."""
MOVED = {
    *("block.day", "event.answers_close_at", "event.ends_on", "event.starts_on", "event.wishes_close_at"),
    *("presentation_call.closes_at", "programme_item.day", "programme_item.ends_at", "programme_item.starts_at"),
    *("registration_form.closes_at", "slot.day", "slot.ends_at", "slot.starts_at"),
    *("leg.ends_on", "leg.starts_on"),
}
LEFT = {"event.opens_at", "registration.arrives_day", "registration.leaves_day"}
"""A copy opens when somebody says so, and its people say themselves when they come."""


def test_every_table_of_an_event_is_copied_or_known_to_stay(session, community, anne, earlier):
    """Rows of all copied tables, all dates in them as many days later, and none of any other table."""
    category = basic(session, earlier)
    open_form(session, earlier, {category.id: 7}, closes_at=CLOSES)
    ask(session, earlier)
    call = {"is_open": True, "closes_at": CLOSES, "texts": {"fr": "Vos idées"}, "languages": ["fr"], "lengths": [20]}
    session.add(PresentationCall(event_id=row_id(earlier), limits={"basic": 2, "gone": 1}, **call))
    session.add(CategoryTier(event_id=row_id(earlier), tier="Basic", category_id=category.id))
    session.add(CategoryExclusion(event_id=row_id(earlier), from_id=category.id, to_id=category.id))
    leg = Leg(event_id=row_id(earlier), name="Namur", zone=earlier.zone, starts_on=DAY, ends_on=DAY)
    session.add(leg)
    session.flush()
    low, high = of(session, Venue, earlier)
    low.leg_id = leg.id
    session.add(LegMember(leg_id=row_id(leg), delegation_id=of(session, Delegation, earlier)[0].id))
    session.add(TravelTime(event_id=row_id(earlier), low_id=row_id(low), high_id=row_id(high), minutes=25))
    plan = {"name": "Hall", "columns": 24, "rows": 14}
    session.add(FloorPlan(event_id=row_id(earlier), venue_id=of(session, Venue, earlier)[0].id, **plan))
    session.flush()
    before = {table.name: count(session, table) for table in event_tables()}

    made = copy(session, community, anne, earlier, people=True)

    assert {table.name for table in event_tables() if count(session, table) > before[table.name]} == COPIED
    assert {table.name for table in event_tables()} == COPIED | STAYS
    copied = [table for table in event_tables() if table.name in COPIED]
    assert set().union(*map(dates_to_come, copied)) == MOVED | LEFT
    for name in MOVED:
        old, new = (dates_of(session, name, event) for event in (earlier, made))
        assert new, name
        assert new <= {at + (NEXT - DAY) for at in old}, name
    taken = session.get_one(PresentationCall, made.id)
    kept = {"texts": {"fr": "Vos idées"}, "languages": ["fr"], "lengths": [20], "limits": {"basic": 2}}
    assert taken.model_dump(exclude={"event_id", "closes_at"}) == kept | {"is_open": False}


def count(session, table) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def dates_of(session, name, event) -> set[date | datetime]:
    table, column = name.split(".")
    rows = SQLModel.metadata.tables[table]
    of_event = rows.c.id if table == "event" else rows.c.event_id
    return set(session.execute(select(rows.c[column]).where(of_event == event.id)).scalars())
