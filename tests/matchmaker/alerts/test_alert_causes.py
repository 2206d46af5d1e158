"""Alerts of one cause are one thing to decide: grouped, said in one sentence, settled and undone together."""

import pytest
from sqlmodel import Session, select

from matchmaker.alerts.commands.causes import reopen_cause, settle_cause
from matchmaker.alerts.commands.reports import cannot_come
from matchmaker.alerts.commands.structure import contradict
from matchmaker.alerts.commands.withdrawal import come_back, withdraw
from matchmaker.alerts.queries.causes import open_causes
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.alerts.queries.page import alerts_page
from matchmaker.alerts.rules import Raised, by_cause
from matchmaker.alerts.words import what_was_caused
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import Alert, AlertKind, AlertState, Decision, Delegation, Slot, Staff, row_id
from matchmaker.presentations.commands.proposing import withdraw_proposal
from matchmaker.registrations.commands.withdrawals import withdraw_delegation
from matchmaker.releases.queries.published import standing_entry
from tests.builders import factories as make
from tests.builders.invited import Invited
from tests.builders.presentations import sent_proposal

WITHDRAWN, SPEAKER, DECLINED = AlertKind.WITHDRAWN, AlertKind.SPEAKER, AlertKind.DECLINED
CASES = {
    "colleagues": ([(WITHDRAWN, 1, None, 9), (WITHDRAWN, 2, None, 9), (WITHDRAWN, 3, None, 8)], [[0, 1], [2]]),
    "what they said before": ([(DECLINED, 1, "m", 9), (DECLINED, 2, "m", 9), (WITHDRAWN, 1, None, 9)], [[2, 0], [1]]),
    "mails stay": ([(WITHDRAWN, 1, None, 9), (AlertKind.BOUNCED, 1, None, 9)], [[0], [1]]),
    "one presentation, said by two": ([(SPEAKER, 1, "presentation:1", 9), (SPEAKER, 2, "presentation:1", 9)], [[0, 1]]),
    "two presentations": ([(SPEAKER, 1, "presentation:1", 9), (SPEAKER, 1, "presentation:2", 9)], [[0], [1]]),
    "the speaker, whose proposal another withdrew": (
        [(SPEAKER, 2, "presentation:1", 9), (SPEAKER, 1, "presentation:1", 9), (WITHDRAWN, 1, None, 9)],
        [[2, 0, 1]],
    ),
    "of nobody": ([(AlertKind.MESSAGE, None, None, None), (AlertKind.STRUCTURE, None, None, None)], [[0], [1]]),
}


@pytest.mark.parametrize("case", CASES)
def test_which_alerts_are_of_one_cause(case: str) -> None:
    alerts, expected = CASES[case]

    found = by_cause(Raised(number, *values) for number, values in enumerate(alerts))

    assert [[one.id for one in group] for group in found] == expected


@pytest.fixture
def busy(invited: Invited) -> Invited:
    """Zoé, who cannot come to her meeting, has a colleague and an accepted presentation that the colleague proposed."""
    session, delegation = invited.session, invited.session.get_one(Delegation, invited.zoe.delegation_id)
    colleague = make.make_registration(session, delegation)
    talk = sent_proposal(session, colleague, speaker=invited.zoe, decision=Decision.ACCEPTED)
    entry = standing_entry(session, row_id(invited.zoe), invited.invitation.uid)
    cannot_come(session, invited.zoe, entry.uid, shown=line_token(entry))
    withdraw_proposal(session, colleague, row_id(talk))
    return invited


def states(session: Session) -> set[AlertState]:
    return set(session.exec(select(Alert.state)).all())


def test_a_delegation_that_withdraws_is_one_thing(busy: Invited, staff: Staff) -> None:
    session, event = busy.session, busy.event
    assert open_causes(session, row_id(event), staff) == 2

    by_telephone = {"note": "Ill", "basis": Basis.TELEPHONE}
    withdraw_delegation(session, event, busy.zoe.delegation_id, staff=staff, **by_telephone)

    (cause,) = alerts_page(session, row_id(event)).open
    assert open_causes(session, row_id(event), staff) == 1
    assert (len(cause.withdrawn), cause.meetings, len(cause.presentations), len(cause.said_before)) == (2, 1, 1, 1)
    assert cause.readers == {busy.zoe.id, busy.bob.id}
    assert what_was_caused(cause, "en") == (
        "Numalis withdraws from the event with its 2 people. 1 meeting is in danger. 1 presentation has no speaker."
    )

    also = [int(number) for number in cause.also.split("-")]
    settle_cause(session, event, cause.main.id, AlertState.HANDLED, staff, also=also)
    page = alerts_page(session, row_id(event))
    assert (page.open, [len(one.alerts) for one in page.settled]) == ((), [1 + len(also)])

    reopen_cause(session, event, cause.main.id, staff, also=also)
    assert states(session) == {AlertState.OPEN}


def test_what_came_after_the_page_was_shown_stays_open(busy: Invited, staff: Staff) -> None:
    withdraw(busy.session, busy.zoe)
    (seen,) = alerts_page(busy.session, row_id(busy.event)).open
    colleague = next(
        one
        for one in busy.forum.facts().registrations.values()
        if one.delegation_id == busy.zoe.delegation_id and one.id != busy.zoe.id
    )
    later = withdraw(busy.session, colleague)

    also = [int(number) for number in seen.also.split("-")]
    settle_cause(busy.session, busy.event, seen.main.id, AlertState.HANDLED, staff, also=also)

    assert [alert.id for alert in busy.alerts() if alert.state is AlertState.OPEN] == [later.id]


def test_a_change_that_hits_only_who_withdraws_needs_nobody_until_they_come_back(invited: Invited) -> None:
    session, event = invited.session, invited.event
    slot = session.get_one(Slot, row_id(invited.forum.slots[0]))
    make.make_absence(session, invited.zoe, starts=slot.starts, ends=slot.ends)
    contradict(session, event, "09:00")

    withdraw(session, invited.zoe)
    assert [alert.kind for alert in invited.alerts() if alert.state is AlertState.OPEN] == [AlertKind.WITHDRAWN]

    come_back(session, invited.zoe)
    assert [alert.kind for alert in invited.alerts() if alert.state is AlertState.OPEN] == [AlertKind.STRUCTURE]
