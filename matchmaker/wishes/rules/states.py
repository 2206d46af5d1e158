"""How a wish stands in the eyes of the one who wished.

To the one who wished, a "no", a veto and silence read the same: nothing here reads a veto of the other side, or an
answer that is not shown (decision 21).
"""

from enum import StrEnum

from matchmaker.models import Agreement, Answer, Wish


class WishState(StrEnum):
    """How a wish stands, in the eyes of the one who wished."""

    MUTUAL = "mutual"
    """They wish it too, or said yes."""
    IF_ROOM = "if_room"
    """They said "if there is room"."""
    APPROVED = "approved"
    """The organiser decides, and said yes."""
    ENOUGH = "enough"
    """One side is enough at this event, so nothing is missing."""
    WAITING = "waiting"
    NOT_AGREED = "not_agreed"
    """Answers are closed, and there is no yes."""
    NEVER = "never"
    """We asked never to meet them."""
    TO_DECIDE = "to_decide"
    """The organiser decides, and has not yet said yes."""
    EXCLUDED = "excluded"
    """By the rules of the event our category does not wish for theirs, so that it does not count."""
    GONE = "gone"
    """They no longer take part."""

    @property
    def agreed(self) -> bool:
        return self in {WishState.MUTUAL, WishState.IF_ROOM, WishState.APPROVED, WishState.ENOUGH}


def wish_state(
    agreement: Agreement, wish: Wish, theirs: Wish | None, *, approved: bool, answers_open: bool
) -> WishState:
    """Return how `wish` stands where the other side takes part; `theirs` is its wish for us.

    `approved` is the organiser's word, `answers_open` whether the other side may still answer.
    """
    if agreement is Agreement.ORGANISER:
        return WishState.APPROVED if approved else WishState.TO_DECIDE
    if wish.shown is Answer.YES or (theirs is not None and theirs.answer is not Answer.NO):
        return WishState.MUTUAL
    if wish.shown is Answer.IF_ROOM:
        return WishState.IF_ROOM
    if agreement is Agreement.ONE_SIDE:
        return WishState.ENOUGH
    return WishState.WAITING if answers_open else WishState.NOT_AGREED
