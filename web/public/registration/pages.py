"""Pages of the open form: it is filled in, sent, confirmed by the link of a mail, and seen again by the same link.

A GET changes nothing (mail scanners open every link).
"""

from flask import abort, g, render_template
from flask import request as asked
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.enrolment.commands.confirming import Confirmation, confirm
from matchmaker.enrolment.commands.decisions import give_up
from matchmaker.enrolment.commands.joining import join_colleague
from matchmaker.enrolment.commands.sending import send_form
from matchmaker.enrolment.queries.colleagues import inviter_of
from matchmaker.enrolment.queries.form import OpenForm, read_open_form
from matchmaker.enrolment.queries.requests import UNDECIDED, forms_of, place_on_list
from matchmaker.enrolment.queries.tokens import is_request_token, read_invitation, read_request, request_token
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import Event, LoginMethod, Phase, RegistrationRequest, RequestState
from matchmaker.people.commands.tries import REGISTRATIONS
from matchmaker.people.queries.access import event_by_slug
from web import database
from web.auth.identity import enter
from web.auth.tries import count_try
from web.config import is_demo
from web.pages import Page
from web.public.blueprint import bp
from web.public.registration.colleagues import LINES
from web.public.registration.fields import NewcomerForm, newcomer_form
from web.redirects import redirect_to
from web.refusals import refusable


@bp.route("/r/<slug>", methods=["GET", "POST"])
def register(slug: str) -> Page:
    """Show the form of an event, or that it is closed; POST sends it. The answer tells nothing of who is known.

    `via` names a link for a category, or for the members of a partner.
    """
    via = asked.args.get("via", "")
    with database.reading() as before:
        found = read_open_form(before, slug, via=via)
    g.event, g.community = found.event, found.community
    form = newcomer_form(found)
    if not form.is_submitted():
        return _form_page(found, form)
    if not form.validate():
        return _form_page(found, form, 422)
    newcomer = form.newcomer(found)
    database.discard()
    count_try(REGISTRATIONS, newcomer.email)
    session = database.session()
    with refusable(InvalidInput, Closed) as refusal:
        send_form(session, read_open_form(session, slug, via=via), newcomer)
    if refusal:
        refusal.show(form)
        return _form_page(found, form, refusal.status)
    database.after_commit(enqueue_outbox)
    return redirect_to("public.registration_sent")


@bp.get("/r/<slug>/sent")
def registration_sent(slug: str) -> str:
    """Say to look into the mailbox."""
    found = read_open_form(database.session(), slug)
    g.event, g.community = found.event, found.community
    return render_template("public/registration/sent.html", demo=is_demo())


@bp.route("/r/<slug>/with/<token>", methods=["GET", "POST"])
def register_invited(slug: str, token: str) -> Page:
    """Show the form to somebody whom a colleague has invited; POST registers them: the mail has proved the address."""
    session = database.session()
    found = read_open_form(session, slug, invited=True)
    invitation = read_invitation(session, found.event, token)
    if invitation is None:
        abort(404)
    g.event, g.community, g.mail_language = found.event, found.community, invitation.language
    inviter, form = inviter_of(session, invitation), newcomer_form(found, invited=True)
    if not form.is_submitted():
        return _form_page(found, form, inviter=inviter, invitation=invitation, token=token)
    if not form.validate():
        return _form_page(found, form, 422, inviter=inviter, invitation=invitation, token=token)
    with refusable(Closed, InvalidInput) as refusal:
        confirmed = join_colleague(session, found, invitation, form.newcomer(found))
    if refusal:
        refusal.show(form)
        return _form_page(found, form, refusal.status, inviter=inviter, invitation=invitation, token=token)
    return _go_on(found.event, confirmed)


@bp.get("/r/<slug>/<token>")
def registration_request(slug: str, token: str) -> Page:
    """Ask to confirm what was sent; afterwards show how it stands."""
    request = _request(slug, token)
    return _gone_page() if request is None else _request_page(request, token)


@bp.post("/r/<slug>/<token>")
def confirm_registration(slug: str, token: str) -> Page:
    """Confirm what was sent; who is registered by it is logged in, as by the link of any mail."""
    request, session = _request(slug, token), database.session()
    if request is None:
        return _gone_page()
    with refusable(Closed, InvalidInput) as refusal:
        confirmed = confirm(session, request)
    if refusal:
        refusal.show()
        return _request_page(request, token, refusal.status)
    return _go_on(g.event, confirmed)


@bp.post("/r/<slug>/<token>/give-up")
def give_up_registration(slug: str, token: str) -> Page:
    """Take the registration back before it is decided."""
    request = _request(slug, token)
    if request is None:
        return _gone_page()
    with refusable(Stale) as refusal:
        give_up(database.session(), request)
    if refusal:
        refusal.show()
    else:
        database.after_commit(enqueue_outbox)
    return redirect_to("public.registration_request", token=token)


def _form_page(found: OpenForm, form: NewcomerForm, status: int = 200, **invited: object) -> tuple[str, int]:
    return render_template("public/registration/form.html", found=found, form=form, lines=LINES, **invited), status


def _go_on(event: Event, confirmed: Confirmation) -> Response:
    """Log in who is registered now, by an address of today; lead all others to the page that shows how things stand."""
    database.after_commit(enqueue_outbox)
    person = confirmed.person
    if person is None:
        return redirect_to("public.registration_request", token=request_token(confirmed.request))
    enter(person, LoginMethod.LINK)
    said = gettext("You are registered. Welcome, %(name)s.", name=person.first_name)
    return redirect_to("participant.start", said, slug=event.slug)


def _request(slug: str, token: str) -> RegistrationRequest | None:
    """Return the request of a link; None for a link of ours whose form is kept no longer, 404 for any other."""
    session = database.session()
    event = event_by_slug(session, slug)
    if event is None or event.phase is Phase.DRAFT or not is_request_token(token):
        abort(404)
    request = read_request(session, event, token)
    g.event = event
    if request is not None:
        g.reader_language = request.language
    return request


def _gone_page() -> tuple[str, int]:
    return render_template("public/registration/gone.html"), 410


def _request_page(request: RegistrationRequest, token: str, status: int = 200) -> tuple[str, int]:
    session = database.session()
    expired = request.state is RequestState.SENT and request.expires_at <= clock.now()
    others = forms_of(session, request) if request.state is RequestState.SENT else ()
    page = render_template(
        "public/registration/request.html",
        request_=request,
        token=token,
        expired=expired,
        undecided=request.state in UNDECIDED,
        place=place_on_list(session, g.event, request),
        others=[(other, request_token(other)) for other in others],
    )
    return page, 410 if expired and status == 200 else status
