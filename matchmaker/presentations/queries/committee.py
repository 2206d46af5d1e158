"""What the committee reads: each proposal with its marks, shown to a member after their own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.tokens import content_token
from matchmaker.models import Decision, Event, Presentation, ProposalState, ReviewMark, Staff
from matchmaker.presentations.queries.proposals import ProposedTalk, read_proposals


@dataclass(frozen=True, slots=True)
class Review:
    """The mark of one member, with their name."""

    by: str
    row: ReviewMark


@dataclass(frozen=True, slots=True)
class Marked:
    """A proposal with what one member of the committee may see of its marks."""

    proposal: ProposedTalk
    own: ReviewMark | None
    others: tuple[Review, ...]
    """Those of the others, by name; nobody sees them before their own mark."""
    marks: tuple[int, ...]
    """All of them, for the organisers who decide."""

    @property
    def to_mark(self) -> bool:
        """Whether the member has still to mark it: not once it is decided or withdrawn."""
        undecided = self.proposal.row.decision is Decision.PROPOSED
        return undecided and self.own is None and not self.proposal.withdrawn

    @property
    def mean(self) -> float | None:
        return fmean(self.marks) if self.marks else None

    @property
    def spread(self) -> float | None:
        """Standard deviation of the marks: how much the members disagree; none for fewer than two."""
        return pstdev(self.marks) if len(self.marks) > 1 else None

    @property
    def token(self) -> str:
        """What the form of the own mark begins with (optimistic locking)."""
        return content_token(self.own.mark if self.own else None, self.own.note if self.own else "")


def read_marked(session: Session, event: Event, staff_id: int) -> tuple[Marked, ...]:
    """Return the proposals of an event that were sent, by title, as one member sees them; two queries."""
    reviews: dict[int, list[Review]] = defaultdict(list)
    rows = session.exec(
        select(ReviewMark, Staff.name)
        .join(Staff, col(Staff.id) == col(ReviewMark.staff_id))
        .join(Presentation, col(Presentation.id) == col(ReviewMark.presentation_id))
        .where(Presentation.event_id == event.id)
        .order_by(col(Staff.name), col(Staff.id))
    )
    for row, name in rows:
        reviews[row.presentation_id].append(Review(name, row))
    return tuple(
        _marked(proposal, reviews[proposal.id], staff_id)
        for proposal in read_proposals(session, event)
        if proposal.row.proposed_by_id is not None
    )


def _marked(proposal: ProposedTalk, reviews: Sequence[Review], staff_id: int) -> Marked:
    own = next((one.row for one in reviews if one.row.staff_id == staff_id), None)
    others = tuple(one for one in reviews if one.row.staff_id != staff_id) if own is not None else ()
    return Marked(proposal, own, others, tuple(one.row.mark for one in reviews))


def marked_of(session: Session, event: Event, presentation_id: int, staff_id: int) -> Marked:
    """Return one proposal of `event` as a member sees it; raises `NotFound` for any other id."""
    found = next((one for one in read_marked(session, event, staff_id) if one.proposal.id == presentation_id), None)
    if found is None:
        raise NotFound
    return found


def next_to_mark(proposals: Sequence[Marked], after: int) -> int | None:
    """Return the id of the next proposal that its reader has still to mark, after the one of the id `after`."""
    open_ids = [one.proposal.id for one in proposals if one.to_mark]
    order = [one.proposal.id for one in proposals]
    place = order.index(after) if after in order else -1
    return next((number for number in order[place + 1 :] + order[:place] if number in open_ids), None)


def presentation_of_event(session: Session, event: Event, presentation_id: int) -> Presentation:
    """Return a proposal of `event` that was sent; raises `NotFound` for any other id and for a draft."""
    found = session.get(Presentation, presentation_id)
    if found is None or found.event_id != event.id or found.state is ProposalState.DRAFT:
        raise NotFound
    return found
