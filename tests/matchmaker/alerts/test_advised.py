"""Which of the repairs that were found the full button takes, and what is said of what one is worth."""

import pytest

from matchmaker.alerts.planning.proposals import ProposalKind, ProposalView, advised

CANCEL, LEAST = ProposalKind.ONLY_CANCEL, ProposalKind.LEAST_DISTURBANCE


def _proposal(kind: ProposalKind, missing: int = 0, *, wishes: int = 0, value: int = 0) -> ProposalView:
    return ProposalView(
        kind=kind,
        same_as=None,
        proved=False,
        disturbed_bound=None,
        disturbed=(),
        told=(),
        cannot_stay=(),
        meetings=(0, 0),
        wishes=(0, wishes),
        value=(0, value),
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


@pytest.mark.parametrize(
    ("wishes", "value", "missing", "expected"),
    [
        (324, 21_100, 1, True),
        (323, 21_100, 1, True),
        (325, 21_100, 1, False),
        (323, 21_100, 0, False),
        (324, 21_000, 1, False),
    ],
)
def test_what_is_worth_more_without_more_wishes_or_promises_is_not_called_more(
    wishes: int, value: int, missing: int, *, expected: bool
) -> None:
    before = _proposal(ProposalKind.MORE_MET, 1, wishes=324, value=21_000)

    assert (
        _proposal(ProposalKind.LEAST_DISTURBANCE, missing, wishes=wishes, value=value).only_weighs_more(before)
        is expected
    )
