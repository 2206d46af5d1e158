"""A new law moves the clocks: two versions of the zone data, read from real files."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from matchmaker.models import Message, ReleaseEntry, Slot
from matchmaker.publishing.commands.zones import check_zones
from tests.builders import factories
from tests.builders.forum import Forum, Seat, make_mailing_forum
from tests.builders.office import Office
from tests.builders.zone_files import law_in_waiting


@pytest.fixture
def new_law(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Call it, and Brussels goes by the clocks of Lisbon: an hour later in UTC."""
    with law_in_waiting(tmp_path) as pass_it:
        yield pass_it


@pytest.fixture
def forum(session: Session) -> Forum:
    return make_mailing_forum(session)


@pytest.fixture
def office(forum: Forum, database_url: str, server) -> Office:
    return Office(forum, database_url, server)


@pytest.fixture
def pair(office: Office):
    one, other = office.forum.join("Nivelyo"), office.forum.join("Meuse Invest")
    for name in ("Nivelyo", "Meuse Invest"):
        office.person(name).language = "en"
    office.forum.wish(one, other)
    return one, other


def test_without_a_new_law_nothing_is_found(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))

    assert check_zones(office.forum.session) == []


def test_the_next_release_of_the_same_schedule_corrects_everybodys_entry(office: Office, pair, new_law) -> None:
    session = office.forum.session
    staff = factories.make_staff(session, office.forum.event, language="en")
    factories.make_staff(session, office.forum.event, active=False)
    (before,) = office.publish(Seat(*pair, slot=0))[office.address("Nivelyo")]

    new_law()
    with office.later():
        (shift,) = check_zones(session)
        assert check_zones(session) == [shift]
    assert (shift.zones, shift.lines) == (("Europe/Brussels",), 2)
    told = session.exec(select(Message).where(Message.kind == "clocks_changed")).all()
    assert [message.recipient for message in told] == [staff.email]
    # what is published stays as it was
    assert {line.starts_at for line in session.exec(select(ReleaseEntry))} == {before.item.starts}

    found = office.publish(Seat(*pair, slot=0))

    assert found.keys() == {office.address("Nivelyo"), office.address("Meuse Invest")}
    (after,) = found[office.address("Nivelyo")]
    assert (after.method, after.item.sequence) == ("REQUEST", 1)
    assert after.item.starts.time() == before.item.starts.time()
    slot = session.exec(select(Slot).order_by(Slot.starts_at)).first()
    assert slot is not None
    assert slot.starts_at == before.item.starts + timedelta(hours=1)
    text = str(after.mail.get_body(("plain",)).get_content())
    assert "The rules for clocks in Brussels have changed." in " ".join(text.split())
    with office.later():
        assert check_zones(session) == []
