"""Contacts of a member."""

from flask import g, render_template, request, url_for
from flask_babel import gettext

from matchmaker.base.errors import NotFound, Stale
from matchmaker.communities.rules import Permission
from matchmaker.members.commands.contacts import ContactRecord, remove_contact, save_contact
from matchmaker.members.queries.member import Member, contact_token
from matchmaker.models import Act, MemberContact
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.community.members.forms import ContactForm
from web.community.members.member import author_of_member, found_member
from web.pages import Page
from web.questions import ask
from web.redirects import redirect_to
from web.refusals import refusable
from web.submissions import Edit, Sent


@bp.route("/members/<int:organisation_id>/contacts/new", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def new_contact(community: str, organisation_id: int) -> Page:
    """Add a contact."""
    return _edited(organisation_id, None)


@bp.route("/members/<int:organisation_id>/contacts/<int:contact_id>", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def edit_contact(community: str, organisation_id: int, contact_id: int) -> Page:
    """Change a contact."""
    return _edited(organisation_id, contact_id)


@bp.route("/members/<int:organisation_id>/contacts/<int:contact_id>/remove", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def drop_contact(community: str, organisation_id: int, contact_id: int) -> Page:
    """Ask whether a contact shall be removed; POST removes it."""
    if request.method == "POST":
        with refusable(Stale) as refusal:
            shown = request.form.get("shown", "")
            remove_contact(
                database.session(), g.community, organisation_id, contact_id, shown=shown, actor=g.staff.name
            )
        if refusal:
            refusal.show()
        said = "" if refusal else gettext("The contact is removed.")
        return redirect_to("community.member", said, organisation_id=organisation_id)
    view = found_member(organisation_id)
    contact = _contact(view, contact_id)
    return ask(
        gettext("Remove the contact"),
        gettext("Remove %(name)s?", name=contact.title),
        gettext(
            "They get no more mails about the membership of %(company)s. This cannot be undone.",
            company=view.organisation.name,
        ),
        yes=gettext("Remove the contact"),
        back=url_for("community.edit_contact", organisation_id=organisation_id, contact_id=contact_id),
        active="members",
        shown=contact_token(contact),
    )


def _contact(view: Member, contact_id: int) -> MemberContact:
    contact = next((one for one in view.contacts if one.id == contact_id), None)
    if contact is None:
        raise NotFound
    return contact


def _edited(organisation_id: int, contact_id: int | None) -> Page:
    """Save the form that was sent, or show it."""

    def read(sent: Sent) -> ContactForm:
        contact = found()
        values = {name: getattr(contact, name) for name in ContactRecord.__slots__} if contact else {}
        return ContactForm.of_saved(values | {"shown": contact_token(contact)}, sent)

    def found() -> MemberContact | None:
        return _contact(found_member(organisation_id), contact_id) if contact_id else None

    def save(form: ContactForm) -> None:
        where = database.session(), g.community, organisation_id, contact_id
        save_contact(*where, form.record(), shown=form.token, actor=g.staff.name)

    edit = Edit(read, author=author_of_member(Act.SAVE_CONTACT, organisation_id))
    if edit.save(save):
        return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
    view = found_member(organisation_id)
    return render_template("community/members/contact.html", form=edit.form, view=view, contact=found()), edit.status
