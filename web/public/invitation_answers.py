"""Answers to invitations by signed links: a GET shows, a POST answers (mail scanners open every link).

It needs no log-in: the link is the key, as it is for the log-in itself.
"""

from flask import abort, g, render_template

from matchmaker import jobs
from matchmaker.alerts.commands.answers import answer_by_link
from matchmaker.alerts.queries.answers import acted_upon, says_no
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.invitations.queries.asked import Appointment, asked_view
from matchmaker.invitations.queries.links import Asked, read_answer_token
from matchmaker.models import Says
from matchmaker.people.queries.access import event_and_person
from web import database
from web.forms import NoteForm
from web.i18n import language
from web.pages import Page
from web.public.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable

ANSWERS = {Says.ACCEPTED.value: Says.ACCEPTED, Says.DECLINED.value: Says.DECLINED}
"""What the links lead to, by what stands in the address."""


@bp.get("/answer/<token>")
@bp.get("/answer/<token>/<says>")
def invitation(token: str, says: str = "") -> Page:
    """Show the appointment as it stands, and ask to confirm the answer of the link; opening it changes nothing."""
    if says and says not in ANSWERS:
        abort(404)
    return _page(_asked(token), token, ANSWERS.get(says), NoteForm(formdata=None))


@bp.post("/answer/<token>/<says>")
def answer_invitation(token: str, says: str) -> Page:
    """Give the answer, the same as from a calendar program."""
    asked, form = _asked(token), NoteForm()
    if says not in ANSWERS:
        abort(404)
    if not form.validate():
        return _page(asked, token, ANSWERS[says], form, 422)
    session = database.session()
    with refusable(Stale, NotFound, InvalidInput) as refusal:
        answer_by_link(session, asked.invitation, ANSWERS[says], shown=form.shown.data or "", note=form.note.data or "")
    if refusal:
        refusal.show()
        return _page(asked, token, ANSWERS[says], form, refusal.status)
    database.after_commit(jobs.enqueue_alerts)
    return redirect_to("public.invitation", token=token)


def _asked(token: str) -> Asked:
    found = read_answer_token(database.session(), token)
    if found is None:
        abort(404)
    _event, person = event_and_person(database.session(), found.invitation.registration_id)
    g.reader_language = person.language
    return found


def _page(asked: Asked, token: str, says: Says | None, form: NoteForm, status: int = 200) -> tuple[str, int]:
    session = database.session()
    view = asked_view(session, asked.invitation, asked.sequence)
    if view.line is not None:
        form.shown.data = line_token(view.line)
    page = render_template(
        "public/invitation.html",
        asked=view,
        appointment=Appointment.of(view.line or view.known, language()),
        token=token,
        says=says,
        says_no=says_no(session, asked.invitation),
        acted=acted_upon(session, asked.invitation),
        form=form,
    )
    return page, status
