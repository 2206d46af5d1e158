"""The mails of an event: what went, what waits, what did not arrive, and what to do about it."""

from flask import Response, g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, EmailField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from matchmaker import jobs
from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.commands import set_habits
from matchmaker.mail.queries import messages as read
from matchmaker.models import ReleaseKind, row_id
from matchmaker.people.queries import registration_of
from matchmaker.publishing.commands import messages as service
from matchmaker.scheduling.queries.lookup import scenario_of
from matchmaker.scheduling.queries.people import other_events
from web import database, security
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp
from web.organiser.wording import MESSAGE_KINDS, MESSAGE_STATES, MESSAGE_TONES
from web.redirects import redirect_to
from web.refusals import refusable


class AddressForm(FlaskForm):
    """The address that a person should have."""

    email = EmailField(
        lazy_gettext("Right address"), validators=[InputRequired(message=lazy_gettext("Write the right address."))]
    )
    elsewhere = BooleanField(lazy_gettext("Correct it there as well"))
    """Asked where the person takes part in other events, perhaps of other organisers."""


class HabitsForm(FlaskForm):
    """What people of the event get by themselves."""

    mail_invitations = BooleanField(
        lazy_gettext("Invite by mail to each meeting"),
        description=lazy_gettext(
            "For those who have not chosen otherwise; from the next publication on. Whoever subscribes to the calendar "
            "gets no invitations."
        ),
    )
    reminder_hours = IntegerField(
        lazy_gettext("Hours before the first appointment of a day at which people are reminded"),
        description=lazy_gettext("Empty for no reminder."),
        validators=[Optional(), NumberRange(1, 72, message=lazy_gettext("A number from 1 to 72."))],
    )


@bp.route("/<slug>/messages/habits", methods=["GET", "POST"])
@organiser_required
def habits(slug: str) -> str | BaseResponse | tuple[str, int]:
    """Set what people get by themselves."""
    form = HabitsForm(obj=g.event)
    status = 200
    if form.is_submitted():
        if form.validate():
            set_habits(
                database.session(),
                g.event,
                mail_invitations=form.mail_invitations.data,
                reminder_hours=form.reminder_hours.data,
            )
            return redirect_to("organiser.messages", gettext("Saved."))
        status = 422
    return render_template("organiser/habits.html", form=form), status


@bp.get("/<slug>/messages")
@organiser_required
def messages(slug: str) -> str:
    """List the mails that match the search and the filters."""
    asked = {name: request.args.get(name, "").strip() for name in ("q", "kind", "state")}
    found = read.messages(
        database.session(), row_id(g.event), query=asked["q"], kind=asked["kind"], state=asked["state"]
    )
    return render_template("organiser/messages.html", outbox=found, asked=asked, **_words())


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
    found = read.view(session, read.message_of(session, row_id(g.event), message_id))
    return security.letter(found.html)


@bp.post("/<slug>/messages/<int:message_id>/again")
@organiser_required
def send_again(slug: str, message_id: int) -> BaseResponse:
    """Send a mail that did not arrive once more."""
    session = database.session()
    with refusable(InvalidInput) as refusal:
        service.send_again(session, read.message_of(session, row_id(g.event), message_id))
    if refusal:
        refusal.show()
        return redirect_to("organiser.message", message_id=message_id)
    database.after_commit(jobs.enqueue_outbox)
    return redirect_to("organiser.message", gettext("It is sent again."), message_id=message_id)


@bp.post("/<slug>/messages/<int:message_id>/address")
@organiser_required
def correct_address(slug: str, message_id: int) -> BaseResponse | tuple[str, int]:
    """Correct the address of the mail's reader; what stands and what did not arrive goes there."""
    session, form = database.session(), AddressForm()
    found = read.message_of(session, row_id(g.event), message_id)
    if found.registration_id is None:
        raise NotFound(N_("There is no such message."))
    valid = form.validate()
    if valid and other_events(session, found.registration_id) and not form.elsewhere.data:
        form.elsewhere.errors = [gettext("A person has one address: say that it changes at the other events as well.")]
    elif valid:
        with refusable(InvalidInput) as refusal:
            registration = registration_of(session, g.event, found.registration_id)
            count = service.correct_address(session, registration, form.email.data or "", staff=g.staff)
        if not refusal:
            database.after_commit(jobs.enqueue_outbox)
            said = ngettext(
                "The address is corrected; %(num)d mail goes there.",
                "The address is corrected; %(num)d mails go there.",
                count,
            )
            return redirect_to("organiser.messages", said, q=form.email.data)
        refusal.show(form.email)
    return _page(message_id, form), 422


@bp.post("/<slug>/scenarios/<int:scenario_id>/preview/<int:registration_id>")
@organiser_required
def preview(slug: str, scenario_id: int, registration_id: int) -> str | BaseResponse:
    """Show exactly what one person would get if the scenario were published as final now; nothing is published."""
    session = database.session()
    scenario = scenario_of(session, g.event, scenario_id)
    registration = registration_of(session, g.event, registration_id)
    kind = ReleaseKind.PROVISIONAL if request.form.get("kind") == "provisional" else ReleaseKind.FINAL
    with refusable(InvalidInput) as refusal:
        found = service.preview(session, g.event, scenario, registration, kind)
    if refusal:
        refusal.show()
        return redirect_to("organiser.publish", scenario_id=scenario_id)
    return render_template("organiser/preview.html", preview=found, kind=kind, scenario=scenario, **_words())


def _page(message_id: int, form: AddressForm) -> str:
    session = database.session()
    found = read.view(session, read.message_of(session, row_id(g.event), message_id))
    elsewhere = other_events(session, found.registration_id) if found.registration_id else 0
    return render_template("organiser/message.html", message=found, form=form, elsewhere=elsewhere, **_words())


def _words() -> dict[str, object]:
    return {"kinds": MESSAGE_KINDS, "states": MESSAGE_STATES, "tones": MESSAGE_TONES}
