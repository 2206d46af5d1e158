"""Withdrawals taken back by an organiser: of a person, of an organisation."""

from flask import g, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed
from matchmaker.communities.rules import Permission
from matchmaker.registrations.commands.telephone import return_delegation, return_person
from matchmaker.registrations.queries.delegation import left_together, read_delegation
from matchmaker.registrations.queries.impact import withdrawal_impact
from matchmaker.registrations.queries.person import registered
from web import database
from web.auth.guards import event_permission
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.people.forms import BasisForm
from web.organiser.people.telephone import told
from web.redirects import redirect_to
from web.refusals import refusable


@bp.route("/<slug>/people/<int:registration_id>/return", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def return_registration(slug: str, registration_id: int) -> str | Response | tuple[str, int]:
    """Say what it means that a person comes after all; POST takes the withdrawal back."""
    session, form = database.session(), BasisForm()
    who = registered(session, g.event, registration_id)
    if form.is_submitted() and form.validate():
        with refusable(Closed) as refusal:
            return_person(session, g.event, registration_id, basis=form.said, staff=g.staff)
        if not refusal:
            told()
            said = gettext("%(name)s takes part again and is told by mail.", name=who.person.name)
            return redirect_to("organiser.person", said, registration_id=registration_id)
        refusal.show(form)
    page = render_template(
        "organiser/people/return.html",
        form=form,
        name=who.person.name,
        withdrawn=who.withdrawn,
        impact=withdrawal_impact(session, [who.registration], language()),
        back=who.id,
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/<slug>/organisations/<int:delegation_id>/return", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def return_organisation(slug: str, delegation_id: int) -> str | Response | tuple[str, int]:
    """Say what it means that an organisation comes after all; POST takes the withdrawal back."""
    session, form = database.session(), BasisForm()
    view = read_delegation(session, g.event, delegation_id, language())
    there = left_together(view.delegation, view.people)
    if form.is_submitted() and form.validate():
        with refusable(Closed) as refusal:
            return_delegation(session, g.event, delegation_id, basis=form.said, staff=g.staff)
        if not refusal:
            told()
            said = gettext("%(name)s takes part again and is told by mail.", name=view.organisation.name)
            return redirect_to("organiser.organisation", said, delegation_id=delegation_id)
        refusal.show(form)
    page = render_template(
        "organiser/people/return.html",
        form=form,
        name=view.organisation.name,
        withdrawn=view.delegation.withdrawn,
        impact=withdrawal_impact(session, [one.registration for one in there], language()),
        people=[one.person.name for one in there],
        organisation=delegation_id,
    )
    return page, 422 if form.is_submitted() else 200
