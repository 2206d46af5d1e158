from datetime import UTC, datetime, time, timedelta

import pytest
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.events.queries.events import my_events
from matchmaker.models import (
    Answer,
    Attendance,
    Audience,
    DraftAct,
    DraftEdit,
    EntryKind,
    Event,
    EventKind,
    EventStaff,
    Message,
    ProgrammeKind,
    Release,
    ReleaseEntry,
    ReleaseKind,
    RunState,
    Scenario,
    ScenarioKind,
    SolveRun,
    StaffRole,
    Veto,
)
from matchmaker.overview.queries.dashboard import EventStep, Silence, read_dashboard
from matchmaker.overview.queries.next_step import Next
from matchmaker.releases.queries.releases import read_releases
from tests.builders import factories as make


def save(session: Session, row):
    session.add(row)
    session.flush()
    return row


def make_scenario(session: Session, event: Event, **values) -> Scenario:
    defaults = {"kind": ScenarioKind.SOLVED, "name": "Standard", "status": "optimal"}
    return save(session, Scenario(event_id=event.id, **defaults | values))


def make_release(session: Session, event: Event, scenario: Scenario, readers, number: int = 1, **values) -> Release:
    """A release in which each of `readers` has one line."""
    defaults = {"kind": ReleaseKind.FINAL}
    release = save(session, Release(event_id=event.id, scenario_id=scenario.id, number=number, **defaults | values))
    begin, end = datetime(2027, 3, 11, 8, tzinfo=UTC), datetime(2027, 3, 11, 8, 25, tzinfo=UTC)
    for reader in readers:
        save(
            session,
            ReleaseEntry(
                release_id=release.id,
                registration_id=reader.id,
                kind=EntryKind.PROGRAMME,
                uid=f"p-{number}",
                changed_at=begin,
                created_at=begin,
                day=begin.date(),
                starts=begin.time(),
                ends=end.time(),
                zone=make.ZONE,
                starts_at=begin,
                ends_at=end,
            ),
        )
    return release


@pytest.fixture
def event(session: Session) -> Event:
    """A forum with a venue, slots and one table."""
    event = make.make_event(session)
    venue = make.make_venue(session, event)
    make.make_slots(session, venue)
    make.make_place(session, venue)
    return event


class TestFunnel:
    def test_counts_people_then_delegations_then_wishes(self, session: Session, event: Event):
        basic = make.make_category(session, event)
        one, two, three = (make.make_delegation(session, event, basic) for _ in range(3))
        make.make_registration(session, one, card_done_at=clock.now())
        make.make_registration(session, two)
        unread, unwritten = (make.make_registration(session, three, agreed_at=None) for _ in range(2))
        for reader, sent_at in ((unread, clock.now()), (unwritten, None)):
            mail = {"kind": "campaign", "recipient": "a@b.example", "subject": "x", "mime": b"x", "sent_at": sent_at}
            save(session, Message(event_id=event.id, registration_id=reader.id, **mail))
        make.make_wish(session, one, two, answer=Answer.YES)
        make.make_wish(session, one, three)

        funnel = read_dashboard(session, event).funnel

        assert funnel.invited == EventStep(3, 4)
        assert funnel.agreed == EventStep(2, 4)
        assert funnel.cards == EventStep(1, 4)
        assert funnel.wishes == EventStep(1, 3)
        assert funnel.answers == EventStep(1, 2)

    def test_who_wishes_back_has_answered(self, session: Session, event: Event):
        basic = make.make_category(session, event)
        one, two = (make.make_delegation(session, event, basic) for _ in range(2))
        make.make_wish(session, one, two)
        make.make_wish(session, two, one)

        assert read_dashboard(session, event).funnel.answers == EventStep(2, 2)

    def test_a_veto_needs_no_further_answer(self, session: Session, event: Event):
        basic = make.make_category(session, event)
        one, two = (make.make_delegation(session, event, basic) for _ in range(2))
        make.make_wish(session, one, two)
        save(session, Veto(event_id=event.id, from_id=two.id, against_id=one.id))

        assert read_dashboard(session, event).funnel.answers == EventStep(1, 1)

    def test_withdrawn_people_and_delegations_do_not_count(self, session: Session, event: Event):
        basic = make.make_category(session, event)
        stays = make.make_delegation(session, event, basic)
        gone = make.make_delegation(session, event, basic, withdrawn_at=clock.now())
        make.make_registration(session, stays)
        make.make_registration(session, stays, withdrawn_at=clock.now())
        make.make_registration(session, gone)
        make.make_wish(session, gone, stays)

        funnel = read_dashboard(session, event).funnel

        assert (funnel.invited, funnel.wishes, funnel.answers) == (EventStep(1, 1), EventStep(0, 1), EventStep(0, 0))


class TestSilentPeople:
    def test_each_is_listed_with_what_is_missing(self, session: Session, event: Event):
        basic = make.make_category(session, event)
        busy = make.make_delegation(session, event, basic, make.make_organisation(session, "Alpha"))
        quiet = make.make_delegation(session, event, basic, make.make_organisation(session, "Beta"))
        make.make_registration(session, busy)
        silent = make.make_registration(session, quiet, agreed_at=None)
        make.make_wish(session, busy, quiet)

        (person,) = read_dashboard(session, event).silent

        assert person.registration_id == silent.id
        assert person.organisation == "Beta"
        assert person.missing == {Silence.NOT_AGREED, Silence.NO_WISHES, Silence.UNANSWERED}
        assert person.unanswered == 1

    def test_a_category_without_meetings_owes_no_wishes(self, session: Session, event: Event):
        press = make.make_category(session, event, "press", has_meetings=False)
        make.make_registration(session, make.make_delegation(session, event, press))

        assert read_dashboard(session, event).silent == ()


class TestNextStep:
    def test_goes_from_the_import_to_the_last_release(self, session: Session, event: Event):
        steps = [read_dashboard(session, event).next]
        basic = make.make_category(session, event)
        one, two = (make.make_delegation(session, event, basic) for _ in range(2))
        reader = make.make_registration(session, one)
        steps.append(read_dashboard(session, event).next)
        event.wishes_close_at = event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
        steps.append(read_dashboard(session, event).next)
        make.make_wish(session, one, two)
        steps.append(read_dashboard(session, event).next)
        run = save(session, SolveRun(event_id=event.id, name="Standard", state=RunState.RUNNING))
        steps.append(read_dashboard(session, event).next)
        run.state = RunState.DONE
        scenario = make_scenario(session, event)
        steps.append(read_dashboard(session, event).next)
        make_release(session, event, scenario, [reader], kind=ReleaseKind.PROVISIONAL)
        steps.append(read_dashboard(session, event).next)
        make_release(session, event, scenario, [reader], number=2)
        steps.append(read_dashboard(session, event).next)

        assert steps == [
            Next.IMPORT_PEOPLE,
            Next.WAIT,
            Next.IMPORT_WISHES,
            Next.SOLVE,
            Next.WATCH_RUN,
            Next.PUBLISH,
            Next.FINALISE,
            Next.FOLLOW,
        ]

    def test_before_anybody_has_accepted_they_are_reminded_first(self, session: Session, event: Event):
        event.wishes_close_at = event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
        basic = make.make_category(session, event)
        one, two = (make.make_delegation(session, event, basic) for _ in range(2))
        make.make_registration(session, one, agreed_at=None)
        make.make_wish(session, one, two)
        make_scenario(session, event)

        assert read_dashboard(session, event).next == Next.REMIND

    def test_without_slots_the_structure_comes_first(self, session: Session):
        event = make.make_event(session)
        make.make_registration(session, make.make_delegation(session, event, make.make_category(session, event)))

        assert read_dashboard(session, event).next == Next.STRUCTURE

    def test_first_come_first_served_is_nothing_to_publish(self, session: Session, event: Event):
        make.make_registration(session, make.make_delegation(session, event, make.make_category(session, event)))
        make_scenario(session, event, kind=ScenarioKind.BASELINE)

        view = read_dashboard(session, event)

        assert (view.next, view.scenario_id) == (Next.WAIT, None)

    def test_a_draft_counts_once_somebody_has_changed_it(self, session: Session, event: Event):
        make.make_registration(session, make.make_delegation(session, event, make.make_category(session, event)))
        published = make_scenario(session, event, as_of=clock.now())
        make_release(session, event, published, [])
        values = {"kind": ScenarioKind.DRAFT, "parent_id": published.id}
        copy = make_scenario(session, event, as_of=published.as_of, **values)

        untouched = read_dashboard(session, event)
        edit = {"act": DraftAct.REMOVE, "version": 2, "about": "A – B", "actor": "Anne"}
        save(session, DraftEdit(scenario_id=copy.id, number=1, **edit))
        edited = read_dashboard(session, event)
        repair = make_scenario(session, event, as_of=clock.now() + timedelta(hours=1), **values)
        repaired = read_dashboard(session, event)
        repair.discarded_at = clock.now()
        copy.discarded_at = clock.now()
        session.flush()

        assert (untouched.next, untouched.scenario_id) == (Next.FOLLOW, published.id)
        assert (edited.next, edited.scenario_id) == (Next.DRAFT, copy.id)
        assert (repaired.next, repaired.scenario_id) == (Next.DRAFT, repair.id)
        assert read_dashboard(session, event).next == Next.FOLLOW


class TestReleases:
    def test_readers_are_those_who_looked_at_it_or_a_later_one(self, session: Session, event: Event):
        basic = make.make_category(session, event)
        delegation = make.make_delegation(session, event, basic, make.make_organisation(session, "Alpha"))
        never, first, second = (
            make.make_registration(session, delegation, seen_release=number) for number in (0, 1, 2)
        )
        gone = make.make_registration(session, delegation, withdrawn_at=clock.now())
        scenario = make_scenario(session, event)
        staff = make.make_staff(session, event, name="Anne")
        everyone = [never, first, second, gone]
        make_release(session, event, scenario, everyone, published_by_id=staff.id)
        make_release(session, event, scenario, everyone, number=2)

        newest, oldest = read_releases(session, event.id)

        assert (newest.number, newest.people, newest.seen, newest.published_by) == (2, 3, 1, "")
        assert (oldest.number, oldest.people, oldest.seen, oldest.published_by) == (1, 3, 2, "Anne")


class TestMyEvents:
    def test_lists_what_the_staff_member_organises(self, session: Session):
        mine, other, helped = (make.make_event(session) for _ in range(3))
        staff = make.make_staff(session, mine)
        make.make_staff(session, other)
        save(session, EventStaff(event_id=helped.id, staff_id=staff.id, role=StaffRole.HELPER))
        delegation = make.make_delegation(session, mine, make.make_category(session, mine))
        reader = make.make_registration(session, delegation)
        make_release(session, mine, make_scenario(session, mine), [reader], number=3)

        (card,) = my_events(session, staff.id)

        assert (card.slug, card.people, card.release) == (mine.slug, 1, 3)


def test_at_a_mission_those_who_receive_are_not_waited_for_as_those_who_travel(session: Session):
    event = make.make_event(session, kind=EventKind.MISSION)
    category = make.make_category(session, event)
    traveller, host = (
        make.make_registration(session, make.make_delegation(session, event, category), agreed_at=None)
        for _ in range(2)
    )
    nowhere = read_dashboard(session, event)
    leg = make.make_leg(session, event, "Helsinki", "Europe/Helsinki")
    venue = make.make_venue(session, event, leg_id=leg.id)
    flight = {"kind": ProgrammeKind.TRANSFER, "audience": Audience.CHOSEN}
    item = make.make_programme_item(session, venue, starts=time(9), ends=time(11), **flight)
    save(session, Attendance(item_id=item.id, registration_id=traveller.id))

    view = read_dashboard(session, event)

    assert (nowhere.next, nowhere.receiving, nowhere.funnel.invited.of) == (Next.CITIES, 0, 2)
    assert (view.next, view.receiving, view.funnel.invited.of) == (Next.STRUCTURE, 1, 1)
    missing = {person.registration_id: (person.receives, person.missing) for person in view.silent}
    assert missing == {
        traveller.id: (False, {Silence.NOT_AGREED, Silence.NO_WISHES}),
        host.id: (True, {Silence.NOT_AGREED}),
    }
