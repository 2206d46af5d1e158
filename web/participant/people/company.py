"""Company card, shared by colleagues (optimistic locking by the token `shown`)."""

from pathlib import Path

from flask import g, render_template, request
from flask_babel import gettext as _

from matchmaker.base.errors import InvalidInput, MatchmakerError, Stale
from matchmaker.base.i18n import N_
from matchmaker.members.commands.public import save_public_card
from matchmaker.people.commands.company import save_company
from matchmaker.people.commands.logos import remove_logo, save_logo
from matchmaker.people.rules.pictures import not_a_picture
from web import database
from web.auth.guards import agreed_required
from web.pages import Page
from web.participant.blueprint import bp
from web.participant.onward import lead_on
from web.participant.people.forms import CompanyForm, PublicCardForm
from web.redirects import redirect_back
from web.refusals import refusable
from web.security import takes_files
from web.submissions import Edit

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
"""Extensions of files that may be sent; what they hold is drawn anew."""


@bp.get("/company")
@agreed_required
def company(slug: str) -> str:
    """Show the card as it stands."""
    return _page(CompanyForm.of(g.organisation))


@bp.post("/company")
@agreed_required
def change_company(slug: str) -> Page:
    """Save the card, merged with what a colleague has changed meanwhile."""
    edit = Edit(lambda sent: CompanyForm.of(g.organisation, sent), Stale, InvalidInput)
    if edit.save(lambda form: save_company(database.session(), g.registration, form.card(), shown=form.token)):
        return lead_on("participant.company", _("The company card is saved. Your colleagues see the same."))
    return _page(edit.form), edit.status


@bp.post("/company/logo")
@agreed_required
@takes_files
def change_logo(slug: str) -> Page:
    """Keep an uploaded logo, or take it away."""
    if "remove" in request.form:
        remove_logo(database.session(), g.registration)
        return redirect_back("participant.company", _("The logo is removed."))
    sent = request.files.get("logo")
    with refusable(MatchmakerError) as refusal:
        if sent is None or not sent.filename:
            raise InvalidInput(N_("Choose a picture first."))
        if Path(sent.filename).suffix.lower() not in PICTURES:
            raise not_a_picture()
        save_logo(database.session(), g.registration, sent.read())
    if refusal:
        return _page(CompanyForm.of(g.organisation), logo_error=refusal.sentence), refusal.status
    return redirect_back("participant.company", _("The logo is saved."))


@bp.post("/company/public")
@agreed_required
def change_public_card(slug: str) -> Page:
    """Save what the public directory of the community shows of the card."""
    form = PublicCardForm()
    if not form.validate():
        return _page(CompanyForm.of(g.organisation)), 422
    with refusable(Stale, InvalidInput) as refusal:
        save_public_card(
            database.session(),
            g.community,
            g.organisation.id,
            is_public=form.is_public.data,
            fields=form.public_fields.data or [],
            shown=form.public_shown.data or "",
            actor=g.person.name,
        )
    if refusal:
        refusal.show()
        return _page(CompanyForm.of(g.organisation)), refusal.status
    return redirect_back("participant.company", _("What the public directory shows is saved."), anchor="public")


def _page(form: CompanyForm, **values: object) -> str:
    public = PublicCardForm.of(g.organisation) if g.community.directory_open else None
    return render_template("participant/people/company.html", form=form, public=public, **values)
