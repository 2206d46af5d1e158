"""Why a meeting that is due is not cancelled automatically."""

from enum import StrEnum

from sqlmodel import Session

from matchmaker.models import Event
from matchmaker.releases.queries.drafts import current_draft


class Obstacle(StrEnum):
    """Why a meeting is not cancelled by itself, although its time has come."""

    DRAFT = "draft"
    """Somebody has a draft in hand: it is theirs to decide what is published next."""
    UNKNOWN = "unknown"
    """What is left of the published schedule contradicts the rows, or no worker looks: a person must."""


def find_obstacle(session: Session, event: Event) -> Obstacle | None:
    """Return what keeps alerts whose time has come from being settled by themselves; asked only of those."""
    return Obstacle.DRAFT if current_draft(session, event) is not None else Obstacle.UNKNOWN
