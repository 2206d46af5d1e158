"""The people of a company hear that a counterpart would rather have a call, unless it was taken back before."""

from sqlmodel import Session, col, select

from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.calls import RatherCallMail
from matchmaker.models import Event, Person, Prospect, Registration, sendable


def tell_of_call(session: Session, event: Event, prospect: Prospect, name: str) -> None:
    """Write to the people of a company; how to reach the counterpart, called `name`, stands on their page alone."""
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Registration.delegation_id == prospect.delegation_id, sendable())
        .order_by(col(Registration.id))
    ).all()
    url = participant_page(event.slug, ParticipantPage.AFTER)
    for registration, person in rows:
        mail = RatherCallMail(reader=Reader.of(person), host=Host.of(event), url=url, counterpart=name)
        outbox.queue(
            session,
            mail,
            event_id=event.id,
            registration_id=registration.id,
            topic=_topic(prospect, registration.id),
        )


def forget_call(session: Session, prospect: Prospect) -> None:
    """Empty what was said of a call, which something else has overtaken; a mail about it that waits does not leave."""
    if prospect.call_asked_at is None:
        return
    people = select(Registration.id).where(Registration.delegation_id == prospect.delegation_id)
    for number in session.exec(people).all():
        outbox.supersede(session, _topic(prospect, number))
    prospect.call_asked_at = None
    prospect.call_phone = prospect.call_email = prospect.call_when = ""


def _topic(prospect: Prospect, registration_id: int | None) -> str:
    return f"call:{prospect.id}:{registration_id}"
