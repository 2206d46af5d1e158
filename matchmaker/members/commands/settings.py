"""Settings of a community about its members, changed on screen."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.base.plain_text import one_line
from matchmaker.members.rules.settings import (
    LONGEST_TIER,
    MOST_SITES,
    MOST_TIERS,
    REMIND_WITHIN,
    MemberSettings,
    origin,
)
from matchmaker.models import Act, Community, Organisation, TierPeriod, record


def save_settings(session: Session, community: Community, settings: MemberSettings, *, shown: str, actor: str) -> None:
    """Save what a community says about its members; `shown` is the token that the form began with.

    Raises `Stale` if somebody else changed it meanwhile, and `InvalidInput` for a value that cannot be used, and for a
    tier that is taken away while memberships have it.
    """
    session.refresh(community, with_for_update=True)
    if shown != MemberSettings.of(community).token:
        raise Stale
    tiers = list({fold(tier): one_line(tier) for tier in reversed(settings.tiers) if fold(tier)}.values())[::-1]
    if not tiers or len(tiers) > MOST_TIERS or any(len(tier) > LONGEST_TIER for tier in tiers):
        raise InvalidInput(
            N_("Name 1 to %(number)d levels, of %(length)d characters at most."),
            number=MOST_TIERS,
            length=LONGEST_TIER,
        )
    if gone := _still_used(session, community, set(community.tiers) - set(tiers)):
        raise InvalidInput(
            N_("%(number)d memberships have the level “%(tier)s”. Give them another one first."),
            tier=gone[0],
            number=gone[1],
        )
    days = settings.renewal_days
    if days is not None and not 1 <= days <= REMIND_WITHIN:
        raise InvalidInput(N_("Remind between 1 and %(most)d days before the end, or never."), most=REMIND_WITHIN)
    community.tiers, community.renewal_days = tiers, days
    community.directory_open, community.directory_indexed = settings.directory_open, settings.directory_indexed
    community.directory_sites = _origins(settings.directory_sites)
    session.add(community)
    record(session, actor, Act.SAVE_COMMUNITY, event_id=None, community=community.id)
    session.flush()


def _still_used(session: Session, community: Community, tiers: set[str]) -> tuple[str, int] | None:
    found = session.exec(
        select(TierPeriod.tier, func.count())
        .join(Organisation, col(Organisation.id) == col(TierPeriod.organisation_id))
        .where(Organisation.community_id == community.id, col(TierPeriod.tier).in_(tiers))
        .group_by(col(TierPeriod.tier))
    ).first()
    return (found[0], found[1]) if found else None


def _origins(sites: tuple[str, ...]) -> list[str]:
    found = [(text, origin(text)) for text in sites if text.strip()]
    if wrong := [text for text, site in found if site is None]:
        raise InvalidInput(
            N_("“%(site)s” is not the address of a site. It looks like https://www.cluster.example."), site=wrong[0]
        )
    if len(found) > MOST_SITES:
        raise InvalidInput(N_("At most %(number)d sites, please."), number=MOST_SITES)
    return list(dict.fromkeys(site for _text, site in found if site))
