"""Pure rules: by which channel a person gets calendar entries."""

from matchmaker.models import CalendarChoice, Event, Registration


def calendar_choice(event: Event, registration: Registration) -> CalendarChoice:
    """Return by which channel a person gets calendar entries: as chosen, until then as the event says."""
    if registration.calendar_chosen_at is not None:
        return registration.calendar
    return CalendarChoice.MAIL if event.mail_invitations else CalendarChoice.FEED
