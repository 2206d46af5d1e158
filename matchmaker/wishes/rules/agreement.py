"""Which pairs of delegations may meet: what each side said, the event's agreement, vetoes and the organiser's word."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.models import Agreement, Answer

CONSENTS = frozenset({Answer.YES, Answer.IF_ROOM})


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side of a pair has said."""

    wish: bool = False
    answer: Answer = Answer.NONE
    """To the other side's wish."""


class Verdict(StrEnum):
    """Whether a pair may meet and, if not, what is missing."""

    MEET = "meet"
    FILLER = "filler"
    """May meet if there is room."""
    NO_WISH = "no_wish"
    NOT_ANSWERED = "not_answered"
    NOT_APPROVED = "not_approved"
    REFUSED = "refused"
    """A "no" or a veto; nobody but an organiser may know that it was not silence."""

    @property
    def eligible(self) -> bool:
        return self in {Verdict.MEET, Verdict.FILLER}


def verdict(
    agreement: Agreement, first: Voice, second: Voice, *, vetoed: bool = False, approved: bool = False
) -> Verdict:
    """Return whether two sides may meet under `agreement`.

    A veto wins over everything. A "no" ends the wish that it answers and no other: the refused wish counts neither as
    a wish nor as its author's consent. `approved` is the organiser's word and matters where the organiser decides.
    """
    if vetoed:
        return Verdict.REFUSED
    live = (first.wish and second.answer is not Answer.NO, second.wish and first.answer is not Answer.NO)
    answers = (first.answer if live[1] else Answer.NONE, second.answer if live[0] else Answer.NONE)
    if agreement is Agreement.ORGANISER:
        if not approved:
            return Verdict.NOT_APPROVED if any(live) else _without_live_wish(first, second)
    elif not any(live):
        return _without_live_wish(first, second)
    elif agreement is Agreement.MUTUAL and not all(
        wish or answer in CONSENTS for wish, answer in zip(live, answers, strict=True)
    ):
        return Verdict.NOT_ANSWERED
    filler = any(not wish and answer is Answer.IF_ROOM for wish, answer in zip(live, answers, strict=True))
    return Verdict.FILLER if filler or not any(live) else Verdict.MEET


def _without_live_wish(first: Voice, second: Voice) -> Verdict:
    return Verdict.REFUSED if first.wish or second.wish else Verdict.NO_WISH
