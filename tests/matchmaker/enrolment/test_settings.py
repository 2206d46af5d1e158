"""What the organiser chooses: the impact is said before, two at once do not overwrite each other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale, TooMany
from matchmaker.enrolment.commands import questions
from matchmaker.enrolment.commands.settings import (
    FormSettings,
    impact_of,
    offered_capacities,
    save_form,
    settings_token,
)
from matchmaker.enrolment.jobs import fill_all, forget_unconfirmed
from matchmaker.enrolment.queries.form import all_questions, asked_questions, read_settings
from matchmaker.enrolment.rules.asked import AskedField, FieldUse
from matchmaker.models import AnswerAudience, QuestionKind, RegistrationRequest, RequestState, row_id
from tests.builders import factories as make
from tests.builders.enrolment import ask, come, make_request, open_form, send
from tests.builders.history import trail

OPEN = FormSettings(
    is_open=True,
    closes_at=None,
    capacity=None,
    needs_approval=False,
    has_waiting_list=True,
    fields={AskedField.VAT: FieldUse.REQUIRED},
    introductions={"fr": " Bienvenue\u202e ", "en": ""},
    offered={},
)


def token(session, event) -> str:
    return settings_token(read_settings(session, event), offered_capacities(session, event))


def save(session, fair, new: FormSettings, *, shown: str = "", seen: str = "") -> int:
    return save_form(session, fair.event, new, shown=shown or token(session, fair.event), seen=seen, staff=fair.anne)


def test_a_form_is_made_and_changed(session, fair):
    first = replace(OPEN, offered={row_id(fair.premium): 5, row_id(fair.guest): None})

    save(session, fair, first)
    form = read_settings(session, fair.event)

    assert (form.is_open, form.fields, form.introductions) == (True, {"vat": "required"}, {"fr": "Bienvenue"})
    assert offered_capacities(session, fair.event) == {fair.premium.id: 5, fair.guest.id: None}
    save(session, fair, replace(first, is_open=False, offered={}))
    assert (form.is_open, offered_capacities(session, fair.event)) == (False, {})
    assert [entry[:2] for entry in trail(session)] == [("Anne", "change_registration_form")] * 2


def test_a_page_that_is_old_changes_nothing(session, fair):
    old = token(session, fair.event)
    save(session, fair, replace(OPEN, offered={row_id(fair.premium): None}))

    with pytest.raises(Stale):
        save(session, fair, replace(OPEN, capacity=3, offered={row_id(fair.guest): None}), shown=old)

    assert offered_capacities(session, fair.event) == {fair.premium.id: None}


@pytest.mark.parametrize(
    "wrong",
    [
        {"offered": {}},
        {"closes_at": clock.now() - timedelta(hours=1)},
        {"closes_at": clock.instant(make.DAY + timedelta(days=1), clock.now().time(), make.ZONE)},
    ],
    ids=["no category", "passed", "after the event"],
)
def test_what_does_not_fit_together_is_refused(session, fair, wrong):
    with pytest.raises(InvalidInput):
        save(session, fair, replace(OPEN, **{"offered": {row_id(fair.premium): None}} | wrong))


def test_a_category_of_another_event_is_refused(session, fair):
    foreign = make.make_category(session, make.make_event(session))

    with pytest.raises(InvalidInput):
        save(session, fair, replace(OPEN, offered={row_id(foreign): None}))


def test_the_impact_is_shown_before_anything_is_saved(session, fair):
    offered = {row_id(fair.premium): None}
    open_form(session, fair.event, offered, needs_approval=False)
    for name in ("ada", "bob", "cai"):
        come(session, fair.event, name)
    send(session, fair.event, email="dan@dan.example", organisation="Dan")
    make_request(session, fair.event, RequestState.WAITING, email="eve@eve.example")
    new = replace(OPEN, is_open=False, capacity=1, has_waiting_list=False, offered={row_id(fair.premium): 2})

    impact = impact_of(session, fair.event, new)
    with pytest.raises(Stale):
        save(session, fair, new)

    assert (impact.above, dict(impact.above_in)) == (2, {fair.premium.id: 1})
    assert (impact.unconfirmed, impact.pending, impact.waiting) == (1, 0, 1)
    assert read_settings(session, fair.event).capacity is None
    save(session, fair, new, seen=impact.token)
    assert not impact_of(session, fair.event, new).matters


def test_more_places_go_to_the_waiting_list_at_once(session, fair):
    offered = {row_id(fair.premium): None}
    open_form(session, fair.event, offered, capacity=1)
    states = [come(session, fair.event, name).state for name in ("ada", "bob", "cai")]

    filled = save(session, fair, replace(OPEN, capacity=2, offered=offered))

    assert (states, filled) == ([RequestState.ACCEPTED, RequestState.WAITING, RequestState.WAITING], 1)


def test_who_waits_for_a_place_is_for_the_organisers_once_they_approve_each_registration(session, fair):
    offered = {row_id(fair.premium): None}
    open_form(session, fair.event, offered, capacity=0)
    ada = come(session, fair.event, "ada")
    new = replace(OPEN, capacity=1, needs_approval=True, offered=offered)

    impact = impact_of(session, fair.event, new)
    filled = save(session, fair, new, seen=impact.token)

    assert (impact.unapproved, filled, ada.state) == (1, 0, RequestState.PENDING)


def test_places_are_filled_and_old_forms_forgotten_by_themselves(session, fair, database_url):
    form = open_form(session, fair.event, {fair.premium.id: None}, capacity=0)
    bob = come(session, fair.event, "bob")
    long_ago = clock.now() - timedelta(days=8)
    kept = send(session, fair.event, email="new@new.example")
    make_request(session, fair.event, RequestState.SENT, email="old@old.example").expires_at = long_ago
    form.capacity = 1
    session.commit()

    assert fill_all(database_url) == 1
    forget_unconfirmed(database_url)

    session.expire_all()
    left = {one.id: one.state for one in session.exec(select(RegistrationRequest)).all()}
    assert left == {bob.id: RequestState.ACCEPTED, kept.id: RequestState.SENT}


def words(**values) -> questions.QuestionWords:
    meal = {"kind": QuestionKind.CHOICE, "labels": {"fr": "Repas"}, "options": {"fr": ["Viande", " ", "Poisson"]}}
    return questions.QuestionWords(**meal | {"is_required": False, "seen_by": AnswerAudience.MET} | values)


def test_a_question_with_answers_keeps_their_meaning(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})
    meal = questions.add_question(session, fair.event, words(), staff=fair.anne)
    come(session, fair.event, "ada", answers={meal.id: "1"})

    def change(**values) -> None:
        shown = questions.question_token(meal)
        questions.change_question(session, fair.event, row_id(meal), words(**values), shown=shown, staff=fair.anne)

    others = {"seen_by": AnswerAudience.PARTICIPANTS}
    for wrong in ({"kind": QuestionKind.TEXT}, {"options": {"fr": ["Poisson", "Viande"]}}, others):
        with pytest.raises(InvalidInput):
            change(**wrong)
    change(labels={"fr": "Votre repas"}, options={"fr": ["Viande", "Poisson", "Légumes"]}, is_required=True)
    questions.retire_question(session, fair.event, row_id(meal), retired=True, staff=fair.anne)

    assert (meal.label("de"), meal.options["fr"][2]) == ("Votre repas", "Légumes")
    assert (list(asked_questions(session, fair.event)), list(all_questions(session, fair.event))) == ([], [meal])
    questions.retire_question(session, fair.event, row_id(meal), retired=False, staff=fair.anne)
    assert list(asked_questions(session, fair.event)) == [meal]


def test_a_question_without_answers_is_deleted(session, fair):
    meal = ask(session, fair.event)

    questions.retire_question(session, fair.event, row_id(meal), retired=True, staff=fair.anne)

    assert list(all_questions(session, fair.event)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"labels": {"fr": " \u202e"}},
        {"labels": {"fr": "x" * 201}},
        {"options": {}},
        {"options": {"fr": ["Viande"]}},
        {"options": {"fr": ["Viande", "Poisson"], "en": ["Meat"]}},
        {"options": {"fr": [str(number) for number in range(31)]}},
    ],
    ids=str,
)
def test_a_question_that_is_none_is_refused(session, fair, wrong):
    with pytest.raises(InvalidInput):
        questions.add_question(session, fair.event, words(**wrong), staff=fair.anne)


def test_questions_are_those_of_the_event_and_not_too_many(session, fair):
    foreign = ask(session, make.make_event(session))
    with pytest.raises(NotFound):
        questions.retire_question(session, fair.event, row_id(foreign), retired=True, staff=fair.anne)
    for _ in range(questions.MOST_QUESTIONS):
        ask(session, fair.event)

    with pytest.raises(TooMany):
        questions.add_question(session, fair.event, words(), staff=fair.anne)
