"""Proposals: drafts, sent ones, withdrawn ones; what colleagues share and what the call limits."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.models import DayPart, Decision, Delegation, Presentation
from matchmaker.presentations.commands.proposing import (
    change_proposal,
    propose,
    take_up_again,
    withdraw_proposal,
)
from matchmaker.presentations.queries.own import proposal_token, read_own
from matchmaker.presentations.queries.proposals import read_proposals
from matchmaker.presentations.rules import ProposalStanding
from tests.builders.history import trail
from tests.builders.presentations import call_for, proposal_values, proposed
from tests.builders.wishes import build_forum


@pytest.fixture
def forum(session):
    forum = build_forum(session, number=1)
    call_for(session, forum.event)
    return forum


def standings(session, forum) -> list[ProposalStanding]:
    own = read_own(session, forum.event, session.get_one(Delegation, forum.ours.id))
    return [one.standing for one in own.proposals]


def change(session, registration, row, *, send=False, **values) -> Presentation:
    said = proposal_values(registration, **values)
    return change_proposal(session, registration, row.id, said, shown=proposal_token(row), send=send)


def test_a_draft_is_of_its_delegation_alone_until_it_is_sent(session, forum):
    row = proposed(session, forum.ada, send=False, abstract="")

    assert standings(session, forum) == [ProposalStanding.DRAFT]
    assert read_proposals(session, forum.event) == ()

    change(session, forum.bob, row, send=True, title="By a colleague", impossible=frozenset({DayPart.LATE}))

    assert standings(session, forum) == [ProposalStanding.SENT]
    [sent] = read_proposals(session, forum.event)
    assert (sent.row.title, sent.organisation, sent.row.impossible) == ("By a colleague", "Nivelyo", ["late"])
    assert [act for _, act, *_ in trail(session)] == ["change_presentation_call", "send_proposal"]


def test_what_was_sent_stays_sent_when_it_is_changed(session, forum):
    row = proposed(session, forum.ada)

    change(session, forum.ada, row, send=False, title="Better")

    assert (row.title, standings(session, forum)) == ("Better", [ProposalStanding.SENT])
    with pytest.raises(InvalidInput):
        change(session, forum.ada, row, send=False, abstract=" ")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": " \x07 "}, "A presentation needs a title."),
        ({"abstract": ""}, "Say in a few lines what the audience will learn."),
        ({"language": "nl"}, "Choose one of the languages of the call."),
        ({"minutes": 16}, "Choose one of the lengths of the call."),
        ({"speaker_id": 999_999}, "Choose a speaker among the people of your organisation who take part."),
    ],
)
def test_a_proposal_fits_the_call(session, forum, values, sentence):
    with pytest.raises(InvalidInput) as refused:
        proposed(session, forum.ada, **values)

    assert str(refused.value) == sentence


def test_the_limit_counts_what_is_not_withdrawn(session, forum):
    first, _second = (proposed(session, forum.ada, title=title) for title in ("One", "Two"))
    with pytest.raises(InvalidInput):
        proposed(session, forum.bob, title="Three")

    withdraw_proposal(session, forum.bob, first.id)
    proposed(session, forum.bob, title="Three")

    assert standings(session, forum) == [ProposalStanding.WITHDRAWN, ProposalStanding.SENT, ProposalStanding.SENT]
    with pytest.raises(InvalidInput):
        take_up_again(session, forum.ada, first.id)


def test_a_second_click_makes_no_second_proposal(session, forum):
    shown = read_own(session, forum.event, forum.ours).token
    propose(session, forum.ada, proposal_values(forum.ada), shown=shown, send=True)

    with pytest.raises(Stale):
        propose(session, forum.ada, proposal_values(forum.ada), shown=shown, send=True)

    assert standings(session, forum) == [ProposalStanding.SENT]


def test_withdrawn_and_taken_up_again_it_is_a_draft_and_a_draft_is_deleted(session, forum):
    row = proposed(session, forum.ada)

    withdraw_proposal(session, forum.ada, row.id)
    withdraw_proposal(session, forum.ada, row.id)
    take_up_again(session, forum.ada, row.id)

    assert standings(session, forum) == [ProposalStanding.DRAFT]
    assert [act for _, act, *_ in trail(session)][1:] == ["send_proposal", "withdraw_proposal"]
    withdraw_proposal(session, forum.ada, row.id)
    assert session.exec(select(Presentation)).all() == []


def test_once_the_committee_has_decided_it_can_be_withdrawn_and_not_changed(session, forum):
    row = proposed(session, forum.ada)
    row.decision = Decision.ACCEPTED

    assert standings(session, forum) == [ProposalStanding.SENT]  # nobody has told them
    with pytest.raises(Closed):
        change(session, forum.ada, row, title="Another one")
    row.told_at = clock.now()
    assert standings(session, forum) == [ProposalStanding.ACCEPTED]
    withdraw_proposal(session, forum.ada, row.id)
    with pytest.raises(Closed):
        take_up_again(session, forum.ada, row.id)


def test_after_the_call_nothing_is_sent_and_everything_can_be_withdrawn(session, forum):
    row = proposed(session, forum.ada)
    call_for(session, forum.event, is_open=False)

    for refused in (
        lambda: proposed(session, forum.bob),
        lambda: change(session, forum.ada, row, title="Late"),
    ):
        with pytest.raises(Closed):
            refused()
    withdraw_proposal(session, forum.ada, row.id)
    assert standings(session, forum) == [ProposalStanding.WITHDRAWN]


def test_a_proposal_of_another_delegation_is_not_there(session, forum):
    row = proposed(session, forum.ada)
    other = forum.people[0]

    for refused in (
        lambda: change(session, other, row),
        lambda: withdraw_proposal(session, other, row.id),
        lambda: take_up_again(session, other, row.id),
    ):
        with pytest.raises(NotFound):
            refused()
