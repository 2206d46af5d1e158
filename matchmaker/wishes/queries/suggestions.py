"""Suggestions: the companies that fit best, of which a delegation has said nothing yet."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, or_, true
from sqlmodel import Session, col

from matchmaker.base.reading import ask
from matchmaker.models import Answer, Delegation, Organisation
from matchmaker.wishes.queries.contacts import Contact
from matchmaker.wishes.queries.matching import (
    SHAPES,
    ProfileShape,
    codes_of,
    languages_of,
    needs,
    points,
    shares_language,
    spoken,
    suggested,
)
from matchmaker.wishes.queries.others import THEIRS, in_order, may_ask, not_said, others, our_side
from matchmaker.wishes.rules.suggestions import Match, Profile, match


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A company that fits, of which nothing was said yet."""

    delegation_id: int
    name: str
    match: Match


def read_suggestions(
    session: Session,
    delegation_id: int,
    *,
    met: Collection[int] = (),
    team: tuple[Contact, ...] | None = None,
    most: int = 3,
    fill: bool = False,
) -> tuple[Suggestion, ...]:
    """Return the best matches of whom nothing was said yet, each with a reason; `met` are those in the schedule.

    `team` are our own people who can be met, where they are known already. With `fill`, companies without a reason
    make up the number, first those with a language in common.
    """
    ours = our_side(session, delegation_id, team)
    asked = ours.asked | codes_of(ours.profile) | {"met": sorted(met), "most": most}
    found = ask(session, _suggestions(ProfileShape.of(ours.profile), fill), asked)
    return tuple(
        Suggestion(
            delegation_id=row.id,
            name=row.name,
            match=match(ours.profile, Profile.of(row.offers, row.seeks, languages_of(row.spoken))),
        )
        for row in found
    )


@lru_cache(SHAPES)
def _suggestions(ours: ProfileShape, fill: bool) -> Select[Any]:
    """Return the statement with everything that a `Suggestion` is made of: `:most` of them, none of `:met`."""
    card = (col(Organisation.name), col(Organisation.offers), col(Organisation.seeks))
    fits = and_(suggested(ours), shares_language(ours))
    # of those that all fit, as of those that all share a language, the needs alone tell which fit best
    best = (case((fits, 0), else_=1), points(ours).desc()) if fill else (needs(ours).desc(),)
    found = others().add_columns(col(Delegation.id), *card, spoken().label("spoken"))
    return (
        in_order(found, *best)
        .where(
            *not_said(),
            may_ask(),
            or_(col(THEIRS.answer).is_(None), col(THEIRS.answer) == Answer.NONE),
            col(Delegation.id).not_in(bindparam("met", expanding=True)),
            true() if fill else fits,
        )
        .limit(bindparam("most"))
    )
