"""Who may give a presentation instead of its speaker."""

from sqlmodel import Session

from matchmaker.base.tokens import content_token
from matchmaker.models import Delegation, Presentation
from matchmaker.presentations.queries.own import PossibleSpeaker, read_colleagues_who_may_speak


def possible_speakers(session: Session, talk: Presentation) -> tuple[PossibleSpeaker, ...]:
    """Return who of the delegation may speak instead, by name."""
    people = read_colleagues_who_may_speak(session, session.get_one(Delegation, talk.delegation_id))
    return tuple(one for one in people if one.registration_id != talk.speaker_id)


def speaker_token(talk: Presentation) -> str:
    """Return the token of who speaks, that a form begins with (optimistic locking)."""
    return content_token(talk.speaker_id, talk.state, talk.item_id)
