"""Who comes along to a meeting, in the agendas and calendars of everybody who is there."""

from dataclasses import replace

import pytest
from sqlmodel import select

from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.calendars import texts
from matchmaker.calendars.along import as_what, with_whom
from matchmaker.calendars.entry import Entry
from matchmaker.models import Companion, EntryKind, ReleaseEntry, ReleaseKind, Role
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.agenda import read_agenda
from matchmaker.releases.queries.difference import read_difference
from matchmaker.releases.queries.published import standing_meetings
from matchmaker.releases.rules.succession import change_kind, fingerprint
from tests.builders.along import Abroad, join_along, make_abroad
from tests.builders.forum import Seat


@pytest.fixture
def abroad(forum) -> Abroad:
    return make_abroad(forum)


def publish(abroad: Abroad, *along, expected: int = 0, slot: int = 0):
    """Publish the one meeting of Nivelyo with Revontuli."""
    forum = abroad.forum
    scenario = forum.scenario(Seat(abroad.ours, abroad.one, slot=slot, along=along))
    publish_scenario(
        forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=expected
    )
    return scenario


def copies(abroad: Abroad, release: int = 1) -> dict[str, ReleaseEntry]:
    """The copies of the meeting in a release, by whose they are."""
    names = {one.id: name for name, one in abroad.forum.people.items()}
    entries = abroad.forum.session.exec(select(ReleaseEntry).where(ReleaseEntry.kind == EntryKind.MEETING)).all()
    last = sorted({entry.release_id for entry in entries})[release - 1]
    return {names[entry.registration_id]: entry for entry in entries if entry.release_id == last}


def test_each_side_reads_who_interprets_and_the_interpreter_reads_of_both(abroad):
    publish(abroad, abroad.kaisa)

    found = copies(abroad)

    assert found.keys() == {"Nivelyo", "Revontuli", "Kaisa"}
    assert with_whom(found["Nivelyo"].details, "en") == ["With interpreter: Kaisa Niemi"]
    kaisa = found["Kaisa"].details
    assert (kaisa["role"], kaisa["other"]["organisation"]) == ("interpreter", "Nivelyo – Revontuli")
    assert [side["organisation"] for side in kaisa["sides"]] == ["Nivelyo", "Revontuli"]
    assert (kaisa["why"]["mine"], with_whom(kaisa, "en"), as_what(kaisa, "en")) == (None, [], "You interpret")
    assert {(entry.uid, entry.starts_at, entry.sequence) for entry in found.values()} == {
        (found["Kaisa"].uid, found["Kaisa"].starts_at, 0)
    }


def test_a_calendar_says_it_too(abroad):
    publish(abroad, abroad.kaisa)
    found = copies(abroad)

    ours, kaisa = (texts.who(Entry.of(found[name]), "en") for name in ("Nivelyo", "Kaisa"))

    assert "With interpreter: Kaisa Niemi" in ours
    assert kaisa[0] == "You interpret."
    assert [block.splitlines()[0] for block in kaisa[1:]] == ["Nivelyo:", "Revontuli:"]


def test_who_joins_by_name_is_named_to_the_interpreter_as_well(abroad):
    session, (low, high) = abroad.forum.session, abroad.pairs[0]
    head = join_along(abroad.forum, "Bernadette", Role.HEAD, "fr")
    row = Companion(event_id=abroad.forum.event.id, low_id=low, high_id=high, registration_id=head.id)
    session.add(row)
    publish(abroad, abroad.kaisa, head)

    found = copies(abroad)

    assert with_whom(found["Revontuli"].details, "en") == [
        "With interpreter: Kaisa Niemi",
        "With the head of delegation: Bernadette Niemi",
    ]
    assert with_whom(found["Kaisa"].details, "en") == ["With the head of delegation: Bernadette Niemi"]


def test_another_interpreter_is_a_change_that_everybody_is_told_once(abroad):
    publish(abroad, abroad.kaisa)
    forum = abroad.forum
    scenario = forum.scenario(Seat(abroad.ours, abroad.one, slot=0, along=(abroad.tuomas,)))

    difference = read_difference(forum.session, forum.event, scenario, language="en")
    publish(abroad, abroad.tuomas, expected=1)

    (line,) = difference.lines
    assert (line.kind, line.title, line.people) == ("people", "Nivelyo – Revontuli", 4)
    before, after = copies(abroad), copies(abroad, 2)
    assert {name: entry.sequence for name, entry in after.items()} == dict.fromkeys(after, 1)
    assert after["Kaisa"].stands is False
    assert change_kind(before["Nivelyo"], after["Nivelyo"]) == "people"
    assert fingerprint(before["Nivelyo"]) != fingerprint(after["Nivelyo"])


def test_published_again_nothing_has_changed(abroad):
    publish(abroad, abroad.kaisa)
    publish(abroad, abroad.kaisa, expected=1)

    assert {entry.sequence for entry in copies(abroad, 2).values()} == {0}


def test_one_line_of_a_meeting_is_that_of_a_side(abroad):
    publish(abroad, abroad.kaisa)

    (entry,) = standing_meetings(abroad.forum.session, abroad.forum.event.id).values()

    assert "role" not in entry.details


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_it_is_said_in_each_language(abroad, language):
    publish(abroad, abroad.kaisa)
    found = copies(abroad)

    told, own = with_whom(found["Nivelyo"].details, language), as_what(found["Kaisa"].details, language)

    assert "Kaisa Niemi" in told[0]
    assert (language == "en") == (told[0].startswith("With interpreter") and own == "You interpret")


def test_an_interpreter_has_an_agenda_of_their_own(abroad):
    publish(abroad, abroad.kaisa)

    agenda = read_agenda(abroad.forum.session, abroad.kaisa.id, language="en")

    (line,) = agenda.lines
    assert (agenda.meetings, line.meeting["other"]["organisation"]) == (1, "Nivelyo – Revontuli")
    assert replace(line.spot, people=()) == replace(
        read_agenda(abroad.forum.session, abroad.forum.people["Nivelyo"].id, language="en").lines[0].spot, people=()
    )
