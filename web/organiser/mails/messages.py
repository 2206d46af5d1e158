"""The mails of an event: what went, what waits, what did not arrive, and what to do about it."""

from flask import Response, g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField

from matchmaker import jobs
from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.mail.queries.messages import message_of, read_message, read_messages
from matchmaker.models import Registration, row_id
from matchmaker.people.queries.access import count_other_events, registration_of
from matchmaker.publishing.commands.messages import correct_address, send_again
from web import database, security
from web.auth.guards import organiser_required
from web.forms import AddressField, Form
from web.organiser.blueprint import bp
from web.organiser.mails.wording import WORDS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


class AddressForm(Form):
    """The address that a person should have."""

    email = AddressField(lazy_gettext("Right address"), lazy_gettext("Write the right address."))
    elsewhere = BooleanField(lazy_gettext("Correct it there as well"))
    """Asked where the person takes part in other events, perhaps of other organisers."""


def corrected(form: AddressForm, registration: Registration) -> str:
    """Give a person the address of the form and return what to say of it; empty if the form says why not."""
    if not form.validate():
        return ""
    if count_other_events(database.session(), row_id(registration)) and not form.elsewhere.data:
        form.elsewhere.errors = [gettext("A person has one address: say that it changes at the other events as well.")]
        return ""
    with refusable(InvalidInput) as refusal:
        count = correct_address(database.session(), registration, form.email.data or "", actor=g.staff.name)
    if refusal:
        refusal.show(form.email)
        return ""
    database.after_commit(jobs.enqueue_outbox)
    return str(
        ngettext(
            "The address is corrected; %(num)d mail goes there.",
            "The address is corrected; %(num)d mails go there.",
            count,
        )
    )


@bp.get("/<slug>/messages")
@organiser_required
def messages(slug: str) -> str:
    """List the mails that match the search and the filters."""
    asked = {name: request.args.get(name, "").strip() for name in ("q", "kind", "state")}
    found = read_messages(
        database.session(), row_id(g.event), query=asked["q"], kind=asked["kind"], state=asked["state"]
    )
    return render_template("organiser/mails/messages.html", outbox=found, asked=asked, **WORDS)


@bp.get("/<slug>/messages/<int:message_id>")
@organiser_required
def message(slug: str, message_id: int) -> str:
    """Show one mail as it was sent, and what can be done about it."""
    return _page(message_id, AddressForm())


@bp.get("/<slug>/messages/<int:message_id>/letter")
@organiser_required
def letter(slug: str, message_id: int) -> Response:
    """Show the HTML of a mail alone, as a mail program would."""
    session = database.session()
    found = read_message(session, message_of(session, row_id(g.event), message_id))
    return security.letter(found.html)


@bp.post("/<slug>/messages/<int:message_id>/again")
@organiser_required
def message_again(slug: str, message_id: int) -> BaseResponse:
    """Send a mail that did not arrive once more."""
    session = database.session()
    with refusable(InvalidInput) as refusal:
        send_again(session, message_of(session, row_id(g.event), message_id))
    if refusal:
        refusal.show()
        return redirect_to("organiser.message", message_id=message_id)
    database.after_commit(jobs.enqueue_outbox)
    return redirect_to("organiser.message", gettext("It is sent again."), message_id=message_id)


@bp.post("/<slug>/messages/<int:message_id>/address")
@organiser_required
def message_address(slug: str, message_id: int) -> Page:
    """Correct the address of the mail's reader; what stands and what did not arrive goes there."""
    session, form = database.session(), AddressForm()
    found = message_of(session, row_id(g.event), message_id)
    if found.registration_id is None:
        raise NotFound(N_("There is no such message."))
    said = corrected(form, registration_of(session, g.event, found.registration_id))
    if said:
        return redirect_to("organiser.messages", said, q=form.email.data)
    return _page(message_id, form), 422


def _page(message_id: int, form: AddressForm) -> str:
    session = database.session()
    found = read_message(session, message_of(session, row_id(g.event), message_id))
    elsewhere = count_other_events(session, found.registration_id) if found.registration_id else 0
    return render_template("organiser/mails/message.html", message=found, form=form, elsewhere=elsewhere, **WORDS)
