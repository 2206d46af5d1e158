"""The ways out when an accepted presentation has lost its speaker: somebody else speaks, or it is cancelled."""

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.changes.commands.alerts import settle_alert
from matchmaker.changes.commands.speakers import talk_uid
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    Event,
    Presentation,
    ProposalState,
    Staff,
    StructureAct,
    row_id,
)
from matchmaker.presentations.queries.committee import presentation_of_event
from matchmaker.presentations.queries.own import PossibleSpeaker, read_colleagues_who_may_speak
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.commands.programme import remove_item


def possible_speakers(session: Session, talk: Presentation) -> tuple[PossibleSpeaker, ...]:
    """Return who of the delegation may speak instead, by name."""
    people = read_colleagues_who_may_speak(session, session.get_one(Delegation, talk.delegation_id))
    return tuple(one for one in people if one.registration_id != talk.speaker_id)


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
        raise Stale(N_("Somebody has changed this page meanwhile. Here is the newer state."))
    people = read_colleagues_who_may_speak(session, session.get_one(Delegation, talk.delegation_id))
    if all(one.registration_id != speaker_id for one in people):
        raise InvalidInput(N_("Choose a speaker among the people of the organisation who take part."))
    with noted(session, event, StructureAct.CHANGE_ITEM, talk.title, staff=staff):
        talk.speaker_id, talk.state = speaker_id, ProposalState.SENT
        session.add(talk)
    _settle(session, event, talk, staff)
    return talk


def cancel_presentation(session: Session, event: Event, presentation_id: int, *, staff: Staff) -> None:
    """Take a presentation out of the programme; its proposal is withdrawn, and its alerts are handled.

    Raises `NotFound` for a presentation of another event.
    """
    event = lock_event(session, row_id(event))
    talk = presentation_of_event(session, event, presentation_id)
    _settle(session, event, talk, staff)
    if talk.proposed_by_id is not None:
        talk.state = ProposalState.WITHDRAWN
        session.add(talk)
    if talk.item_id is not None:
        remove_item(session, event, talk.item_id, staff=staff)
    session.flush()


def speaker_token(talk: Presentation) -> str:
    """Return the token of who speaks, that a form begins with (optimistic locking)."""
    return f"{talk.speaker_id}:{talk.state.value}:{talk.item_id}"


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
