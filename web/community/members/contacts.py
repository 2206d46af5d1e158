"""Contacts of a member."""

from flask import g, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.communities.rules import Permission
from matchmaker.members.commands.contacts import remove_contact, save_contact
from matchmaker.members.queries.member import Member
from matchmaker.models import MemberContact
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.community.members.forms import ContactForm
from web.community.members.member import Page, found_member
from web.redirects import redirect_to
from web.refusals import refusable


@bp.route("/members/<int:organisation_id>/contacts/new", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def new_contact(community: str, organisation_id: int) -> Page:
    """Add a contact."""
    return _edited(found_member(organisation_id), None)


@bp.route("/members/<int:organisation_id>/contacts/<int:contact_id>", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def edit_contact(community: str, organisation_id: int, contact_id: int) -> Page:
    """Change a contact."""
    view = found_member(organisation_id)
    contact = next((one for one in view.contacts if one.id == contact_id), None)
    if contact is None:
        raise NotFound(N_("There is no such page, or it belongs to somebody else."))
    return _edited(view, contact)


@bp.post("/members/<int:organisation_id>/contacts/<int:contact_id>/remove")
@community_permission(Permission.MEMBERS)
def drop_contact(community: str, organisation_id: int, contact_id: int) -> Response:
    """Remove a contact."""
    remove_contact(database.session(), g.community, organisation_id, contact_id, actor=g.staff.name)
    return redirect_to("community.member", gettext("The contact is removed."), organisation_id=organisation_id)


def _edited(view: Member, contact: MemberContact | None) -> Page:
    """Save the form that was sent, or show it."""
    form = ContactForm(obj=contact)
    organisation_id = view.organisation.id or 0
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            contact_id = contact.id if contact else None
            with refusable(InvalidInput) as refusal:
                save_contact(
                    database.session(), g.community, organisation_id, contact_id, form.record(), actor=g.staff.name
                )
            if not refusal:
                return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
            refusal.show(form)
    return render_template("community/members/contact.html", form=form, view=view, contact=contact), status
