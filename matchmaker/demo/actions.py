"""Simulated actions of the demo's people, so that every page has something to show."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands import reports
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base import clock
from matchmaker.mail.commands.returned import mark_bounced
from matchmaker.mail.letters.schedule import ScheduleMail
from matchmaker.models import CalendarChoice, EntryKind, Event, Message, MessageState, Person, Registration, row_id
from matchmaker.releases.queries.published import standing_appointments

INVITED_BY_MAIL = "sofie.maes@banque-delvaux.example"
"""People who get invitations by mail; all others have the subscription."""
CANNOT_COME = ("zoe.vandeneynde@citizenplus.example",)
ASKS_TO_MOVE = ("guillaume.kieffer@lotharis.example", "ines.haddad@lotharis.example")
"""Two colleagues: which of them goes to a meeting is for the solver to say."""
GONE_ADDRESS = "sander.ooms@netewater.example"
FULL_MAILBOX = "claire.dony@meuse-invest.example"


def settle_in(session: Session, event: Event) -> None:
    """Let the people tick what they share and choose how they get their entries; before the first release."""
    now = clock.now()
    for registration, person in _people(session, event):
        # what came with the files is no news to anybody
        registration.wishes_told_at = now
        if registration.agreed_at is not None:
            number = row_id(registration)
            registration.share_email = number % 3 != 0
            registration.share_phone = bool(person.phone) and number % 2 == 0
            registration.share_linkedin = bool(person.linkedin) and number % 4 == 0
        if person.email == INVITED_BY_MAIL:
            registration.calendar, registration.calendar_chosen_at = CalendarChoice.MAIL, now
    session.flush()


def get_into_trouble(session: Session, event: Event) -> None:
    """Let two people say that something is wrong, and two mails not arrive; after the first release."""
    people = {person.email: registration for registration, person in _people(session, event)}
    for colleagues, say, note in (
        (CANNOT_COME, reports.cannot_come, "Notre conseil se réunit à cette heure-là, désolée."),
        (ASKS_TO_MOVE, reports.ask_to_move, "Mon train arrive de Metz plus tard que prévu."),
    ):
        meetings = [
            (people[email], line)
            for email in colleagues
            for line in standing_appointments(session, people[email])
            if line.kind is EntryKind.MEETING
        ]
        for registration, line in meetings[:1]:
            say(session, registration, line.uid, shown=line_token(line), note=note)
    for message, person in session.exec(
        select(Message, Person)
        .join(Registration, col(Registration.id) == col(Message.registration_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            col(Message.event_id) == event.id,
            col(Message.kind) == ScheduleMail.kind,
            col(Person.email).in_((GONE_ADDRESS, FULL_MAILBOX)),
        )
    ).all():
        if person.email == GONE_ADDRESS:
            mark_bounced(session, message, "550 5.1.1 The e-mail account that you tried to reach does not exist")
        else:
            message.state, message.attempts = MessageState.FAILED, 6
            message.error = "452 4.2.2 The recipient's mailbox is over its storage limit"
    session.flush()


def _people(session: Session, event: Event) -> list[tuple[Registration, Person]]:
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.event_id) == event.id)
        .order_by(col(Registration.id))
    ).all()
    return [(registration, person) for registration, person in rows]
