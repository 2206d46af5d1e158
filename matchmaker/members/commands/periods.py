"""Memberships: periods added, changed and removed; no two of one member share a day."""

from datetime import date

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.members.queries.member import find_member, periods_token
from matchmaker.members.queries.of_members import periods_of
from matchmaker.members.rules.membership import overlap
from matchmaker.models import Act, Community, TierPeriod, record, row_id


def save_period(
    session: Session,
    community: Community,
    organisation_id: int,
    period_id: int | None,
    *,
    tier: str,
    starts_on: date,
    ends_on: date | None,
    shown: str,
    actor: str,
) -> TierPeriod:
    """Add a period (`period_id` None) or change one; `shown` is the token of all periods that the form began with.

    Raises `NotFound` for a member or period of elsewhere, `Stale` if the periods were changed meanwhile, and
    `InvalidInput` for a tier that neither the community nor the period has, for days in the wrong order, and for days
    that another period has.
    """
    name, periods = _locked(session, community, organisation_id, shown)
    found = (
        _find(periods, period_id)
        if period_id is not None
        else TierPeriod(organisation_id=organisation_id, tier="", starts_on=starts_on)
    )
    if tier not in {*community.tiers, found.tier}:
        raise InvalidInput(N_("The community has no level “%(tier)s”."), tier=tier)
    if ends_on is not None and ends_on < starts_on:
        raise InvalidInput(N_("The last day lies before the first."))
    if any(one is not found and overlap(one, starts_on, ends_on) for one in periods):
        raise InvalidInput(
            N_("These days belong to another membership of this company already. Change that one first.")
        )
    found.tier, found.starts_on, found.ends_on = tier, starts_on, ends_on
    session.add(found)
    _note(session, community, name, actor)
    return found


def remove_period(
    session: Session, community: Community, organisation_id: int, period_id: int, *, shown: str, actor: str
) -> None:
    """Remove a period that was entered by mistake; raises `NotFound` and `Stale` as `save_period` does."""
    name, periods = _locked(session, community, organisation_id, shown)
    session.delete(_find(periods, period_id))
    _note(session, community, name, actor)


def _locked(session: Session, community: Community, organisation_id: int, shown: str) -> tuple[str, list[TierPeriod]]:
    """Return the name and the periods of a member, which nobody else changes before the commit."""
    organisation = find_member(session, row_id(community), organisation_id, lock=True)
    periods = periods_of(session, [organisation_id]).get(organisation_id, [])
    if shown != periods_token(periods):
        raise Stale
    return organisation.name, periods


def _find(periods: list[TierPeriod], period_id: int) -> TierPeriod:
    found = next((one for one in periods if one.id == period_id), None)
    if found is None:
        raise NotFound
    return found


def _note(session: Session, community: Community, name: str, actor: str) -> None:
    record(session, actor, Act.SAVE_MEMBERSHIP, event_id=None, community=community.id, subject=name)
    session.flush()
