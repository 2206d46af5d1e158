"""Undo of a removed wish: it is kept at its delegation, with the answer to it, until it is put back or too old.

The answer is the other side's word. It is kept here, not in the browser of the one who wished: a cookie could be sent
again after the other side has changed its mind.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Answer, Delegation, Registration, Wish, row_id
from matchmaker.wishes.rules.agreement import CONSENTS

OFFERED = timedelta(minutes=10)
"""How long a removal can be undone."""


def keep_removed(delegation: Delegation, wish: Wish) -> None:
    """Keep what a wish is that its delegation removes now, in place of the one removed before it."""
    delegation.removed_wish = {"at": clock.now().isoformat(), "wish": wish.model_dump(mode="json")}


def take_removed(delegation: Delegation, wish_id: int) -> Wish:
    """Return, as a row of no session, the wish that was removed last, and keep it no longer.

    Raises `NotFound` if that was another wish, or more than ten minutes ago.
    """
    kept = delegation.removed_wish
    if kept is None or kept["wish"]["id"] != wish_id or clock.now() - datetime.fromisoformat(kept["at"]) > OFFERED:
        raise NotFound(N_("This can no longer be undone. You can make the wish again."))
    delegation.removed_wish = None
    return Wish.model_validate(kept["wish"])


def put_back(session: Session, kept: Wish, wish: Wish) -> None:
    """Give a wish that was made again the age of the one that was kept, and the yes to it.

    A "no" is noted apart: it comes back with any wish between the two.
    """
    wish.created_at, wish.shown = min(wish.created_at, kept.created_at), kept.shown
    if wish.answer is Answer.NONE and kept.answer in CONSENTS:
        wish.answer, wish.answered_at = kept.answer, kept.answered_at
        by = session.get(Registration, kept.answered_by_id) if kept.answered_by_id is not None else None
        wish.answered_by_id = row_id(by) if by is not None and by.delegation_id == kept.to_id else None
