"""What a person reads: the last release and nothing live, what changed since the last look, wishes not met."""

from datetime import time

import pytest

from matchmaker.models import (
    Agreement,
    Answer,
    Attendance,
    Audience,
    Registration,
    ReleaseKind,
    Strength,
    UnmetRequest,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.commands import mark_seen, note_changes
from matchmaker.releases.queries.agenda import read_agenda
from matchmaker.scheduling.rules.reasons import UnmetReason, for_participant
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.vetoes import add_veto
from tests.builders import factories
from tests.builders.forum import Seat, make_forum


def release(forum, *seats, number=0, kind=ReleaseKind.FINAL, unmet=()):
    """Publish a schedule; `unmet` are the solver's reasons: two delegations, code, witness."""
    scenario = forum.scenario(*seats)
    for one, other, code, witness in unmet:
        low, high = sorted((one.id, other.id))
        forum.session.add(UnmetRequest(scenario_id=scenario.id, low_id=low, high_id=high, code=code, witness=witness))
    forum.session.flush()
    publish_scenario(forum.session, forum.event, scenario, kind=kind, staff_id=None, expected_release=number)
    return scenario


def agenda_of(forum, name="Nivelyo"):
    return read_agenda(forum.session, forum.people[name].id, language="en")


@pytest.fixture
def pair(forum):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    forum.wish(one, other, strength=Strength.MUST, rank=1)
    return one, other


def test_before_the_first_release_there_is_no_agenda(forum, pair):
    assert agenda_of(forum) is None


def test_an_agenda_says_who_where_when_and_why(forum, pair):
    factories.make_programme_item(
        forum.session, forum.venue, starts=time(12), ends=time(13), room="Hall", titles={"fr": "Repas", "en": "Lunch"}
    )
    release(forum, Seat(*pair, slot=1))

    found = agenda_of(forum)

    assert (found.number, found.kind, found.seen, found.changes, found.unmet) == (1, "final", 0, (), ())
    (day,) = found.days
    meeting, lunch = day.lines
    assert (day.day, day.zone, found.meetings) == (factories.DAY, "Europe/Brussels", 1)
    assert (meeting.spot.starts, meeting.minutes, meeting.spot.place) == (time(9, 30), 25, forum.tables[0].code)
    assert meeting.meeting["other"]["organisation"] == "Meuse Invest"
    assert meeting.meeting["why"] == {
        "mine": {"rank": 1, "strength": "must"},
        "theirs": None,
        "my_answer": None,
        "their_answer": "yes",
    }
    assert (lunch.programme["titles"]["en"], lunch.spot.place, lunch.spot.place_kind) == ("Lunch", "Hall", "room")
    assert (meeting.free_before, lunch.free_before) == (0, 125)


def test_the_other_side_reads_the_same_meeting_the_other_way_round(forum, pair):
    release(forum, Seat(*pair, slot=1))

    (line,) = agenda_of(forum, "Meuse Invest").lines

    assert (line.meeting["own"]["organisation"], line.meeting["other"]["organisation"]) == ("Meuse Invest", "Nivelyo")
    assert line.meeting["why"] == {
        "mine": None,
        "theirs": {"rank": 1, "strength": "must"},
        "my_answer": "yes",
        "their_answer": None,
    }


def test_what_was_published_stays_whatever_happens_to_the_rows(forum, pair):
    release(forum, Seat(*pair, slot=0))
    before = agenda_of(forum)
    facts = forum.facts()
    facts.organisations[pair[1].id].name = "Another Name"
    facts.persons[forum.people["Meuse Invest"].id].last_name = "Another"
    forum.venue.name, forum.tables[0].code, forum.event.name = "Elsewhere", "T99", "Another forum"
    forum.scenario(Seat(*pair, slot=3))
    forum.session.flush()
    forum.session.expire_all()

    after = agenda_of(forum)

    assert [line.spot for line in after.lines] == [line.spot for line in before.lines]
    assert [line.meeting for line in after.lines] == [line.meeting for line in before.lines]


def test_changes_are_counted_from_the_release_that_the_person_saw(forum, pair):
    third, fourth = forum.join("Lumo"), forum.join("Kortrijk Payments")
    for rank, other in enumerate((third, fourth), start=2):
        forum.wish(pair[0], other, rank=rank)
    release(forum, Seat(*pair, slot=0), Seat(pair[0], third, slot=1))
    mark_seen(forum.session, forum.people["Nivelyo"].id, 1)
    release(forum, Seat(*pair, slot=2), Seat(pair[0], third, slot=1), number=1)
    release(forum, Seat(*pair, slot=3), Seat(pair[0], fourth, slot=1), number=2)
    forum.session.expire_all()

    found = agenda_of(forum)

    changes = {change.title("en"): change for change in found.changes}
    assert {title: change.kind for title, change in changes.items()} == {
        "Meuse Invest": "moved",
        "Lumo": "cancelled",
        "Kortrijk Payments": "new",
    }
    moved = changes["Meuse Invest"]
    assert (moved.before.starts, moved.after.starts) == (time(9), time(10, 30))
    assert (changes["Lumo"].after, changes["Kortrijk Payments"].before) == (None, None)
    assert [line.change for line in found.lines] == [changes["Kortrijk Payments"], moved]
    assert [line.spot.starts for line in found.cancelled] == [time(9, 30)]


def test_changes_are_shown_until_they_are_noted_and_seeing_never_goes_back(forum, pair):
    person = forum.people["Nivelyo"]
    release(forum, Seat(*pair, slot=0))
    mark_seen(forum.session, person.id, 1)
    release(forum, Seat(*pair, slot=2), number=1)
    mark_seen(forum.session, person.id, 2)
    mark_seen(forum.session, person.id, 1)
    forum.session.expire_all()
    assert (agenda_of(forum).seen, [change.kind for change in agenda_of(forum).changes]) == (2, ["moved"])

    note_changes(forum.session, person, 3)

    assert (agenda_of(forum).noted, agenda_of(forum).changes) == (2, ())
    assert forum.session.get(Registration, forum.people["Meuse Invest"].id).seen_release == 0


def test_leaving_and_joining_a_programme_item_are_changes(forum, pair):
    visit = factories.make_programme_item(
        forum.session, forum.venue, starts=time(12), ends=time(13), audience=Audience.CHOSEN
    )
    place = Attendance(item_id=visit.id, registration_id=forum.people["Nivelyo"].id)
    forum.session.add(place)
    release(forum)
    mark_seen(forum.session, forum.people["Nivelyo"].id, 1)
    forum.session.delete(place)
    release(forum, number=1)
    forum.session.expire_all()

    assert [change.kind for change in agenda_of(forum).changes] == ["cancelled"]

    mark_seen(forum.session, forum.people["Nivelyo"].id, 2)
    note_changes(forum.session, forum.people["Nivelyo"], 2)
    forum.session.add(Attendance(item_id=visit.id, registration_id=forum.people["Nivelyo"].id))
    release(forum, number=2)
    forum.session.expire_all()

    assert [change.kind for change in agenda_of(forum).changes] == ["back"]


def test_wishes_not_met_say_why_in_the_words_for_the_participant(forum, pair):
    others = [forum.join(name) for name in ("Lumo", "Arlon Data", "Citizen+", "Hesbaye IT")]
    for rank, (other, answer) in enumerate(
        zip(others, (Answer.YES, Answer.NONE, Answer.NO, Answer.YES), strict=True), start=2
    ):
        forum.wish(pair[0], other, answer, rank=rank)
    release(forum, Seat(*pair, slot=0), unmet=[(pair[0], others[0], "no_common_slot", {})])

    assert [(wish.organisation, wish.rank, wish.sentence) for wish in agenda_of(forum).unmet] == [
        ("Lumo", 2, "You and they are never free at the same time."),
        ("Arlon Data", 3, "This meeting has not been agreed so far."),
        ("Citizen+", 4, "This meeting has not been agreed so far."),
        (
            "Hesbaye IT",
            5,
            for_participant(UnmetReason.LATER, Agreement.MUTUAL, "en", agreed=True),
        ),
    ]


def test_what_came_after_the_release_says_so_and_what_was_cancelled_too(forum, pair):
    later, answering = forum.join("Lumo"), forum.join("Arlon Data")
    answered = forum.wish(pair[0], answering, Answer.NONE, rank=2)
    release(forum, Seat(*pair, slot=0))
    release(forum, number=1)

    forum.wish(pair[0], later, Answer.NONE, rank=3)
    answer_wish(forum.session, forum.people["Arlon Data"], answered.id, Answer.YES)

    assert [(wish.organisation, wish.later, wish.sentence) for wish in agenda_of(forum).unmet] == [
        ("Meuse Invest", False, "This meeting was in an earlier version of the schedule and was cancelled."),
        ("Arlon Data", True, "It came after this schedule was made."),
        ("Lumo", True, "It came after this schedule was made."),
    ]


@pytest.mark.parametrize("own_full", [True, False])
def test_a_full_day_says_whose(forum, pair, own_full):
    other = forum.join("Lumo")
    forum.wish(pair[0], other, rank=2)
    full = pair[0] if own_full else other
    release(forum, unmet=[(pair[0], other, "person_full", {"party": f"d{full.id}", "limit": "maximum"})])

    sentence = agenda_of(forum).unmet[-1].sentence

    assert sentence == ("Your own day was full." if own_full else "Their day was full.")


@pytest.mark.parametrize("agreement", [Agreement.MUTUAL, Agreement.ONE_SIDE])
def test_a_veto_a_no_and_silence_read_the_same(session, agreement):
    forum = make_forum(session, agreement)
    one, silent, refusing, vetoing = (forum.join(name) for name in ("Nivelyo", "Arlon Data", "Citizen+", "Lumo"))
    for other, answer in ((silent, Answer.NONE), (refusing, Answer.NO), (vetoing, Answer.YES)):
        forum.wish(one, other, answer)
    add_veto(session, forum.people["Lumo"], one.id)
    seen = agreement is Agreement.ONE_SIDE  # by the solver, which then looks for a reason
    release(forum, unmet=[(one, silent, "blocked", {"slots": {}})] if seen else [])

    assert len({wish.sentence for wish in agenda_of(forum).unmet}) == 1
    assert len(agenda_of(forum).unmet) == 3


def test_a_wish_met_by_a_colleague_is_met(forum, pair):
    forum.people["colleague"] = factories.make_registration(forum.session, pair[0])
    release(forum, Seat(*pair, slot=0, people=(forum.people["colleague"],)))

    assert (agenda_of(forum).meetings, agenda_of(forum).unmet) == (0, ())
