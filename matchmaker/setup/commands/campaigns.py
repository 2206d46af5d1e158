"""Campaigns that are planned for later: they move with their event, and back with an undo."""

from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.models import Event
from matchmaker.setup.queries.moving import planned_campaigns


def move_campaigns(session: Session, event: Event, by: timedelta) -> None:
    """Move campaigns that are planned for later, at their wall times; one that is being sent or was sent stays.

    The event is locked by the caller, so that no campaign leaves meanwhile. Raises `InvalidInput` for one whose new
    moment has passed: it would leave at once.
    """
    for campaign in planned_campaigns(session, event) if by else ():
        if campaign.send_at is not None:
            wall = clock.local(campaign.send_at, event.zone)
            campaign.send_at = clock.instant(wall.date() + by, wall.time(), event.zone)
            session.add(campaign)
            if campaign.send_at <= clock.now():
                raise InvalidInput(
                    N_("A campaign that is planned would then have to leave on a day that has passed. Stop it first.")
                )
    session.flush()
