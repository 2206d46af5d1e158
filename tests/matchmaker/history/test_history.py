"""What organisers and administrators see of the history, and for how long it is kept."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from matchmaker.base import clock
from matchmaker.history import queries
from matchmaker.history.commands import forget_old
from matchmaker.history.queries import HistoryFilter, of_community, of_event
from matchmaker.history.rules import Topic
from matchmaker.history.words import history_table, what_was_done, who
from matchmaker.models import CLIENT, Act, AuditEntry, CommunityRole, Person, record
from matchmaker.people.commands.log_ins import note, note_refused
from tests.builders import factories as make

ALL = HistoryFilter()
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def event(session):
    return make.make_event(session, name="Salon")


def listed(session, scope, wanted=ALL):
    lines = queries.read_history(session, scope, wanted).lines
    return [(who(line.entry, "en"), what_was_done(line.entry, "en")) for line in lines]


def test_an_entry_says_when_who_what_whom_and_from_where(session, event):
    registration = make.make_registration(
        session, make.make_delegation(session, event, make.make_category(session, event))
    )
    session.info[CLIENT] = "192.0.2.0/24"

    with time_machine.travel(NOON, tick=False):
        record(session, "Anne", Act.CORRECT_ADDRESS, event_id=event.id, registration=registration.id)

    [line] = queries.read_history(session, of_event(event), ALL).lines
    name = session.get_one(Person, registration.person_id).name
    assert (line.entry.at, line.event, line.entry.client) == (NOON, "Salon", "192.0.2.0/24")
    assert listed(session, of_event(event)) == [("Anne", f"E-mail address of {name} corrected")]


def test_organisers_see_their_event_alone(session, event):
    other = make.make_event(session)
    for one, name in ((event, "Anne"), (other, "Bruno")):
        record(session, name, Act.HABITS, event_id=one.id)
    record(session, "Carla", Act.LOGIN, event_id=None, community=event.community_id)

    assert listed(session, of_event(event)) == [("Anne", "Settings of the mails saved")]


def test_administrators_see_their_community_its_events_and_the_accounts_of_its_staff(session, event):
    ours, theirs = make.make_community(session), make.make_community(session)
    for community in (ours, theirs):
        place = make.make_event(session, community, name=f"Salon of {community.name}")
        staff = make.make_staff(session, name=f"Staff of {community.name}")
        make.make_community_role(session, staff, community, CommunityRole.ORGANISER)
        record(session, "Anne", Act.HABITS, event_id=place.id)
        record(session, "Anne", Act.SAVE_COMMUNITY, event_id=None, community=community.id)
        note(session, staff, Act.LOGIN)

    assert listed(session, of_community(session, ours)) == [
        (f"Staff of {ours.name}", "Logged in"),
        ("Anne", "Settings of the community saved"),
        ("Anne", "Settings of the mails saved"),
    ]


def test_what_belongs_to_no_community_is_seen_by_those_of_the_first(session, event):
    make.make_staff(session, email="dora@cluster.example", email_key="dora@cluster.example", name="Dora")
    second = make.make_community(session)
    session.flush()

    note_refused(session, "Dora@cluster.example")
    note_refused(session, "hunter2")

    wrong, unknown = listed(session, of_community(session, make.home(session)))[::-1]
    assert wrong == ("not known", "Log-in refused: wrong password for the account of Dora")
    assert unknown[1].startswith("Log-in refused: there is no such account (address no. ")
    assert listed(session, of_community(session, second)) == []


def test_an_address_without_an_account_is_kept_as_a_digest(session, event):
    for typed in ("hunter2", "HUNTER2 ", "hunter3"):
        note_refused(session, typed)
    session.flush()

    rows = [session.get_one(AuditEntry, number) for number in (1, 2, 3)]
    digests = [row.details.pop("digest") for row in rows]
    assert digests[0] == digests[1] != digests[2]
    assert [len(digest) for digest in digests] == [8, 8, 8]
    assert [(row.actor, row.subject, row.names, row.details) for row in rows] == [("", "", "", {})] * 3


def test_entries_are_found_by_name_topic_and_day(session, event):
    anne = make.make_staff(session, name="Anne Müller")
    with time_machine.travel(datetime(2027, 3, 1, 23, 30, tzinfo=UTC), tick=False):  # the second in Brussels
        record(session, "Anne Müller", Act.HABITS, event_id=event.id)
    with time_machine.travel(NOON, tick=False):
        record(session, "Bruno", Act.CREATE_ORGANISER, event_id=event.id, staff=anne.id)
        record(session, "Bruno", Act.HABITS, event_id=event.id)
    scope = of_event(event)
    saved, made = "Settings of the mails saved", "Anne Müller became organiser"

    assert listed(session, scope, HistoryFilter(name="MULLER")) == [("Anne Müller", saved), ("Bruno", made)]
    assert listed(session, scope, HistoryFilter(name="%")) == listed(session, scope)
    assert listed(session, scope, HistoryFilter(topic=Topic.ROLES)) == [("Bruno", made)]
    assert listed(session, scope, HistoryFilter(first=date(2027, 3, 2), last=date(2027, 3, 2))) == [
        ("Anne Müller", saved)
    ]
    assert listed(session, scope, HistoryFilter(name="anne", topic=Topic.SETTINGS, last=date(2027, 3, 1))) == []


def test_a_page_has_fifty_lines_the_newest_first(session, event):
    for number in range(51):
        record(session, f"Organiser {number}", Act.HABITS, event_id=event.id)

    first, second, beyond = (queries.read_history(session, of_event(event), ALL, number) for number in (1, 2, 9))

    assert (first.found, first.number, first.of, len(first.lines)) == (51, 1, 2, 50)
    assert first.lines[0].entry.actor == "Organiser 50"
    assert [line.entry.actor for line in second.lines] == ["Organiser 0"]
    assert beyond == second


def test_the_table_has_every_entry_with_wall_times(session, event):
    with time_machine.travel(NOON, tick=False):
        for _ in range(51):
            record(session, "=Anne", Act.HABITS, event_id=event.id)

    table = history_table(queries.read_all_lines(session, of_event(event), ALL), event.zone, "en")

    assert table.headings == ["Day", "Time", "Who", "What", "Event", "From (network)"]
    assert table.rows == [[date(2027, 3, 1), time(13), "=Anne", "Settings of the mails saved", "Salon", ""]] * 51


def test_old_entries_are_forgotten(session, event):
    now = clock.now()
    for days, name in ((366, "old"), (364, "new")):
        with time_machine.travel(now - timedelta(days=days), tick=False):
            record(session, name, Act.HABITS, event_id=event.id)
            session.flush()

    forget_old(session)

    assert [name for name, _ in listed(session, of_event(event))] == ["new"]
