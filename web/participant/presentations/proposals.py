"""My presentation: proposed, changed, sent, withdrawn; colleagues of a delegation share its proposals."""

from flask import g, render_template
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.models import Presentation
from matchmaker.presentations.commands.proposing import change_proposal, propose, take_up_again, withdraw_proposal
from matchmaker.presentations.queries.own import OwnProposals, own_presentation, read_own
from matchmaker.presentations.rules import QUIET_MINUTES, slots_taken, standing_of
from web import database
from web.auth.guards import agreed_required
from web.pages import Page
from web.participant.blueprint import bp
from web.participant.presentations.forms import ProposalForm
from web.redirects import redirect_to
from web.refusals import refusable

ERRORS = (InvalidInput, Closed, Stale)


@bp.get("/presentations")
@agreed_required
def presentations(slug: str) -> str:
    """Show the proposals of the delegation, each with how it stands."""
    return render_template("participant/presentations/proposals.html", own=_own())


@bp.route("/presentations/new", methods=["GET", "POST"])
@agreed_required
def new_presentation(slug: str) -> Page:
    """Propose a presentation; POST keeps it as a draft or sends it."""
    own = _own()
    form = ProposalForm.of(own, None)
    if not form.is_submitted():
        return _page(form, own, None) if own.may_propose else redirect_to("participant.presentations")
    if not form.validate():
        return _page(form, own, None, 422)
    with refusable(*ERRORS) as refusal:
        propose(
            database.session(),
            g.registration,
            form.values,
            shown=form.shown.data or "",
            send=form.sends,
            actor=_actor(),
        )
    if refusal.stale:
        refusal.show()
        return redirect_to("participant.presentations")
    if refusal:
        refusal.show(form)
        return _page(form, own, None, refusal.status)
    return redirect_to("participant.presentations", _said(sent=form.sends))


@bp.get("/presentations/<int:presentation_id>")
@agreed_required
def presentation(slug: str, presentation_id: int) -> str:
    """Show a proposal, as a form while it can be changed."""
    row = own_presentation(database.session(), g.registration, presentation_id)
    own = _own()
    return _page(ProposalForm.of(own, row, sent=False), own, row)[0]


@bp.post("/presentations/<int:presentation_id>")
@agreed_required
def change_presentation(slug: str, presentation_id: int) -> Page:
    """Change a proposal, and send a draft with the button for it."""
    session = database.session()
    row = own_presentation(session, g.registration, presentation_id)
    own = _own()
    form = ProposalForm.of(own, row)
    if not form.validate():
        return _page(form, own, row, 422)
    with refusable(*ERRORS) as refusal:
        change_proposal(
            session,
            g.registration,
            presentation_id,
            form.values,
            shown=form.shown.data or "",
            send=form.sends,
            actor=_actor(),
        )
    if refusal:
        if refusal.stale:
            own = _own()
            form = ProposalForm.of(own, own_presentation(session, g.registration, presentation_id), sent=False)
        refusal.show(form)
        return _page(form, own, row, refusal.status)
    return redirect_to("participant.presentations", _said(sent=form.sends))


@bp.get("/presentations/<int:presentation_id>/withdraw")
@agreed_required
def ask_withdraw_presentation(slug: str, presentation_id: int) -> str:
    """Ask before a proposal is withdrawn, and say what follows."""
    row = own_presentation(database.session(), g.registration, presentation_id)
    return render_template("participant/presentations/withdraw.html", row=row, standing=standing_of(row))


@bp.post("/presentations/<int:presentation_id>/withdraw")
@agreed_required
def withdraw_presentation(slug: str, presentation_id: int) -> Response:
    """Withdraw a proposal."""
    withdraw_proposal(database.session(), g.registration, presentation_id, actor=_actor())
    database.after_commit(jobs.enqueue_alerts)
    return redirect_to("participant.presentations", gettext("The proposal is withdrawn."))


@bp.post("/presentations/<int:presentation_id>/again")
@agreed_required
def take_up_presentation(slug: str, presentation_id: int) -> Response:
    """Make a withdrawn proposal a draft again."""
    with refusable(*ERRORS) as refusal:
        take_up_again(database.session(), g.registration, presentation_id)
    if refusal:
        refusal.show()
        return redirect_to("participant.presentations")
    return redirect_to(
        "participant.presentation",
        gettext("It is a draft again. Send it when it is right."),
        presentation_id=presentation_id,
    )


def _own() -> OwnProposals:
    return read_own(database.session(), g.event, g.delegation)


def _actor() -> str:
    """Return who does it where an organiser acts for the person; empty for the person."""
    return current_user.staff.name if "acting" in g else ""


def _said(*, sent: bool) -> str:
    text: str = gettext("Your proposal is sent.") if sent else gettext("Your draft is saved. Nobody else sees it.")
    return text


def _page(form: ProposalForm, own: OwnProposals, row: Presentation | None, status: int = 200) -> tuple[str, int]:
    slot = g.event.slot_minutes + g.event.changeover_minutes
    quiet = QUIET_MINUTES if row is None else row.quiet_minutes
    found = next((one for one in own.proposals if row is not None and one.row.id == row.id), None)
    page = render_template(
        "participant/presentations/proposal.html",
        form=form,
        own=own,
        found=found,
        slots=slots_taken(min(own.call.lengths, default=0), slot, quiet),
        quiet=quiet,
    )
    return page, status
