"""Calendars of several people: an organisation's, the organisers' and a table's."""

from datetime import time, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import Session

from matchmaker import feeds
from matchmaker.base import clock
from matchmaker.feeds.commands import rotate
from matchmaker.models import (
    Delegation,
    EntryKind,
    EntryState,
    Person,
    Registration,
    Release,
    ReleaseKind,
    Staff,
    StaffRole,
)
from matchmaker.people.commands.accounts import remove_organiser
from matchmaker.people.queries.access import role_at
from tests.builders import factories
from tests.builders.published import add_entry
from tests.builders.shared_feeds import Forum


@pytest.fixture
def forum(session: Session) -> Forum:
    event = factories.make_event(session, language="en")
    category = factories.make_category(session, event)
    numalis = factories.make_delegation(session, event, category, factories.make_organisation(session, "Numalis"))
    wallosoft = factories.make_delegation(session, event, category, factories.make_organisation(session, "Wallosoft"))
    venue = factories.make_venue(session, event)

    def register(delegation: Delegation, first: str, last: str) -> Registration:
        organisation = factories.make_organisation(session)
        someone = factories.make_person(session, organisation, first_name=first, last_name=last)
        return factories.make_registration(session, delegation, someone)

    return Forum(
        session,
        event,
        role_at(session, event.id, factories.make_staff(session, event).id),
        numalis,
        register(numalis, "Zoé", "Lambert"),
        register(numalis, "Ada", "Thys"),
        register(wallosoft, "Pierre", "Ôté"),
        factories.make_place(session, venue, "12"),
        factories.make_place(session, venue, "5"),
    )


def events(data: bytes) -> list[dict[str, str]]:
    found = Calendar.from_ical(data).events
    uids = [str(event["UID"]) for event in found]
    assert len(uids) == len(set(uids))
    return [{name: str(event[name]) for name in event} | {"UID": str(event["UID"]).split("@")[0]} for event in found]


def titles(data: bytes) -> list[str]:
    return [event["SUMMARY"] for event in events(data)]


def test_colleagues_of_one_meeting_have_one_entry_with_both_names(forum: Forum) -> None:
    forum.meet(forum.release(), forum.zoe, forum.ada)

    assert titles(feeds.write_feed(forum.session, forum.numalis)) == ["Zoé Lambert, Ada Thys → Wallosoft"]
    assert titles(feeds.write_feed(forum.session, forum.organiser)) == ["Numalis – Wallosoft"]


def test_each_programme_item_of_an_organisation_says_who_goes(forum: Forum) -> None:
    release = forum.release()
    forum.lunch(release, forum.zoe, forum.ada, forum.pierre)

    assert titles(feeds.write_feed(forum.session, forum.numalis)) == ["Lunch (Zoé Lambert, Ada Thys)"]
    assert titles(feeds.write_feed(forum.session, forum.organiser)) == ["Lunch"]


def test_the_organisers_calendar_names_speakers_and_counts_those_who_listen(forum: Forum) -> None:
    release = forum.release()
    forum.lunch(release, forum.ada, forum.pierre)
    forum.lunch(release, forum.zoe, kind=EntryKind.PRESENTATION)

    (talk,) = events(feeds.write_feed(forum.session, forum.organiser))

    assert talk["SUMMARY"] == "Lunch (Zoé Lambert)"
    assert "3 people take part." in talk["DESCRIPTION"]


def test_an_organisation_sees_nothing_of_others(forum: Forum) -> None:
    release = forum.release()
    add_entry(forum.session, release, forum.pierre, "m-other")
    forum.meet(release, forum.zoe)

    assert [event["UID"] for event in events(feeds.write_feed(forum.session, forum.numalis))] == ["m-1"]


@pytest.mark.parametrize("scope", ["numalis", "organiser"])
def test_shared_calendars_keep_wishes_to_the_two_sides(forum: Forum, scope: str) -> None:
    forum.meet(forum.release(), forum.zoe)

    (meeting,) = events(feeds.write_feed(forum.session, getattr(forum, scope)))

    assert "asked" not in meeting["DESCRIPTION"]
    assert "list" not in meeting["DESCRIPTION"]
    assert "Pierre Ôté" in meeting["DESCRIPTION"]


def test_a_table_names_organisations_and_no_person_address_or_page(forum: Forum) -> None:
    forum.meet(forum.release(), forum.zoe)

    (meeting,) = events(feeds.write_feed(forum.session, forum.table))

    assert meeting["SUMMARY"] == "Numalis – Wallosoft"
    assert "URL" not in meeting
    text = feeds.write_feed(forum.session, forum.table).replace(b"\r\n ", b"").decode()
    for private in ("Pierre", "Zoé", "CTO", "asked", "/agenda"):
        assert private not in text
    assert titles(feeds.write_feed(forum.session, forum.other_table)) == []


def test_a_meeting_that_moves_to_another_table_is_cancelled_at_the_first_for_thirty_days(forum: Forum) -> None:
    forum.meet(forum.release(1, days_ago=40), forum.zoe)
    forum.meet(forum.release(2, days_ago=20), forum.zoe, place="5")

    (left,) = events(feeds.write_feed(forum.session, forum.table))
    (stays,) = events(feeds.write_feed(forum.session, forum.other_table))

    assert (left["STATUS"], left["SEQUENCE"], left["SUMMARY"]) == ("CANCELLED", "2", "Cancelled: Numalis – Wallosoft")
    assert (stays["STATUS"], stays["SEQUENCE"]) == ("CONFIRMED", "2")
    forum.session.get_one(Release, 2).published_at -= timedelta(days=12)
    assert events(feeds.write_feed(forum.session, forum.table)) == []


def test_the_sequence_of_a_shared_entry_rises_with_each_change_and_never_falls(forum: Forum) -> None:
    first, second = forum.release(1, days_ago=90), forum.release(2, days_ago=80)
    forum.lunch(first, forum.zoe, forum.ada)
    forum.lunch(second, forum.zoe, changed_at=first.published_at)
    cancelled = {"state": EntryState.CANCELLED, "cancelled_at": second.published_at}
    forum.lunch(second, forum.ada, **cancelled)

    def sequence() -> tuple[str, str]:
        (lunch,) = events(feeds.write_feed(forum.session, forum.numalis))
        return lunch["SEQUENCE"], lunch["SUMMARY"]

    after_cancelling = sequence()
    forum.lunch(forum.release(3), forum.zoe, changed_at=first.published_at)  # the cancelled copy is carried no more

    assert after_cancelling == ("2", "Lunch (Zoé Lambert)")
    assert sequence() == ("2", "Lunch (Zoé Lambert)")


def test_a_colleague_who_is_replaced_leaves_the_meeting_standing(forum: Forum) -> None:
    forum.meet(forum.release(1, days_ago=3), forum.zoe)
    second = forum.release(2)
    forum.meet(second, forum.ada)
    gone = {"state": EntryState.CANCELLED, "cancelled_at": second.published_at, "changed_at": second.published_at}
    add_entry(forum.session, second, forum.zoe, "m-1", **gone)

    (meeting,) = events(feeds.write_feed(forum.session, forum.numalis))

    assert (meeting["STATUS"], meeting["SUMMARY"]) == ("CONFIRMED", "Ada Thys → Wallosoft")


def test_what_is_cancelled_for_all_stays_for_thirty_days_and_never_in_the_file(forum: Forum) -> None:
    release = forum.release(1)
    for uid, days in (("m-1", 29), ("m-2", 32)):
        at = clock.now() - timedelta(days=days)
        forum.meet(release, forum.zoe, uid=uid, state=EntryState.CANCELLED, cancelled_at=at, changed_at=at)

    for owner in (forum.numalis, forum.organiser, forum.table):
        assert [event["UID"] for event in events(feeds.write_feed(forum.session, owner))] == ["m-1"]
        assert events(feeds.write_download(forum.session, owner)) == []


def test_shared_files_ring_no_alarms(forum: Forum) -> None:
    forum.meet(forum.release(), forum.zoe)

    assert b"VALARM" not in feeds.write_download(forum.session, forum.numalis)
    assert b"VALARM" in feeds.write_download(forum.session, forum.zoe)


def test_names_of_calendars_say_whose_they_are(forum: Forum) -> None:
    def name(owner: feeds.Owner) -> str:
        return str(Calendar.from_ical(feeds.write_feed(forum.session, owner))["NAME"])

    event = forum.event.name

    assert [name(owner) for owner in (forum.zoe, forum.numalis, forum.organiser, forum.table)] == [
        event,
        f"{event} – Numalis",
        event,
        f"{event} – Table 12",
    ]


def test_each_scope_has_an_address_of_its_own_and_revokes_it_alone(forum: Forum) -> None:
    owners = (forum.zoe, forum.numalis, forum.organiser, forum.table)
    before = [feeds.feed_token(owner) for owner in owners]

    rotate(forum.session, forum.numalis)

    opened = [feeds.current_source(forum.session, feeds.read_token(token)) is not None for token in before]
    assert opened == [True, False, True, True]


def test_an_etag_names_exactly_one_calendar(forum: Forum) -> None:
    """Whatever changes the bytes changes the digest of its source: one name, one content."""
    seen: dict[str, bytes] = {}

    def look(*owners: feeds.Owner) -> None:
        for owner in owners or (forum.zoe, forum.ada, forum.numalis, forum.organiser, forum.table):
            source = feeds.current_source(forum.session, feeds.read_token(feeds.feed_token(owner)))
            data = feeds.write_calendar(forum.session, source)
            assert seen.setdefault(source.digest, data) == data

    look()
    forum.meet(forum.release(1, kind=ReleaseKind.PROVISIONAL), forum.zoe)
    look()
    forum.meet(forum.release(2), forum.zoe, forum.ada, starts=time(10), ends=time(10, 25))
    look()
    someone = forum.session.get_one(Person, forum.zoe.person_id)
    someone.language = "en"
    look(forum.zoe)
    forum.event.name = "Another name"
    look()
    someone.last_name = "Renamed"
    look(forum.numalis)

    assert len(seen) == 22  # each step but those that touch only one reader's calendar makes five


def test_who_withdrew_learns_of_the_cancellations_for_thirty_days(forum: Forum) -> None:
    key = feeds.read_token(feeds.feed_token(forum.zoe))

    forum.zoe.withdrawn_at = clock.now() - timedelta(days=29)
    lately = feeds.current_source(forum.session, key)
    forum.zoe.withdrawn_at = clock.now() - timedelta(days=31)
    forum.session.flush()

    assert lately is not None
    assert feeds.current_source(forum.session, key) is None


def test_a_row_that_is_gone_has_no_feed(forum: Forum) -> None:
    key = feeds.read_token(feeds.feed_token(forum.other_table))
    forum.session.delete(forum.other_table)
    forum.session.flush()

    assert feeds.current_source(forum.session, key) is None


@pytest.mark.parametrize("end", ["removed", "helper", "inactive"])
def test_whoever_organises_no_longer_reads_no_longer(forum: Forum, end: str) -> None:
    key = feeds.read_token(feeds.feed_token(forum.organiser))
    colleague = role_at(forum.session, forum.event.id, factories.make_staff(forum.session, forum.event).id)
    assert feeds.current_source(forum.session, key) is not None

    staff = forum.session.get_one(Staff, forum.organiser.staff_id)
    if end == "removed":
        remove_organiser(forum.session, staff.email, forum.event)
    elif end == "helper":
        forum.organiser.role = StaffRole.HELPER
    else:
        staff.active = False
    forum.session.flush()

    assert feeds.current_source(forum.session, key) is None
    assert feeds.current_source(forum.session, feeds.read_token(feeds.feed_token(colleague))) is not None
