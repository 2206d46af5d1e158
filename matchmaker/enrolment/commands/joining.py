"""A colleague who was invited fills in the form: the mail has proved the address, so that it counts at once."""

from dataclasses import replace

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import Closed
from matchmaker.base.i18n import N_
from matchmaker.enrolment.commands.confirming import Confirmation, confirm
from matchmaker.enrolment.commands.sending import Newcomer, keep_request
from matchmaker.enrolment.queries.colleagues import inviter_of
from matchmaker.enrolment.queries.form import OpenForm
from matchmaker.events.commands import lock_event
from matchmaker.models import ColleagueInvitation, is_enrolled, row_id


def join_colleague(
    session: Session, form: OpenForm, invitation: ColleagueInvitation, newcomer: Newcomer
) -> Confirmation:
    """Use an invitation: its reader joins the organisation of who has invited them, counted like everybody else.

    Raises `Closed` for an invitation that was used or is too old, whose sender has withdrawn, and for a form that takes
    nobody; `InvalidInput` for what cannot be used.
    """
    lock_event(session, row_id(form.event))
    session.refresh(invitation)
    inviter, now = inviter_of(session, invitation), clock.now()
    usable = invitation.used_at is None and invitation.expires_at > now
    if not usable or not is_enrolled(inviter.registration, inviter.delegation):
        raise Closed(N_("This invitation no longer works. Ask your colleague for another one."))
    organisation = inviter.organisation
    settled = replace(
        newcomer,
        email=invitation.email,
        organisation=organisation.name,
        country=organisation.country,
        vat=organisation.vat or "",
    )
    request = keep_request(session, form, settled)
    request.organisation_id, request.category_id = organisation.id, inviter.delegation.category_id
    invitation.used_at = now
    session.add_all([request, invitation])
    session.flush()
    return confirm(session, request)
