"""What counterparts have reported to the organisers and taken back since."""

from collections.abc import Iterable

from sqlalchemy import select as select_many
from sqlmodel import Session, col

from matchmaker.models import Alert, AlertKind, AlertState, Delegation, Meeting, Registration

TakenBack = tuple[int, int | None, AlertKind]
"""The organisation of a counterpart, the delegation that the report concerns (None: any of them), and its kind."""


def taken_back(session: Session, event_id: int, kinds: Iterable[AlertKind]) -> frozenset[TakenBack]:
    """Return what was taken back of these kinds, where nothing of the same is left."""
    rows = session.execute(
        select_many(
            col(Delegation.organisation_id),
            col(Delegation.id),
            col(Meeting.low_id),
            col(Meeting.high_id),
            col(Alert.kind),
            col(Alert.state),
        )
        .join(Registration, col(Registration.id) == col(Alert.registration_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Meeting, col(Meeting.id) == col(Alert.meeting_id))
        .where(col(Alert.event_id) == event_id, col(Alert.kind).in_(tuple(kinds)))
    )
    back, left = set[TakenBack](), set[TakenBack]()
    for organisation_id, own, low, high, kind, state in rows:
        other = high if own == low else low
        (back if state is AlertState.TAKEN_BACK else left).update(
            ((organisation_id, other, kind), (organisation_id, None, kind))
        )
    return frozenset(back - left)
