"""The presentations of a person or an organisation, as its delegation may know how they stand."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from matchmaker.models import Presentation, ProposalState, row_id
from matchmaker.presentations.rules import ProposalStanding, standing_of


@dataclass(frozen=True, slots=True)
class Talk:
    """A presentation that was sent, or that an organiser has entered."""

    id: int
    title: str
    standing: ProposalStanding
    """What its delegation was told; an organiser's own entry counts as accepted."""
    quiet_minutes: int
    """Kept free for the speaker before and after; 0 while nothing is promised."""


def read_talks(session: Session, of: ColumnElement[bool]) -> tuple[Talk, ...]:
    """Return the presentations on which `of` holds, but for those that the delegation knows to be declined.

    Partners read them too: what was decided and not told yet reads as sent.
    """
    rows = session.exec(
        select(Presentation).where(Presentation.state == ProposalState.SENT, of).order_by(col(Presentation.id))
    )
    talks = (_talk(row) for row in rows)
    return tuple(talk for talk in talks if talk.standing is not ProposalStanding.DECLINED)


def _talk(row: Presentation) -> Talk:
    standing = ProposalStanding.ACCEPTED if row.proposed_by_id is None else standing_of(row)
    quiet = row.quiet_minutes if standing is ProposalStanding.ACCEPTED else 0
    return Talk(row_id(row), row.title, standing, quiet)
