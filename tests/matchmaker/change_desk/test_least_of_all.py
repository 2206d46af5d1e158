"""The card of least disturbance has the least of all that was found, whichever search has found it."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from matchmaker.alerts.planning.proposals import Happening, PersonChange, ProposalKind, RepairProposal
from matchmaker.alerts.planning.repairs import find_repairs
from matchmaker.change_desk.planning.found import RepairKind, choices
from matchmaker.change_desk.planning.looking import least_of_all
from tests.builders.desk import Desk
from tests.builders.forum import Forum


@pytest.fixture
def proposal(session: Session, forum: Forum, database_url: str) -> RepairProposal:
    Desk(session, forum, database_url)
    return find_repairs(session, forum.event).proposals[-1]


def test_a_wider_search_that_disturbs_fewer_is_least_disturbance(proposal: RepairProposal) -> None:
    least, most = _disturbing(proposal, 41, bound=40), _disturbing(proposal, 40)

    found = least_of_all([(RepairKind.LEAST_DISTURBANCE, least), (RepairKind.MOST_MET, most)])

    card, other = (one for _, one in found)
    assert [kind for kind, _ in found] == [RepairKind.LEAST_DISTURBANCE, RepairKind.MOST_MET]
    assert (card.kind, card.people_disturbed, card.same_as) == (ProposalKind.LEAST_DISTURBANCE, 40, None)
    assert (card.disturbed_bound, card.proved) == (40, True)  # 40 was proved before, and is reached now
    assert other.same_as is ProposalKind.LEAST_DISTURBANCE
    assert [kind for kind, _ in choices(found)] == [RepairKind.LEAST_DISTURBANCE]


def test_one_that_disturbs_as_few_and_is_worth_more_does_not_hide_what_is_proved(proposal: RepairProposal) -> None:
    least, most = _disturbing(proposal, 2, bound=2), _disturbing(proposal, 2)
    worth = replace(most, value=(most.value[0], most.value[1] + 1))

    found = least_of_all([(RepairKind.LEAST_DISTURBANCE, least), (RepairKind.MOST_MET, worth)])

    (kind, card), *others = choices(found)
    assert (kind, card.value, card.proved, others) == (RepairKind.LEAST_DISTURBANCE, worth.value, True, [])


@pytest.mark.parametrize("people", [41, 42])
def test_one_that_disturbs_as_many_or_more_stays_what_it_is(proposal: RepairProposal, people: int) -> None:
    found = [
        (RepairKind.LEAST_DISTURBANCE, _disturbing(proposal, 41)),
        (RepairKind.MOST_MET, _disturbing(proposal, people)),
    ]

    assert least_of_all(found) == found


def _disturbing(proposal: RepairProposal, people: int, bound: int | None = None) -> RepairProposal:
    changes = tuple(
        PersonChange(
            registration_id=number,
            pair=(1, 2),
            person="Somebody",
            language="fr",
            organisation="Alize",
            other="Boreal",
            happening=Happening.MOVES,
            forced=False,
            before=None,
            after=None,
        )
        for number in range(people)
    )
    return replace(proposal, same_as=None, proved=False, disturbed_bound=bound, disturbed=changes)
