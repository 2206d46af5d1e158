"""Lines of participants, previewed and imported."""

from sqlmodel import Session

from matchmaker.imports import LineOutcome, apply, preview
from matchmaker.models import Event

NEW, CHANGED, SAME, ERROR = LineOutcome.NEW, LineOutcome.CHANGED, LineOutcome.SAME, LineOutcome.ERROR
ZOE = "A1;Café Ötzi SA;basic;Zoé;Weiß;zoe@cafe.example"


def look(session: Session, event: Event, data: bytes):
    return preview(session, event, "participants", data, "people.csv")


def take_in(session: Session, event: Event, data: bytes):
    outcome = apply(session, event, "participants", data)
    session.commit()
    return outcome
