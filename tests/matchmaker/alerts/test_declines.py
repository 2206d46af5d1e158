"""Who cannot come to a published meeting: the pair is left out of every new schedule, until somebody says otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from matchmaker.alerts.commands import alerts, reports
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.models import Again, Alert, AlertState, Registration
from matchmaker.releases.queries.own_unmet import read_own_unmet
from matchmaker.releases.queries.published import last_release, standing_entry
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.problem import build_problem
from matchmaker.scheduling.rules.reasons import UnmetReason
from tests.builders import factories as make
from tests.builders.invited import Invited


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel(datetime(2027, 3, 4, 8, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def cannot_come(invited: Invited, who: Registration | None = None) -> Alert:
    who = who or invited.zoe
    uid = invited.invitation_of(who).uid
    entry = standing_entry(invited.session, who.id, uid)
    return reports.cannot_come(invited.session, who, uid, shown=line_token(entry))


def key(invited: Invited) -> tuple[int, int]:
    return tuple(sorted((invited.zoe.delegation_id, invited.bob.delegation_id)))


def planned(invited: Invited) -> list[str]:
    """Who may go to the meeting of the two, by the solver's ids; empty if it is not asked for."""
    facts = invited.forum.facts()
    problem = build_problem(facts, find_pairs(facts))
    return [agent for request in problem.requests for side in request.sides for agent in side.agents]


def test_a_declined_meeting_is_not_asked_of_the_solver_and_its_wish_has_the_reason(invited):
    assert planned(invited) == [f"r{invited.zoe.id}", f"r{invited.bob.id}"]

    cannot_come(invited)

    found = find_pairs(invited.forum.facts())
    assert (planned(invited), list(found.eligible)) == ([], [])
    assert list(found.left_out.values()) == [UnmetReason.CANNOT_COME]


@pytest.mark.parametrize(
    ("state", "again", "out"),
    [
        (AlertState.OPEN, Again.NOBODY, True),
        (AlertState.HANDLED, Again.NOBODY, True),
        (AlertState.HANDLED, Again.ANYBODY, False),
        (AlertState.DISMISSED, Again.NOBODY, False),
        (AlertState.TAKEN_BACK, Again.NOBODY, False),
    ],
)
def test_a_decline_stands_until_it_is_taken_back_or_an_organiser_says_otherwise(invited, state, again, out):
    alert = cannot_come(invited)
    alert.state, alert.again = state, again

    assert (planned(invited) == []) is out


def test_one_that_is_not_certain_leaves_nothing_out(invited):
    cannot_come(invited).sure = False

    assert len(planned(invited)) == 2


def test_what_is_declined_may_stay_where_it_is_published(invited):
    cannot_come(invited)

    facts = invited.forum.facts()

    assert list(find_pairs(facts, published=[key(invited)]).eligible) == [key(invited)]
    assert list(find_pairs(facts).eligible) == []


def test_a_colleague_may_go_if_the_organisers_say_so_and_there_is_one(invited):
    alert = cannot_come(invited)
    alert.again = Again.COLLEAGUE
    assert planned(invited) == []

    colleague = make.make_registration(invited.session, invited.forum.facts().delegations[invited.zoe.delegation_id])

    assert planned(invited) == [f"r{colleague.id}", f"r{invited.bob.id}"]


def test_whoever_declines_as_well_has_nobody_go_in_their_place(invited):
    cannot_come(invited).again = Again.COLLEAGUE
    make.make_registration(invited.session, invited.forum.facts().delegations[invited.zoe.delegation_id])
    assert len(planned(invited)) == 2

    cannot_come(invited, invited.bob)

    assert planned(invited) == []


@pytest.mark.parametrize("who", ["zoe", "bob"])
def test_the_other_side_reads_that_it_was_cancelled(invited, who):
    """Both have wished, so that each side has a wish that is not met."""
    delegations = invited.forum.facts().delegations
    own, other = getattr(invited, who), invited.bob if who == "zoe" else invited.zoe
    invited.forum.wish(delegations[invited.bob.delegation_id], delegations[invited.zoe.delegation_id])
    cannot_come(invited, other)
    invited.publish()
    release = last_release(invited.session, invited.event.id)
    (declined,) = read_own_unmet(invited.session, own, release, "en")
    (said,) = read_own_unmet(invited.session, other, release, "en")

    assert declined.sentence == "This meeting was in an earlier version of the schedule and was cancelled."
    assert said.sentence == "One of you has said that they cannot come."


def test_whoever_accepts_later_by_mail_comes_after_all(invited, in_time):
    invited.reply("DECLINED")
    (alert,) = invited.alerts()
    staff = make.make_staff(invited.session, invited.event)
    alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.HANDLED, staff)
    assert planned(invited) == []

    in_time.shift(timedelta(minutes=5))
    invited.reply("ACCEPTED", number=2)

    assert len(planned(invited)) == 2
