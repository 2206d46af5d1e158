"""Calls for presentations, and proposals."""

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Presentation,
    PresentationCall,
    ProposalState,
    Registration,
    Staff,
    row_id,
)
from matchmaker.presentations.commands.call import CallSettings, save_call
from matchmaker.presentations.commands.proposing import ProposalValues, propose
from matchmaker.presentations.queries.call import call_token, read_call, read_limits
from matchmaker.presentations.queries.own import read_own
from tests.builders.factories import make_staff


def call_for(
    session: Session, event: Event, *, most: int = 2, staff: Staff | None = None, **values
) -> PresentationCall:
    """An open call without a deadline: each category may propose `most` presentations."""
    numbers = session.exec(select(Category.id).where(Category.event_id == event.id)).all()
    defaults = {
        "is_open": True,
        "closes_at": None,
        "texts": {"en": "Show what works."},
        "languages": ("fr", "en"),
        "lengths": (15, 30),
        "limits": dict.fromkeys(numbers, most),
    }
    call = read_call(session, event)
    shown = call_token(call, read_limits(session, event, call))
    return save_call(
        session, event, CallSettings(**defaults | values), shown=shown, staff=staff or make_staff(session, event)
    )


def proposal_values(speaker: Registration, **values) -> ProposalValues:
    defaults = {
        "title": "Signing without paper",
        "abstract": "Three cases, one of them a failure.",
        "language": "en",
        "speaker_id": row_id(speaker),
        "minutes": 15,
        "impossible": frozenset(),
        "time_note": "",
    }
    return ProposalValues(**defaults | values)


def proposed(session: Session, speaker: Registration, *, send: bool = True, **values) -> Presentation:
    """A proposal made in the open call by the one who speaks."""
    own = _own(session, speaker)
    return propose(session, speaker, proposal_values(speaker, **values), shown=own.token, send=send)


def sent_proposal(
    session: Session,
    proposer: Registration,
    title: str = "Signing without paper",
    *,
    speaker: Registration | None = None,
    **values,
) -> Presentation:
    """A proposal that was sent, whether there is a call or not; its proposer speaks unless somebody else does."""
    defaults = {"abstract": "Three cases.", "language": "en", "minutes": 15, "sent_at": clock.now()}
    row = Presentation(
        event_id=proposer.event_id,
        delegation_id=proposer.delegation_id,
        speaker_id=(speaker or proposer).id,
        proposed_by_id=proposer.id,
        title=title,
        state=ProposalState.SENT,
        **defaults | values,
    )
    session.add(row)
    session.flush()
    return row


def _own(session: Session, registration: Registration):
    event = session.get_one(Event, registration.event_id)
    return read_own(session, event, session.get_one(Delegation, registration.delegation_id))
