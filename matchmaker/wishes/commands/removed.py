"""Undo of a removed wish: it is kept at its delegation until it is put back or too old.

The answer to it is the other side's word, and is kept by pair (`KeptAnswer`): they may change their mind meanwhile.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import null, or_, update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Answer, Delegation, Registration, Wish
from matchmaker.wishes.commands.kept import consent_again

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


def removed_for(session: Session, registration: Registration) -> int | None:
    """Return for whom the wish was that the registration's delegation removed last; None without one."""
    to_id = col(Delegation.removed_wish)["wish"]["to_id"].as_integer()
    return session.exec(select(to_id).where(Delegation.id == registration.delegation_id)).first()


def find_removed(session: Session, wish_id: int, to_id: int) -> Wish | None:
    """Return, as a row of no session, the wish for `to_id` that was the last one that its delegation removed."""
    kept = session.exec(
        select(Delegation.removed_wish).where(
            col(Delegation.removed_wish)["wish"]["id"].as_integer() == wish_id,
            col(Delegation.removed_wish)["wish"]["to_id"].as_integer() == to_id,
        )
    ).first()
    return None if kept is None else Wish.model_validate(kept["wish"])


def forget_removed(session: Session, organisation_ids: Collection[int]) -> None:
    """Let wishes that delegations of some organisations removed, or that were for them, be put back no more."""
    theirs = select(Delegation.id).where(col(Delegation.organisation_id).in_(organisation_ids))
    to_id = col(Delegation.removed_wish)["wish"]["to_id"].as_integer()
    session.execute(
        update(Delegation).where(or_(col(Delegation.id).in_(theirs), to_id.in_(theirs))).values(removed_wish=null())
    )


def put_back(session: Session, kept: Wish, wish: Wish) -> None:
    """Give a wish that was made again the age of the one that was kept, and the yes to it if it still stands.

    What its author saw of the answer stays only where the answer does.
    """
    wish.created_at = min(wish.created_at, kept.created_at)
    consent_again(session, wish)
    wish.shown = kept.shown if wish.answer is kept.answer else Answer.NONE
