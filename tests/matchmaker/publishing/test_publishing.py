"""Publishing over a small life: what calendars and people get told, release after release."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import AuditEntry, EntryState, Meeting, Message, Release, ReleaseEntry, ReleaseKind, Veto
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories
from tests.builders.forum import Seat, make_forum

FINAL, PROVISIONAL = ReleaseKind.FINAL, ReleaseKind.PROVISIONAL


class Office:
    """The organisers: they publish by hand-made scenarios, an hour apart."""

    def __init__(self, forum) -> None:
        self.forum, self.session = forum, forum.session
        self.number = 0

    def publish(self, *seats: Seat, kind: ReleaseKind = FINAL) -> Release:
        with time_machine.travel(datetime(2027, 3, 1, 8 + self.number, tzinfo=UTC), tick=False):
            scenario = self.forum.scenario(*seats)
            release = publish_scenario(
                self.session, self.forum.event, scenario, kind=kind, staff_id=None, expected_release=self.number
            )
        self.number = release.number
        return release

    def lines(self, release: Release) -> dict[str, tuple]:
        """State, sequence and time of change (as the number of the release that changed it), by person."""
        entries = self.session.exec(select(ReleaseEntry).where(col(ReleaseEntry.release_id) == release.id))
        names = {person.id: name for name, person in self.forum.people.items()}
        return {
            names[entry.registration_id]: (entry.state.value, entry.sequence, entry.changed_at.hour - 7)
            for entry in entries
        }

    def told(self, release: Release) -> set[str]:
        names = {person.id: name for name, person in self.forum.people.items()}
        messages = self.session.exec(select(Message).where(col(Message.dedupe_key).like(f"release:{release.id}:%")))
        return {names[message.registration_id] for message in messages}


@pytest.fixture
def pair(forum):
    """Nivelyo and Meuse Invest, who have agreed to meet."""
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    forum.wish(one, other)
    return one, other


def test_the_life_of_a_meeting(forum, pair):
    office = Office(forum)
    both = {"Nivelyo", "Meuse Invest"}

    first = office.publish(Seat(*pair, slot=0))
    assert office.lines(first) == dict.fromkeys(both, ("confirmed", 0, 1))
    assert office.told(first) == both

    same = office.publish(Seat(*pair, slot=0))
    assert office.lines(same) == dict.fromkeys(both, ("confirmed", 0, 1))
    assert office.told(same) == set()

    moved = office.publish(Seat(*pair, slot=2))
    assert office.lines(moved) == dict.fromkeys(both, ("confirmed", 1, 3))
    assert office.told(moved) == both

    moved_back = office.publish(Seat(*pair, slot=0))
    assert office.lines(moved_back) == dict.fromkeys(both, ("confirmed", 2, 4))

    cancelled = office.publish()
    assert office.lines(cancelled) == dict.fromkeys(both, ("cancelled", 3, 5))
    assert office.told(cancelled) == both

    still_cancelled = office.publish()
    assert office.lines(still_cancelled) == dict.fromkeys(both, ("cancelled", 3, 5))
    assert office.told(still_cancelled) == set()

    back = office.publish(Seat(*pair, slot=0))
    assert office.lines(back) == dict.fromkeys(both, ("confirmed", 4, 7))
    assert office.told(back) == both

    meeting = forum.session.exec(select(Meeting)).one()
    entries = forum.session.exec(select(ReleaseEntry)).all()
    assert {entry.uid for entry in entries} == {f"m-{meeting.uid}"}
    assert {entry.created_at.hour for entry in entries} == {8}
    assert meeting.sequence == 4


def test_another_pair_is_another_meeting(forum, pair):
    third = forum.join("Lumo")
    forum.wish(pair[0], third, rank=2)
    office = Office(forum)
    office.publish(Seat(*pair, slot=0))

    release = office.publish(Seat(pair[0], third, slot=0))

    entries = forum.session.exec(
        select(ReleaseEntry).where(
            col(ReleaseEntry.release_id) == release.id,
            col(ReleaseEntry.registration_id) == forum.people["Nivelyo"].id,
        )
    ).all()
    assert {(entry.state, entry.sequence) for entry in entries} == {
        (EntryState.CONFIRMED, 0),
        (EntryState.CANCELLED, 1),
    }
    assert len({entry.uid for entry in entries}) == 2


def test_who_takes_over_gets_the_meeting_and_who_leaves_a_cancellation(forum, pair):
    forum.people["colleague"] = factories.make_registration(forum.session, pair[1])
    office = Office(forum)
    office.publish(Seat(*pair, slot=0))

    release = office.publish(Seat(*pair, slot=0, people=(forum.people["colleague"],)))

    assert office.lines(release) == {
        "Nivelyo": ("confirmed", 1, 2),
        "colleague": ("confirmed", 1, 2),
        "Meuse Invest": ("cancelled", 1, 2),
    }
    assert office.told(release) == {"Nivelyo", "colleague", "Meuse Invest"}


def test_another_table_raises_the_sequence(session):
    forum = make_forum(session, tables=2)
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    forum.wish(one, other)
    office = Office(forum)
    office.publish(Seat(one, other, slot=0, table=0))

    release = office.publish(Seat(one, other, slot=0, table=1))

    assert office.lines(release) == dict.fromkeys(("Nivelyo", "Meuse Invest"), ("confirmed", 1, 2))


def test_a_new_name_renews_the_entry_but_sends_no_mail(forum, pair):
    office = Office(forum)
    office.publish(Seat(*pair, slot=0))
    forum.facts().organisations[pair[1].id].name = "Meuse Invest & Partners"

    release = office.publish(Seat(*pair, slot=0))

    assert office.lines(release) == dict.fromkeys(("Nivelyo", "Meuse Invest"), ("confirmed", 0, 2))
    assert office.told(release) == set()


def test_provisional_announces_itself_once_and_final_confirms_everything(forum, pair):
    office = Office(forum)
    both = {"Nivelyo", "Meuse Invest"}

    first = office.publish(Seat(*pair, slot=0), kind=PROVISIONAL)
    moved = office.publish(Seat(*pair, slot=1), kind=PROVISIONAL)
    final = office.publish(Seat(*pair, slot=1))

    assert [office.told(release) for release in (first, moved, final)] == [both, set(), both]
    assert office.lines(moved) == dict.fromkeys(both, ("confirmed", 1, 2))
    assert office.lines(final) == dict.fromkeys(both, ("confirmed", 2, 3))
    kinds = forum.session.exec(select(col(Message.kind)).order_by(col(Message.id))).all()
    assert kinds == ["provisional_published"] * 2 + ["schedule_published"] * 2


def test_nothing_provisional_follows_a_final_release(forum, pair):
    office = Office(forum)
    office.publish(Seat(*pair, slot=0))

    with pytest.raises(InvalidInput, match="Release 1 is final"):
        office.publish(Seat(*pair, slot=1), kind=PROVISIONAL)

    assert office.told(office.publish(Seat(*pair, slot=1))) == {"Nivelyo", "Meuse Invest"}


def test_programme_items_have_a_sequence_of_their_own(forum, pair):
    lunch = factories.make_programme_item(forum.session, forum.venue, starts=time(12), ends=time(13), room="Hall")
    office = Office(forum)
    first = office.publish()
    lunch.titles = {"fr": "Repas"}
    renamed = office.publish()
    lunch.room = "Terrace"
    moved = office.publish()

    both = ("Nivelyo", "Meuse Invest")
    assert office.lines(first) == dict.fromkeys(both, ("confirmed", 0, 1))
    assert office.lines(renamed) == dict.fromkeys(both, ("confirmed", 0, 2))
    assert office.lines(moved) == dict.fromkeys(both, ("confirmed", 1, 3))
    assert [office.told(release) for release in (first, renamed, moved)] == [set(both), set(), set(both)]


def test_who_has_not_registered_or_has_withdrawn_gets_nothing(forum, pair):
    factories.make_programme_item(forum.session, forum.venue, starts=time(12), ends=time(13))
    forum.people["Nivelyo"].agreed_at = None
    forum.people["Meuse Invest"].withdrawn_at = clock.now()

    release = Office(forum).publish()

    assert forum.session.exec(select(ReleaseEntry).where(col(ReleaseEntry.release_id) == release.id)).all() == []


def test_nothing_is_published_over_a_release_that_one_has_not_seen(forum, pair):
    office = Office(forum)
    office.publish(Seat(*pair, slot=0))
    scenario = forum.scenario(Seat(*pair, slot=1))

    with pytest.raises(Stale, match="Release 1 has come out meanwhile"):
        publish_scenario(forum.session, forum.event, scenario, kind=FINAL, staff_id=None, expected_release=0)

    assert len(forum.session.exec(select(Release)).all()) == 1


def withdraw(forum, one, other):
    other.withdrawn_at = clock.now()


def veto(forum, one, other):
    forum.session.add(Veto(event_id=forum.event.id, from_id=other.id, against_id=one.id))


def be_absent(forum, one, other):
    factories.make_absence(forum.session, forum.people["Meuse Invest"], time(9), time(10))


def lower_the_limit(forum, one, other):
    other.max_meetings = 0


@pytest.mark.parametrize("change", [withdraw, veto, be_absent, lower_the_limit])
def test_what_no_longer_fits_the_rows_is_refused_by_name(forum, pair, change):
    scenario = forum.scenario(Seat(*pair, slot=0))
    change(forum, *pair)
    forum.session.flush()

    with pytest.raises(InvalidInput, match="Nivelyo – Meuse Invest"):
        publish_scenario(forum.session, forum.event, scenario, kind=FINAL, staff_id=None, expected_release=0)


def test_a_schedule_of_another_event_or_an_impossible_one_is_refused(forum, pair):
    foreign = make_forum(forum.session).scenario()
    impossible = forum.scenario()
    impossible.status = "infeasible"

    for scenario, words in ((foreign, "another event"), (impossible, "impossible")):
        with pytest.raises(InvalidInput, match=words):
            publish_scenario(forum.session, forum.event, scenario, kind=FINAL, staff_id=None, expected_release=0)


def test_publishing_is_written_down(forum, pair):
    staff = factories.make_staff(forum.session, forum.event)
    scenario = forum.scenario(Seat(*pair, slot=0))

    with time_machine.travel(clock.now(), tick=False):
        release = publish_scenario(
            forum.session, forum.event, scenario, kind=FINAL, staff_id=staff.id, expected_release=0
        )

    entry = forum.session.exec(select(AuditEntry)).one()
    assert (entry.actor, entry.verb, entry.at) == ("Anne Staff", "publish", release.published_at)
    assert entry.details == {"release": 1, "kind": "final", "scenario": scenario.id, "meetings": 1, "told": 2}


def test_cancelled_lines_leave_after_thirty_days(forum, pair):
    office = Office(forum)
    office.publish(Seat(*pair, slot=0))
    office.publish()
    office.session.flush()
    scenario = forum.scenario()

    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC) + timedelta(days=30), tick=False):
        release = publish_scenario(forum.session, forum.event, scenario, kind=FINAL, staff_id=None, expected_release=2)

    assert office.lines(release) == {}
