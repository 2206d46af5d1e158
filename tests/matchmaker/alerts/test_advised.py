"""Which of the repairs that were found the full button takes."""

import pytest

from matchmaker.alerts.planning.proposals import ProposalKind, ProposalView, advised

CANCEL, LEAST = ProposalKind.ONLY_CANCEL, ProposalKind.LEAST_DISTURBANCE


def _proposal(kind: ProposalKind, missing: int) -> ProposalView:
    return ProposalView(
        kind=kind,
        same_as=None,
        proved=False,
        disturbed_bound=None,
        disturbed=(),
        told=(),
        cannot_stay=(),
        meetings=(0, 0),
        wishes=(0, 0),
        value=(0, 0),
        guarantees_missing=(0, missing),
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], None),
        ([(CANCEL, 0), (LEAST, 0)], 0),
        ([(CANCEL, 1), (LEAST, 0)], 1),
        ([(CANCEL, 1), (LEAST, 1)], 0),
    ],
)
def test_the_full_button_breaks_no_promise_that_another_repair_keeps(
    found: list[tuple[ProposalKind, int]], expected: int | None
) -> None:
    assert advised([_proposal(*one) for one in found]) == expected
