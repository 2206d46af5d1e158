"""States of memberships: the rule on one member and the condition of statements say the same."""

from datetime import date

import pytest

from matchmaker.members.queries.listing import MemberFilters, read_members
from matchmaker.members.rules.membership import MembershipState, membership
from matchmaker.models import TierPeriod
from tests.builders import factories as make
from tests.builders.members import TODAY, make_member

CURRENT, ENDING, ENDED, COMING, NONE = MembershipState


def test_a_membership_says_until_when_it_is_renewed_without_a_day_between():
    spans = [(date(2026, 1, 1), date(2027, 4, 30)), (date(2027, 5, 1), date(2028, 4, 30)), (date(2028, 6, 1), None)]
    periods = [TierPeriod(organisation_id=1, tier="Basic", starts_on=first, ends_on=last) for first, last in spans]

    assert membership(periods, TODAY, 60).renewal is periods[1]
    assert membership(periods[:1], TODAY, 60).renewal is None


@pytest.mark.parametrize(
    ("spans", "state"),
    [
        ([], NONE),
        ([("2026-01-01", None)], CURRENT),
        ([("2027-03-01", "2027-12-31")], CURRENT),
        ([("2026-01-01", "2027-05-01")], CURRENT),
        ([("2026-01-01", "2027-04-30")], ENDING),
        ([("2026-01-01", "2027-03-01")], ENDING),
        ([("2026-01-01", "2027-03-01"), ("2027-03-02", "2027-12-31")], CURRENT),
        ([("2026-01-01", "2027-02-28")], ENDED),
        ([("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31")], ENDED),
        ([("2027-03-02", None)], COMING),
        ([("2026-01-01", "2027-02-28"), ("2027-03-02", None)], COMING),
    ],
)
def test_the_state_of_a_membership_sixty_days_before_its_end(session, spans, state):
    community = make.home(session)
    member = make_member(session, "Alpha")
    periods = [
        TierPeriod(
            organisation_id=member.id,
            tier="Basic",
            starts_on=date.fromisoformat(first),
            ends_on=date.fromisoformat(last) if last else None,
        )
        for first, last in spans
    ]
    session.add_all(periods)
    session.flush()

    found = [one for one in MembershipState if read_members(session, community, MemberFilters(state=one), TODAY).rows]

    assert membership(periods, TODAY, 60).state == state
    assert found == ([CURRENT, ENDING] if state == ENDING else [state])
