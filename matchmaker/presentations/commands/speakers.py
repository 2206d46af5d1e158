"""The ways out when an accepted presentation has lost its speaker: somebody else speaks, or it is cancelled."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import settle_alert
from matchmaker.alerts.rules import talk_uid
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    Event,
    Presentation,
    ProgrammeItem,
    ProposalState,
    Staff,
    StructureAct,
    row_id,
)
from matchmaker.presentations.queries.committee import presentation_of_event
from matchmaker.presentations.queries.own import read_colleagues_who_may_speak
from matchmaker.presentations.queries.speakers import speaker_token
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.commands.programme import take_out


def change_speaker(
    session: Session, event: Event, presentation_id: int, speaker_id: int, *, shown: str, staff: Staff
) -> Presentation:
    """Let a colleague speak, which takes up a withdrawn presentation again; its alerts are handled by it.

    Published agendas have it from the next release on. `shown` is the `speaker_token` that the page began with. Raises
    `NotFound` for a presentation of another event, `Stale` if somebody has changed it meanwhile, and `InvalidInput` for
    anybody who does not take part for its organisation.
    """
    event = lock_event(session, row_id(event))
    talk = presentation_of_event(session, event, presentation_id)
    if shown != speaker_token(talk):
        raise Stale
    people = read_colleagues_who_may_speak(session, session.get_one(Delegation, talk.delegation_id))
    if all(one.registration_id != speaker_id for one in people):
        raise InvalidInput(N_("Choose a speaker among the people of the organisation who take part."))
    with noted(session, event, StructureAct.CHANGE_ITEM, talk.title, staff=staff):
        talk.speaker_id, talk.state = speaker_id, ProposalState.SENT
        session.add(talk)
    _settle(session, event, talk, staff)
    return talk


def cancel_presentation(session: Session, event: Event, presentation_id: int, *, shown: str, staff: Staff) -> None:
    """Take a presentation out of the programme; its proposal is withdrawn, and its alerts are handled.

    `shown` is the `speaker_token` that the page began with. Raises `NotFound` for a presentation of another event, and
    `Stale` if somebody has changed it meanwhile.
    """
    event = lock_event(session, row_id(event))
    talk = presentation_of_event(session, event, presentation_id)
    if shown != speaker_token(talk):
        raise Stale
    _settle(session, event, talk, staff)
    with noted(session, event, StructureAct.REMOVE_ITEM, talk.title, staff=staff):
        if talk.proposed_by_id is not None:
            talk.state = ProposalState.WITHDRAWN
            session.add(talk)
        if talk.item_id is not None:
            take_out(session, session.get_one(ProgrammeItem, talk.item_id))


def _settle(session: Session, event: Event, talk: Presentation, staff: Staff) -> None:
    """Mark the open alerts of a presentation as handled."""
    alerts = select(Alert.id).where(
        Alert.event_id == event.id,
        Alert.kind == AlertKind.SPEAKER,
        Alert.uid == talk_uid(row_id(talk)),
        Alert.state == AlertState.OPEN,
    )
    for alert_id in session.exec(alerts.order_by(col(Alert.id))).all():
        if alert_id is not None:
            settle_alert(session, event, alert_id, AlertState.HANDLED, staff)
