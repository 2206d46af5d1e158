"""Which of the repairs that were found the full button takes."""

import pytest

from matchmaker.changes.planning.proposals import ProposalKind, ProposalView
from matchmaker.desk.planning.found import KeptProposal, RepairKind, advised

CANCEL, LEAST = RepairKind.ONLY_CANCEL, RepairKind.LEAST_DISTURBANCE


def _proposal(kind: RepairKind, missing: int) -> KeptProposal:
    view = ProposalView(
        kind=ProposalKind(kind.value),
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
    return KeptProposal(kind, view, None, {})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], None),
        ([(CANCEL, 0), (LEAST, 0)], CANCEL),
        ([(CANCEL, 1), (LEAST, 0)], LEAST),
        ([(CANCEL, 1), (LEAST, 1)], CANCEL),
    ],
)
def test_the_full_button_breaks_no_promise_that_another_repair_keeps(
    found: list[tuple[RepairKind, int]], expected: RepairKind | None
) -> None:
    assert advised([_proposal(*one) for one in found]) == expected
