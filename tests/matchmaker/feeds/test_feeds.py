"""Feeds: whose they are, what is in them, and how their address is replaced."""

from collections.abc import Callable
from datetime import timedelta

from icalendar import Calendar
from sqlmodel import Session

from matchmaker import feeds
from matchmaker.base import clock
from matchmaker.feeds.commands import rotate
from matchmaker.models import Category, Delegation, EntryState, Event, EventStaff, ReleaseKind
from tests.builders import factories
from tests.builders.published import add_entry, make_registration, publish


def uids(data: bytes) -> list[str]:
    return [str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(data).events]


def states(data: bytes) -> list[str]:
    return [str(event["STATUS"]) for event in Calendar.from_ical(data).events]


def test_an_address_opens_the_feed_of_its_owner_only(session: Session) -> None:
    registration = make_registration(session)
    token = feeds.feed_token(registration)

    key = feeds.read_token(token)

    assert key == feeds.Key(feeds.Scope.PERSON, registration.id, registration.feed_epoch)
    assert feeds.feed_address(registration).endswith(f"/cal/{token}/agenda.ics")
    assert feeds.feed_token(registration) == token


def test_a_token_that_we_never_made_opens_nothing(session: Session) -> None:
    registration = make_registration(session)
    number, epoch, signature = feeds.feed_token(registration).split("-")
    changed = ("0" if signature[0] != "0" else "1") + signature[1:]

    for token in (
        f"{number}-{epoch}-{changed}",
        f"{number}-2-{signature}",
        f"9{number}-{epoch}-{signature}",
        "",
        "é",
        f"d{number}-{epoch}-{signature}",
    ):
        assert feeds.read_token(token) is None


def test_a_new_address_revokes_the_old_one(session: Session) -> None:
    registration = make_registration(session)
    old = feeds.feed_token(registration)

    address = rotate(session, registration)

    assert feeds.current_source(session, feeds.read_token(old)) is None
    assert feeds.current_source(session, feeds.read_token(feeds.feed_token(registration))) is not None
    assert address == feeds.feed_address(registration)
    assert old not in address


def test_the_address_of_a_removed_row_does_not_open_the_next_row_with_its_id(session: Session) -> None:
    registration = make_registration(session)
    delegation = session.get_one(Delegation, registration.delegation_id)
    event, category = session.get_one(Event, registration.event_id), session.get_one(Category, delegation.category_id)
    venue, staff = factories.make_venue(session, event), factories.make_staff(session)
    kinds: list[Callable[..., feeds.Owner]] = [
        lambda **values: factories.make_place(session, venue, **values),
        lambda **values: factories.make_delegation(session, event, category, **values),
        lambda **values: factories.make_registration(session, delegation, **values),
        lambda **values: _added(session, EventStaff(event_id=event.id, staff_id=staff.id, **values)),
    ]

    for add in kinds:
        removed = add()
        number, token = removed.id, feeds.feed_token(removed)
        session.delete(removed)
        session.flush()
        following = add(id=number)  # which SQLite does by itself

        assert feeds.current_source(session, feeds.read_token(token)) is None
        assert feeds.current_source(session, feeds.read_token(feeds.feed_token(following))) is not None


def _added(session: Session, row: EventStaff) -> EventStaff:
    session.add(row)
    session.flush()
    return row


def test_the_feed_has_the_last_release_and_nothing_of_other_people(session: Session) -> None:
    registration = make_registration(session)
    delegation = session.get_one(Delegation, registration.delegation_id)
    colleague = factories.make_registration(session, delegation)
    first, second = publish(session, registration.event_id), publish(session, registration.event_id, 2)
    add_entry(session, first, registration, "m-old")
    add_entry(session, second, registration, "m-new")
    add_entry(session, second, colleague, "m-other")

    assert uids(feeds.write_feed(session, registration)) == ["m-new"]


def test_the_bytes_repeat(session: Session) -> None:
    registration = make_registration(session)
    add_entry(session, publish(session, registration.event_id), registration)

    assert feeds.write_feed(session, registration) == feeds.write_feed(session, registration)


def test_a_provisional_release_is_tentative(session: Session) -> None:
    registration = make_registration(session)
    add_entry(session, publish(session, registration.event_id, kind=ReleaseKind.PROVISIONAL), registration)

    assert states(feeds.write_feed(session, registration)) == ["TENTATIVE"]


def test_a_cancelled_entry_stays_in_the_feed_for_thirty_days_and_never_in_the_download(session: Session) -> None:
    registration = make_registration(session)
    release = publish(session, registration.event_id)
    for uid, days in (("m-recent", 29), ("m-gone", 31)):
        cancelled_at = clock.now() - timedelta(days=days)
        add_entry(session, release, registration, uid, state=EntryState.CANCELLED, cancelled_at=cancelled_at)
    add_entry(session, release, registration, "m-on")

    assert uids(feeds.write_feed(session, registration)) == ["m-on", "m-recent"]
    assert uids(feeds.write_download(session, registration)) == ["m-on"]


def test_before_the_first_release_there_is_nothing_to_see(session: Session) -> None:
    registration = make_registration(session)

    assert uids(feeds.write_feed(session, registration)) == []


def test_the_feed_speaks_the_language_of_its_owner(session: Session) -> None:
    registration = make_registration(session, language="en")
    add_entry(session, publish(session, registration.event_id), registration)

    assert b"You asked for this meeting" in feeds.write_feed(session, registration).replace(b"\r\n ", b"")
