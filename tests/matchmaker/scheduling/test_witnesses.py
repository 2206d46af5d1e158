"""Reasons in the organiser's words, from the solver's codes and witnesses."""

from collections import Counter
from datetime import time, timedelta
from itertools import chain

import pytest

import solver
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.models import PlaceKind, Strength, TravelTime
from matchmaker.scheduling.planning.declines import Decline
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.presence import Presence
from matchmaker.scheduling.planning.problem import build_problem
from matchmaker.scheduling.planning.witnesses import WitnessWords
from matchmaker.scheduling.rules.reasons import UnmetReason
from tests.builders import factories


@pytest.fixture
def said(forum):
    """Say why Nivelyo's wish for Meuse Invest is not met; the witness is made from the forum.

    Nivelyo also wishes, more strongly, for Lumo: `meets` are the slots in which those two meet.
    """
    one, other, lumo = forum.join("Nivelyo"), forum.join("Meuse Invest"), forum.join("Lumo")
    forum.wish(one, other)
    forum.wish(one, lumo, strength=Strength.MUST)
    one.wish_limit = 3

    def say(why, witness=lambda **ids: {}, meets=(), language="en"):
        ids = {
            "slots": [f"s{slot.id}" for slot in forum.slots],
            "one": f"d{one.id}",
            "other": f"d{other.id}",
            "ada": f"r{forum.people['Nivelyo'].id}",
        }
        facts = forum.facts()
        facts.persons[forum.people["Nivelyo"].id].last_name = "Marchal"
        meeting = f"q{one.id}-{lumo.id}"
        schedule = solver.Schedule(
            {
                number: solver.Assignment(
                    request=meeting,
                    slot=ids["slots"][number],
                    place=f"p{forum.tables[0].id}",
                    agents=(ids["ada"], f"r{forum.people['Lumo'].id}"),
                )
                for number in meets
            }
        )
        presence = Presence(build_problem(facts, find_pairs(facts)), schedule)
        facts.declines[min(one.id, other.id), max(one.id, other.id)] = (
            Decline(forum.people["Nivelyo"].id, colleague=False),
        )
        words = WitnessWords(facts, language, Counter({ids["ada"]: 4, ids["one"]: 4}), presence)
        return words.sentence_and_fix(why, one.id, other.id, witness(meeting=meeting, **ids))

    return say


def test_never_free_together_says_when_each_can(said):
    def witness(slots, one, other, **_):
        return {"away": {slots[0]: [other], slots[1]: [other], slots[2]: [one], slots[3]: [one, other]}}

    assert said(UnmetReason.NO_COMMON_SLOT, witness) == (
        "Never free together: Nivelyo can meet 09:00–09:55, Meuse Invest 10:00–10:25.",
        "Ask one of them whether they can come earlier or stay longer.",
    )


def test_somebody_who_is_never_free_is_named_alone(said):
    def witness(slots, other, **_):
        return {"away": {slot: [other] for slot in slots}}

    assert said(UnmetReason.NO_COMMON_SLOT, witness)[0] == "Meuse Invest is not free at any time."


@pytest.mark.parametrize(
    ("party", "sentence", "fix"),
    [
        (
            lambda one, ada: {"party": one, "agents": {ada: "slots"}},
            "Every free slot of Ada Marchal (Nivelyo) holds a meeting already: 4 in all.",
            "One more delegate of Nivelyo would help: Meuse Invest and a place are free, for instance at 09:00.",
        ),
        (
            lambda one, ada: {"party": one, "agents": {ada: "max_per_day"}},
            "Ada Marchal (Nivelyo) has as many meetings as wanted in a day: 4 in all.",
            "Ask Ada Marchal for one more meeting a day.",
        ),
        (
            lambda one, ada: {"party": one, "limit": "maximum"},
            "Nivelyo has as many meetings as the rules allow: 4.",
            "Raise the limit of Nivelyo.",
        ),
    ],
)
def test_who_is_full_and_what_would_help(said, party, sentence, fix):
    assert said(UnmetReason.PERSON_FULL, lambda one, ada, **_: party(one, ada)) == (sentence, fix)


def test_full_tables_say_when_one_more_would_help(said):
    assert said(UnmetReason.PLACES_FULL, lambda slots, **_: {"slots": slots[1:]}) == (
        "All places that they could use are taken at the times when both are free: 09:30–10:55.",
        "One more table at 09:30 would make room.",
    )


def test_a_full_booth_is_not_helped_by_a_table(said, forum):
    owner = forum.people["Nivelyo"].delegation_id
    factories.make_place(forum.session, forum.venue, owner_id=owner)

    assert said(UnmetReason.PLACES_FULL, lambda slots, **_: {"slots": slots[:1]}) == (
        "The booth of Nivelyo is taken or closed at the times when both are free: 09:00–09:25.",
        "A second place for Nivelyo would make room.",
    )


def test_a_full_office_is_not_helped_by_a_table_but_by_the_hotel(said, forum):
    owner = forum.people["Meuse Invest"].delegation_id
    factories.make_place(forum.session, forum.venue, owner_id=owner, kind=PlaceKind.OFFICE)

    assert said(UnmetReason.OFFICE_FULL, lambda slots, **_: {"slots": slots[:1]}) == (
        "Meuse Invest receives somebody else, or nobody, at the times when both are free: 09:00–09:25.",
        "Ask Meuse Invest to receive at one more time, or to come to the hotel.",
    )


def test_many_times_over_several_days_are_said_as_days(said, forum):
    forum.event.ends_on = forum.event.starts_on + timedelta(days=1)
    for day in (forum.event.starts_on, forum.event.ends_on):
        for hour in (11, 13, 15):
            forum.slots += factories.make_slots(forum.session, forum.venue, starts=time(hour), number=1, day=day)

    elsewhere = factories.make_venue(forum.session, forum.event)
    forum.slots += factories.make_slots(forum.session, elsewhere, starts=time(15), number=1)

    same = said(UnmetReason.PLACES_FULL, lambda slots, **_: {"slots": [slots[6], slots[-1]]})[0]
    few = said(UnmetReason.PLACES_FULL, lambda slots, **_: {"slots": slots[4:8]})[0]
    many = said(UnmetReason.PLACES_FULL, lambda slots, **_: {"slots": slots})[0]

    assert same.endswith("both are free: Thursday 11 March, 15:00–15:25.")
    assert few.endswith("Thursday 11 March, 15:00–15:25, Friday 12 March, 11:00–11:25.")
    assert many.endswith("both are free: several times on Thursday 11 March and Friday 12 March.")


def test_where_the_way_leaves_no_time_the_way_is_named(said, forum):
    office = factories.make_venue(forum.session, forum.event, name="Satama")
    low, high = sorted((forum.venue.id, office.id))
    forum.session.add(TravelTime(event_id=forum.event.id, low_id=low, high_id=high, minutes=35))
    forum.slots += factories.make_slots(forum.session, office, starts=time(11), number=1)
    forum.venue.name = "Kaisla"

    def witness(slots, ada, meeting, **_):
        return {"slots": {slot: [busy(ada, meeting)] for slot in (slots[3], slots[4])}}

    assert said(UnmetReason.BLOCKED, witness, meets=[3])[0] == (
        "When both are there, Ada Marchal (Nivelyo) is in another meeting 1 time out of 2, would have no time for the "
        "way from Kaisla to Satama, which takes 35 minutes. Each of those meetings is worth more."
    )


def busy(agent, meeting):
    return {"kind": "meeting", "agent": agent, "requests": [meeting]}


def test_the_one_who_is_in_meetings_each_time_is_named_alone(said):
    def witness(slots, ada, meeting, **_):
        return {"slots": {slot: [busy(ada, meeting)] for slot in slots}}

    assert said(UnmetReason.BLOCKED, witness, meets=range(1, 4)) == (
        "Ada Marchal (Nivelyo) has meetings at all 4 times when both are there. Each of those meetings is worth more.",
        "One more delegate of Nivelyo would help: Meuse Invest and a place are free, for instance at 09:00.",
    )


def test_nothing_is_advised_that_would_not_help(said):
    def witness(slots, ada, meeting, **_):
        return {"slots": {slot: [busy(ada, meeting)] for slot in slots}}

    assert said(UnmetReason.BLOCKED, witness, meets=range(4))[1] == "", "the only table is taken all day"


def test_obstacles_are_joined_by_person_and_mere_absence_is_left_out(said, forum):
    factories.make_absence(forum.session, forum.people["Meuse Invest"], forum.slots[1].starts, forum.slots[1].ends)

    def witness(slots, ada, meeting, **_):
        return {
            "slots": {
                slots[0]: [busy(ada, meeting)],
                slots[1]: [{"kind": "away", "agent": ada}],
                slots[2]: [{"kind": "places"}],
                slots[3]: [{"kind": "limit", "agent": ada, "limit": "max_in_a_row"}],
            }
        }

    assert said(UnmetReason.BLOCKED, witness)[0] == (
        "When both are there, Ada Marchal (Nivelyo) is in another meeting 1 time out of 3, would have too many "
        "meetings in a row at 10:30–10:55; no place is open and free at 10:00–10:25. "
        "Each of those meetings is worth more."
    )


@pytest.mark.parametrize("kind", ["order", "places", "spread"])
def test_every_other_obstacle_has_its_words(said, kind):
    sentence, _ = said(UnmetReason.BLOCKED, lambda slots, **_: {"slots": {slot: [{"kind": kind}] for slot in slots}})

    assert sentence.startswith("When both are there, ")
    assert sentence.endswith(" at 09:00–10:55.")


def test_who_is_in_the_way_more_often_is_told_instead_of_the_other(said, forum):
    def witness(slots, other, meeting, **_):
        theirs = f"r{forum.people['Meuse Invest'].id}"
        return {
            "slots": {slot: [busy(theirs, meeting)] for slot in slots[:1]}
            | {slot: [busy(f"r{forum.people['Nivelyo'].id}", meeting)] for slot in slots[1:]}
        }

    assert said(UnmetReason.BLOCKED, witness, meets=range(4))[0].startswith(
        "Ada Marchal (Nivelyo) has meetings at all 4 times"
    )


def test_a_meeting_worth_less_names_those_it_would_replace(said, forum):
    low, high = forum.people["Meuse Invest"].delegation_id, forum.people["Lumo"].delegation_id

    assert said(UnmetReason.WORTH_LESS, lambda **_: {"requests": [f"q{low}-{high}"]})[0] == (
        "It could only take place instead of meetings that are worth more: Meuse Invest – Lumo."
    )
    assert said(UnmetReason.WORTH_LESS, lambda **_: {"requests": []})[0].startswith("Nobody would gain")


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (UnmetReason.NOT_ANSWERED, "Meuse Invest has not answered."),
        (UnmetReason.OVER_LIMIT, "It comes after the wishes that Nivelyo may have (3)."),
        (UnmetReason.DECLINED, "One of the two does not want this meeting."),
    ],
)
def test_reasons_before_solving(said, why, sentence):
    assert said(why)[0] == sentence


def test_french_writes_times_its_own_way(forum):
    facts = forum.facts()

    presence = Presence(build_problem(facts, find_pairs(facts)), solver.Schedule())

    assert WitnessWords(facts, "fr", Counter(), presence).time(forum.slots[1]) == "09\u00a0h\u00a030"


SAMPLES = {
    UnmetReason.VETOED: lambda **_: {},
    UnmetReason.NO_COMMON_SLOT: lambda slots, one, other, **_: {"away": {slots[0]: [one], slots[1]: [other]}},
    UnmetReason.PERSON_FULL: lambda one, ada, **_: {"party": one, "agents": {ada: "slots"}},
    UnmetReason.PLACES_FULL: lambda slots, **_: {"slots": slots},
    UnmetReason.OFFICE_FULL: lambda slots, **_: {"slots": slots},
    UnmetReason.BLOCKED: lambda slots, ada, meeting, **_: {"slots": {slot: [busy(ada, meeting)] for slot in slots}},
    UnmetReason.WORTH_LESS: lambda meeting, **_: {"requests": [meeting]},
    UnmetReason.NOT_EXPLAINED: lambda **_: {},
}
"""A witness as the solver gives it; the other reasons have none."""


@pytest.mark.parametrize("reason", UnmetReason)
def test_every_reason_is_said_in_every_language(said, reason):
    witness = SAMPLES.get(reason, lambda **_: {})
    texts = [said(reason, witness, language=language) for language in SCREEN_LANGUAGES]
    sentences, fixes = zip(*texts, strict=True)

    assert all(sentences)
    assert len(set(sentences)) == len(SCREEN_LANGUAGES)
    assert not any(fixes) or len(set(fixes)) == len(SCREEN_LANGUAGES)
    assert "%(" not in "".join(chain(sentences, fixes))
