"""A counterpart has what is kept of it removed, on its own page."""

from dataclasses import asdict

from sqlmodel import Session, col, or_, select

from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.base import clock
from matchmaker.base.i18n import translate
from matchmaker.base.names import email_key
from matchmaker.events.rules import require_not_archived
from matchmaker.models import Act, Counterpart, Event, MeetsAt, Organisation, Prospect, record, row_id
from matchmaker.prospects.commands.call_mails import forget_call
from matchmaker.prospects.commands.counterparts import CounterpartContact, Reception
from matchmaker.prospects.commands.locking import lock_approach
from matchmaker.prospects.commands.own_answers import answer_companies
from matchmaker.prospects.queries.own_page import read_own_page
from matchmaker.prospects.queries.registered import registered_contact


def remove_own_data(session: Session, event: Event, counterpart_id: int) -> bool:
    """Empty what a counterpart and its contact have said of themselves, decline for them, and end their page.

    Companies that ask get a no with a reason, as any refusal. Who takes part is withdrawn, which is returned: that
    alerts the organisers with a note, since what was published and sent stays until they have removed it. Both are in
    the language of the event, whatever the page speaks. The contact of another city takes part on. The history keeps
    what was done. Raises `NotFound` for a counterpart of another event, `Closed` once the
    event is archived.
    """
    require_not_archived(event)
    asking = [one.line.id for one in read_own_page(session, event, counterpart_id).asking if not one.declined]
    reason = translate(event.language, "Has removed their data.")
    answer_companies(session, event, counterpart_id, asking, agrees=False, reason=reason)
    counterpart = lock_approach(session, event, counterpart_id)
    former = counterpart.contact
    name = session.get_one(Organisation, counterpart.organisation_id).name
    registration = registered_contact(session, event, counterpart, email_key(counterpart.email))
    if registration is not None:
        note = translate(event.language, "Please delete what is still kept of me.")
        withdraw(session, registration, note=note, actor=name)
    same = or_(col(Counterpart.id) == counterpart_id, col(Counterpart.merged_into_id) == counterpart_id)
    empty = asdict(CounterpartContact(language=counterpart.language)) | asdict(Reception(meets_at=MeetsAt.UNKNOWN))
    for row in session.exec(select(Counterpart).where(Counterpart.event_id == event.id, same)).all():
        for field, value in empty.items():
            setattr(row, field, value)
        row.link_epoch += 1
        row.updated_at, row.updated_by = clock.now(), name
    for prospect in session.exec(select(Prospect).where(Prospect.counterpart_id == counterpart_id)).all():
        forget_call(session, prospect)
        if former and prospect.changed_by == former:
            prospect.changed_by = name
    record(session, name, Act.SAVE_COUNTERPART, event_id=row_id(event), subject=name, counterpart=counterpart_id)
    session.flush()
    return registration is not None
