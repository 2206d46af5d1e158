"""Categories that follow the membership tier: which tier leads where, and applied to those who are registered."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.journal.words import named
from matchmaker.models import Category, CategoryTier, Delegation, Event, Staff, StructureAct, row_id
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.queries.tiers import read_tiers


def set_tiers(session: Session, event: Event, mapping: Mapping[str, int], *, shown: str, staff: Staff) -> None:
    """Say which tier leads to which category (ids); holds for those who register or are imported from now on.

    `shown` is the token of the `Tiers` that the form began with. Raises `Stale` if somebody has changed them
    meanwhile, and `InvalidInput` for categories of elsewhere and for tiers that the community has not.
    """
    event = lock_event(session, row_id(event))
    before = read_tiers(session, event, staff.language)
    if shown != before.token:
        raise Stale
    if not set(mapping.values()) <= before.categories.keys():
        raise InvalidInput(N_("Choose categories of this event."))
    if not mapping.keys() <= set(before.tiers):
        raise InvalidInput(N_("Choose levels of this community."))
    leads = [(f"{tier} → ", _named(session, number)) for tier, number in sorted(mapping.items())]
    about = [part for number, lead in enumerate(leads) for part in ((", ", *lead) if number else lead)] or "–"
    with noted(session, event, StructureAct.FOLLOW_TIERS, about, staff=staff):
        rows = {row.tier: row for row in session.exec(select(CategoryTier).where(CategoryTier.event_id == event.id))}
        for tier, category_id in mapping.items():
            if tier in rows:
                rows[tier].category_id = category_id
            else:
                session.add(CategoryTier(event_id=row_id(event), tier=tier, category_id=category_id))
        for tier, row in rows.items():
            if tier not in mapping:
                session.delete(row)


def follow_tiers(session: Session, event: Event, *, staff: Staff) -> int:
    """Put those who are registered into the category of their membership on the first day; return how many moved.

    Those whom an organiser has put where they are stay. Raises `InvalidInput` if somebody with published meetings
    would come into a category without meetings.
    """
    event = lock_event(session, row_id(event))
    moves = read_tiers(session, event, staff.language).following
    meeting = {side for pair in standing_pairs(session, row_id(event)) for side in pair}
    silent = select(Category.id).where(Category.event_id == event.id, col(Category.has_meetings).is_(False))
    without = set(session.exec(silent).all())
    for move in moves:
        if move.after in without and move.delegation_id in meeting:
            raise InvalidInput(
                N_("“%(name)s” has published meetings, which its category by membership has not."), name=move.name
            )
    names = ", ".join(move.name for move in moves)
    with noted(session, event, StructureAct.FOLLOW_TIERS, names, staff=staff):
        for move in moves:
            session.get_one(Delegation, move.delegation_id).category_id = move.after
    return len(moves)


def _named(session: Session, category_id: int) -> str | dict[str, Any]:
    category = session.get_one(Category, category_id)
    return named(category.names, category.code)
