"""The deadline of the open form, which moves with its event; its row is not journaled."""

from datetime import timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Event, RegistrationForm


def move_form_deadline(session: Session, event: Event, by: timedelta) -> None:
    """Move the day at which the open form closes, at its wall time."""
    form = session.get(RegistrationForm, event.id)
    if form is None or form.closes_at is None:
        return
    wall = clock.local(form.closes_at, event.zone)
    form.closes_at = clock.instant(wall.date() + by, wall.time(), event.zone)
