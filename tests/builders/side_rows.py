"""What of a side stands behind the addresses of the time after an event, and of its guests."""

from datetime import time

from sqlmodel import Session

from matchmaker.models import (
    Audience,
    Delegation,
    FollowUpAnswer,
    FollowUpRound,
    Guest,
    GuestList,
    GuestTable,
    Meeting,
    Registration,
    Venue,
    row_id,
)
from tests.builders.factories import make_programme_item


def rows_afterwards(session: Session, venue: Venue, registration: Registration, other: Delegation) -> dict[str, object]:
    """Return the ids by the names of addresses."""
    event = {"event_id": venue.event_id}
    low, high = sorted((registration.delegation_id, row_id(other)))
    item = make_programme_item(session, venue, starts=time(12), ends=time(13), audience=Audience.CHOSEN)
    meeting, asked = Meeting(**event, low_id=low, high_id=high), FollowUpRound(**event, months=3)
    invited = GuestList(**event, item_id=row_id(item))
    session.add_all([meeting, asked, invited])
    session.flush()
    answer = FollowUpAnswer(round_id=row_id(asked), registration_id=row_id(registration))
    table = GuestTable(list_id=row_id(invited), name="1", seats=8)
    guest = Guest(list_id=row_id(invited), name="Zoé", email="zoe@org.example", email_key="zoe@org.example")
    session.add_all([answer, table, guest])
    session.flush()
    return {
        "item_id": item.id,
        "meeting_id": meeting.id,
        "answer_id": answer.id,
        "guest_id": guest.id,
        "table_id": table.id,
        "months": 3,
    }
