"""Which wishes become requests for the solver, and why the others do not."""

from datetime import UTC, datetime

import pytest

import solver
from matchmaker.base import clock
from matchmaker.models import Agreement, Answer, PairDecision, Person, Role, RuleKind, Strength, Veto
from matchmaker.scheduling.planning.pairs import candidates, find_pairs
from matchmaker.scheduling.rules.reasons import UnmetReason
from tests.builders import factories
from tests.builders.forum import make_forum


def test_an_answered_wish_becomes_a_pair_with_its_values(forum):
    premium = factories.make_category(forum.session, forum.event, "premium", weight=3)
    one, other = forum.join("Nivelyo", premium), forum.join("Meuse Invest")
    wish = forum.wish(one, other, strength=Strength.MUST, rank=2)

    found = find_pairs(forum.facts())

    pair = found.eligible[one.id, other.id]
    assert (pair.wishes, pair.values, pair.filler, pair.required) == ((wish, None), (3 * 48 + 10, 0), False, False)
    assert found.left_out == {}


def test_if_there_is_room_makes_a_filler(forum):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    forum.wish(one, other, Answer.IF_ROOM)

    pair = find_pairs(forum.facts()).eligible[one.id, other.id]

    assert (pair.value, pair.filler) == (1, True)


def withdraw(forum, one, other):
    other.withdrawn_at = clock.now()


def withdraw_the_named_person(forum, one, other):
    forum.people["Meuse Invest"].withdrawn_at = clock.now()
    factories.make_registration(forum.session, other)


def veto(forum, one, other):
    forum.session.add(Veto(event_id=forum.event.id, from_id=other.id, against_id=one.id))


def never_register(forum, one, other):
    forum.people["Meuse Invest"].agreed_at = None


def send_only_an_interpreter(forum, one, other):
    forum.people["Meuse Invest"].role = Role.INTERPRETER


def exclude_the_category(forum, one, other):
    factories.make_exclusion(forum.session, forum.category, forum.category)


def take_part_without_meetings(forum, one, other):
    other.category_id = factories.make_category(forum.session, forum.event, "press", has_meetings=False).id


def lower_the_limit(forum, one, other):
    one.wish_limit = 0


def keep_apart(forum, one, other):
    forum.rule(RuleKind.FORBIDDEN, other, one)


def ask_for_a_language_that_nobody_shares(forum, one, other):
    for name, language in (("Nivelyo", "fr"), ("Meuse Invest", "de")):
        forum.session.get_one(Person, forum.people[name].person_id).languages = [language]
    forum.rule(RuleKind.LANGUAGE, other)


def be_the_same_person(forum, one, other):
    for name in ("Nivelyo", "Meuse Invest"):
        person = forum.session.get_one(Person, forum.people[name].person_id)
        person.first_name, person.last_name = "Ada", "Quill"
        person.email = person.email_key = "ada@quill.example"


LEFT_OUT = [
    (withdraw, UnmetReason.WITHDRAWN),
    (withdraw_the_named_person, UnmetReason.WITHDRAWN),
    (veto, UnmetReason.DECLINED),
    (never_register, UnmetReason.NOBODY_REGISTERED),
    (send_only_an_interpreter, UnmetReason.NOBODY_REGISTERED),
    (take_part_without_meetings, UnmetReason.NO_MEETINGS),
    (exclude_the_category, UnmetReason.EXCLUDED),
    (lower_the_limit, UnmetReason.OVER_LIMIT),
    (keep_apart, UnmetReason.KEPT_APART),
    (ask_for_a_language_that_nobody_shares, UnmetReason.NO_LANGUAGE),
    (be_the_same_person, UnmetReason.SAME_PERSON),
]
TESTED_BY_THEMSELVES = {
    UnmetReason.NOT_ANSWERED,
    UnmetReason.NOT_APPROVED,
    UnmetReason.CANNOT_COME,
    UnmetReason.LATER,
    UnmetReason.CANCELLED,
    UnmetReason.OFFICE_FULL,
    UnmetReason.NO_INTERPRETER,
    UnmetReason.NO_INTERPRETER_BY_RULE,
}
"""Reasons that depend on answers, the organiser, places, interpreters, on what came after a schedule or was published
before."""


def test_every_reason_for_which_the_solver_does_not_see_a_wish_is_tested():
    before = set(UnmetReason) - {UnmetReason(code.value) for code in solver.ReasonCode}

    assert {reason for _, reason in LEFT_OUT} | TESTED_BY_THEMSELVES == before


@pytest.mark.parametrize(("change", "why"), LEFT_OUT)
def test_what_keeps_an_agreed_wish_from_the_solver(forum, change, why):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    wish = forum.wish(one, other, person_id=forum.people["Meuse Invest"].id, or_colleague=False)
    change(forum, one, other)

    found = find_pairs(forum.facts())

    assert (found.eligible, found.left_out) == ({}, {wish.id: why})


@pytest.mark.parametrize(
    ("answer", "why"), [(Answer.NO, UnmetReason.DECLINED), (Answer.NONE, UnmetReason.NOT_ANSWERED)]
)
def test_a_wish_without_a_yes_is_left_out(forum, answer, why):
    wish = forum.wish(forum.join("Nivelyo"), forum.join("Meuse Invest"), answer)

    assert find_pairs(forum.facts()).left_out == {wish.id: why}


def test_the_limit_keeps_the_best_ranked_wishes(forum):
    forum.category.wish_limit = 1
    one, first, second = (forum.join(name) for name in ("Nivelyo", "Meuse Invest", "Lumo"))
    early = datetime(2027, 1, 1, tzinfo=UTC)
    later = forum.wish(one, first, rank=2, created_at=early)
    forum.wish(one, second, rank=1)

    found = find_pairs(forum.facts())

    assert (list(found.eligible), found.left_out) == ([(one.id, second.id)], {later.id: UnmetReason.OVER_LIMIT})


def test_an_own_limit_goes_before_that_of_the_category(forum):
    forum.category.wish_limit = 0
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    one.wish_limit = 1
    forum.wish(one, other)

    assert list(find_pairs(forum.facts()).eligible) == [(one.id, other.id)]


def test_a_refused_wish_is_left_out_beside_the_one_that_is_agreed(forum):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    refused, agreed = forum.wish(one, other, Answer.NO), forum.wish(other, one, Answer.YES, rank=10)

    found = find_pairs(forum.facts())

    assert found.left_out == {refused.id: UnmetReason.DECLINED}
    assert found.eligible[one.id, other.id].wishes == (None, agreed)
    assert found.eligible[one.id, other.id].values == (0, 20 + 10)


def test_only_a_named_person_goes_unless_a_colleague_will_do(forum):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    colleague = factories.make_registration(forum.session, other)
    wish = forum.wish(one, other, person_id=colleague.id, or_colleague=False)
    facts = forum.facts()

    assert candidates(facts, other.id, wish) == (colleague.id,)

    wish.or_colleague = True
    assert candidates(facts, other.id, wish) == (forum.people["Meuse Invest"].id, colleague.id)


def test_where_the_organiser_decides_approved_and_required_pairs_meet(session):
    forum = make_forum(session, Agreement.ORGANISER)
    one, other, third = (forum.join(name) for name in ("Nivelyo", "Meuse Invest", "Lumo"))
    waiting = forum.wish(one, third, Answer.YES)
    forum.wish(one, other, Answer.NONE)
    session.add(PairDecision(event_id=forum.event.id, low_id=one.id, high_id=other.id, approved=True))
    forum.rule(RuleKind.REQUIRED, other, third)

    found = find_pairs(forum.facts())

    assert {key: (pair.value, pair.required) for key, pair in found.eligible.items()} == {
        (one.id, other.id): (29, False),
        (other.id, third.id): (1, True),
    }
    assert found.left_out == {waiting.id: UnmetReason.NOT_APPROVED}
