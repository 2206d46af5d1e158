"""Answers to wishes of organisations that are merged: a "no" counts for both, and an undo loses none."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlmodel import Session, select

from matchmaker.base.errors import NotFound, Stale
from matchmaker.duplicates.commands.merging import merge
from matchmaker.duplicates.commands.undo import undo_merge
from matchmaker.duplicates.queries.comparison import compare
from matchmaker.duplicates.words import effects_in_words
from matchmaker.models import (
    Answer,
    Delegation,
    KeptAnswer,
    Merge,
    MergeKind,
    Organisation,
    Registration,
    Veto,
    Wish,
    row_id,
)
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish, remove_wish, restore_wish
from tests.builders import factories as make

NONE, YES, NO = Answer.NONE, Answer.YES, Answer.NO


@dataclass
class Trio:
    """Two spellings of one company, and a third company; each with one person at one event."""

    companies: list[Organisation]
    delegations: list[Delegation]
    people: list[Registration]


@pytest.fixture
def trio(session: Session) -> Trio:
    event = make.make_event(session)
    category = make.make_category(session, event)
    companies = [make.make_organisation(session, name) for name in ("Nivelyo", "Nivelyo SA", "Third")]
    delegations = [make.make_delegation(session, event, category, company) for company in companies]
    people = [
        make.make_registration(session, delegation, make.make_person(session, company))
        for delegation, company in zip(delegations, companies, strict=True)
    ]
    return Trio(companies, delegations, people)


def ask(session: Session, trio: Trio, asking: int, asked: int, answer: Answer, *, off: bool = False) -> None:
    """Let one wish for another and get an answer; take the wish off the list."""
    wish = add_wish(session, trio.people[asking], trio.delegations[asked].id)
    if answer is not NONE:
        answer_wish(session, trio.people[asked], wish.id, answer)
    if off:
        remove_wish(session, trio.people[asking], wish.id)


def merged(session: Session, trio: Trio, *, backwards: bool = False) -> Merge:
    ids = tuple(company.id for company in trio.companies[:2])
    ids = ids[::-1] if backwards else ids
    community = make.home(session)
    shown = compare(session, community, MergeKind.ORGANISATION, ids).token
    return merge(
        session, community, MergeKind.ORGANISATION, ids, chosen={}, shown=shown, moves_addresses=True, actor="Anne"
    )


def answers(session: Session) -> Sequence[tuple[Answer, Answer]]:
    return sorted(session.exec(select(Wish.answer, Wish.shown)).all())


@pytest.mark.parametrize("asked_of_them", [False, True])
@pytest.mark.parametrize(("other", "off", "backwards"), [(NONE, True, False), (YES, False, False), (YES, False, True)])
def test_a_no_of_one_is_the_answer_of_both_and_parts_with_them(
    session: Session, trio: Trio, backwards: bool, asked_of_them: bool, other: Answer, off: bool
):
    for number, answer in ((0, other), (1, NO)):
        asking, asked = (2, number) if asked_of_them else (number, 2)
        ask(session, trio, asking, asked, answer, off=off and answer is NO)
    before = answers(session)

    done = merged(session, trio, backwards=backwards)

    assert answers(session) == [(NO, NONE)]
    undo_merge(session, make.home(session), done.id, actor="Anne")
    assert answers(session) == before


@pytest.mark.parametrize("said", [YES, NONE])
def test_a_merge_is_not_undone_over_a_no_that_was_said_since(session: Session, trio: Trio, said: Answer):
    for number in (0, 1):
        ask(session, trio, number, 2, said)
    done = merged(session, trio)
    answer_wish(session, trio.people[2], session.exec(select(Wish.id)).one(), NO)

    with pytest.raises(Stale):
        undo_merge(session, make.home(session), done.id, actor="Anne")

    assert answers(session) == [(NO, NONE)]


def test_a_veto_against_one_takes_back_the_yes_to_the_other(session: Session, trio: Trio):
    ask(session, trio, 0, 2, YES)
    add_veto(session, trio.people[2], row_id(trio.delegations[1]))

    merged(session, trio)

    assert answers(session) == [(NONE, NONE)]


@pytest.mark.parametrize(("asking", "asked"), [(0, 2), (1, 2), (2, 0), (2, 1), (0, 1)])
def test_a_merge_ends_the_offer_to_put_a_wish_back(session: Session, trio: Trio, asking: int, asked: int):
    ask(session, trio, asking, asked, YES, off=True)
    removed = trio.delegations[asking].removed_wish["wish"]["id"]

    done = merged(session, trio)

    with pytest.raises(NotFound):
        answer_wish(session, trio.people[asked], removed, NO)
    with pytest.raises(NotFound):
        restore_wish(session, trio.people[asking], removed)
    undo_merge(session, make.home(session), done.id, actor="Anne")
    with pytest.raises(NotFound):
        restore_wish(session, trio.people[asking], removed)


@pytest.mark.parametrize("whose", [(0, 1), (1, 0)], ids=["the one that stays", "the one merged"])
@pytest.mark.parametrize("answer", [NONE, YES])
def test_a_veto_of_one_takes_the_wish_of_the_other_off(session: Session, trio: Trio, whose, answer: Answer) -> None:
    wishing, refusing = whose
    ask(session, trio, wishing, 2, answer)
    add_veto(session, trio.people[refusing], row_id(trio.delegations[2]))
    before = said(session)
    ids = (row_id(trio.companies[0]), row_id(trio.companies[1]))
    found = compare(session, make.home(session), MergeKind.ORGANISATION, ids)

    done = merged(session, trio)

    told = "1 wish is taken off its list, because a veto stands against it."
    assert told in effects_in_words(found, (), "en")
    assert session.exec(select(Wish)).all() == []
    assert session.exec(select(KeptAnswer.answer)).all() == ([] if answer is NONE else [answer])
    undo_merge(session, make.home(session), row_id(done), actor="Anne")
    assert said(session) == before


def test_a_wish_of_somebody_with_a_veto_against_one_of_the_two_is_taken_off(session: Session, trio: Trio) -> None:
    ask(session, trio, 2, 0, NONE)
    add_veto(session, trio.people[2], row_id(trio.delegations[1]))

    merged(session, trio)

    assert session.exec(select(Wish)).all() == []


def said(session: Session) -> list[dict[str, object]]:
    session.expire_all()
    tables = (Wish, KeptAnswer, Veto)
    return [row.model_dump() for table in tables for row in session.exec(select(table).order_by(table.id)).all()]
