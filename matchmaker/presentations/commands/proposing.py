"""A proposal of a delegation: saved as a draft, sent, changed, withdrawn, taken up again."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.alerts.commands.speakers import speaker_gone
from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Act,
    DayPart,
    Decision,
    Delegation,
    Event,
    Person,
    Presentation,
    ProposalState,
    Registration,
    record,
    row_id,
)
from matchmaker.presentations.queries.own import OwnProposals, own_presentation, proposal_token, read_own
from matchmaker.presentations.rules import can_be_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalValues:
    """What a delegation says of a presentation that it proposes."""

    title: str
    abstract: str
    language: str
    speaker_id: int
    """A registration of the delegation."""
    minutes: int
    impossible: frozenset[DayPart]
    time_note: str


def propose(
    session: Session, registration: Registration, values: ProposalValues, *, shown: str, send: bool, actor: str = ""
) -> Presentation:
    """Keep a new proposal as a draft, or send it; `shown` is the token of the `OwnProposals` that the form began with.

    `actor` is who does it, for the history; the person, if it is empty. Raises `Closed` outside the call, `Stale` if a
    colleague was quicker, and `InvalidInput` for one above the limit and for values that the call does not offer.
    """
    event, own = _own(session, registration)
    if shown != own.token:
        raise Stale
    if own.used >= own.most:
        raise InvalidInput(N_("Your delegation has proposed all the presentations that it may."))
    _check(own, values, send=send)
    row = Presentation(
        event_id=row_id(event),
        delegation_id=registration.delegation_id,
        title="",
        state=ProposalState.DRAFT,
        proposed_by_id=row_id(registration),
    )
    _write(session, row, registration, values, send=send, actor=actor)
    return row


def change_proposal(
    session: Session,
    registration: Registration,
    presentation_id: int,
    values: ProposalValues,
    *,
    shown: str,
    send: bool,
    actor: str = "",
) -> Presentation:
    """Change a draft, and send it with `send`, or change what was sent, which stays sent.

    `shown` is the `proposal_token` that the form began with. Raises `NotFound` for a proposal of another delegation,
    and `Closed`, `Stale` and `InvalidInput` as `propose` does.
    """
    _, own = _own(session, registration)
    row = own_presentation(session, registration, presentation_id)
    if shown != proposal_token(row):
        raise Stale
    if not can_be_changed(row):
        raise Closed(N_("The committee has begun to decide: this proposal can no longer be changed."))
    send = send or row.state is ProposalState.SENT
    _check(own, values, send=send)
    _write(session, row, registration, values, send=send, actor=actor)
    return row


def withdraw_proposal(
    session: Session, registration: Registration, presentation_id: int, *, actor: str = ""
) -> Presentation:
    """Withdraw a proposal; done twice, it is done once. A draft is deleted.

    An accepted one alerts the organisers: its item stays in the programme until they decide.
    Raises `NotFound` for a proposal of another delegation.
    """
    lock_event(session, registration.event_id)
    row = own_presentation(session, registration, presentation_id)
    if row.state is ProposalState.DRAFT:
        session.delete(row)
    elif row.state is ProposalState.SENT:
        row.state = ProposalState.WITHDRAWN
        session.add(row)
        if row.decision is Decision.ACCEPTED:
            speaker_gone(session, row, row_id(registration))
        _record(session, row, registration, Act.WITHDRAW_PROPOSAL, actor)
    session.flush()
    return row


def take_up_again(session: Session, registration: Registration, presentation_id: int) -> Presentation:
    """Undo a withdrawal: the proposal is a draft again, which can be sent while the call is open.

    Raises `NotFound` for a proposal of another delegation, `Closed` once the call is closed or the committee has
    decided, and `InvalidInput` for one above the limit.
    """
    own_presentation(session, registration, presentation_id)
    _, own = _own(session, registration)
    row = own_presentation(session, registration, presentation_id)
    if row.state is not ProposalState.WITHDRAWN:
        return row
    if row.decision is not Decision.PROPOSED:
        raise Closed(N_("The committee has begun to decide: this proposal can no longer be changed."))
    if own.used >= own.most:
        raise InvalidInput(N_("Your delegation has proposed all the presentations that it may."))
    row.state = ProposalState.DRAFT
    session.add(row)
    session.flush()
    return row


def _own(session: Session, registration: Registration) -> tuple[Event, OwnProposals]:
    event = lock_event(session, registration.event_id)
    own = read_own(session, event, session.get_one(Delegation, registration.delegation_id))
    if not own.is_open or not own.most:
        raise Closed(N_("The call for presentations is closed."))
    return event, own


def _check(own: OwnProposals, values: ProposalValues, *, send: bool) -> None:
    if not one_line(values.title):
        raise InvalidInput(N_("A presentation needs a title."))
    if send and not several_lines(values.abstract):
        raise InvalidInput(N_("Say in a few lines what the audience will learn."))
    if values.language not in own.call.languages:
        raise InvalidInput(N_("Choose one of the languages of the call."))
    if values.minutes not in own.call.lengths:
        raise InvalidInput(N_("Choose one of the lengths of the call."))
    if all(one.registration_id != values.speaker_id for one in own.colleagues):
        raise InvalidInput(N_("Choose a speaker among the people of your organisation who take part."))


def _write(
    session: Session, row: Presentation, registration: Registration, values: ProposalValues, *, send: bool, actor: str
) -> None:
    row.title, row.abstract = one_line(values.title), several_lines(values.abstract)
    row.language, row.speaker_id, row.minutes = values.language, values.speaker_id, values.minutes
    row.impossible = [part.value for part in DayPart if part in values.impossible]
    row.time_note = one_line(values.time_note)
    session.add(row)
    if send and row.state is ProposalState.DRAFT:
        row.state, row.sent_at = ProposalState.SENT, clock.now()
        _record(session, row, registration, Act.SEND_PROPOSAL, actor)
    session.flush()


def _record(session: Session, row: Presentation, registration: Registration, act: Act, actor: str) -> None:
    who = actor or session.get_one(Person, registration.person_id).name
    record(session, who, act, event_id=row.event_id, registration=row_id(registration), title=row.title)
