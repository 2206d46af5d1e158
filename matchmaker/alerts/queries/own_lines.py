"""The meetings of one person that something can be said against, and the token of what a form shows of one."""

from sqlmodel import Session

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    EntryKind,
    Registration,
    ReleaseEntry,
    row_id,
)
from matchmaker.releases.queries.published import standing_entry


def line_token(entry: ReleaseEntry) -> str:
    """Return what a form shows of the line it is about: another one means that the line has changed since."""
    return content_token(entry.uid, entry.sequence, entry.starts_at.isoformat(), entry.state)


def own_meeting(session: Session, registration: Registration, uid: str) -> ReleaseEntry:
    """Return a meeting or presentation that stands in the person's agenda; raises NotFound for any other line."""
    entry = standing_entry(session, row_id(registration), uid)
    if entry is None or entry.kind is EntryKind.PROGRAMME:
        raise NotFound(N_("There is no such meeting in your schedule."))
    return entry
