"""What the public directory shows of one member."""

from flask import g, render_template
from flask_babel import gettext

from matchmaker.communities.rules import Permission
from matchmaker.members.commands.public import save_public_card
from matchmaker.members.queries.member import Member
from matchmaker.members.rules.consent import consent_token
from matchmaker.models import Act
from matchmaker.people.rules.public_card import PublicField
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.community.members.forms import PublicForm
from web.community.members.member import author_of_member, found_member
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import EditOf, Sent


@bp.route("/members/<int:organisation_id>/public", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def member_public(community: str, organisation_id: int) -> Page:
    """Tick what the public directory shows of a member that has agreed to it."""

    def form_of(view: Member, sent: Sent) -> PublicForm:
        one = view.organisation
        fields = one.public_fields if one.is_public or one.public_fields else list(PublicField)
        values = {"is_public": one.is_public, "fields": fields, "shown": consent_token(one)}
        return PublicForm.of_saved(values, sent)

    def save(form: PublicForm) -> None:
        save_public_card(
            database.session(),
            g.community,
            organisation_id,
            is_public=form.is_public.data,
            fields=form.fields.data or [],
            shown=form.token,
            actor=g.staff.name,
        )

    edit = EditOf(
        lambda: found_member(organisation_id), form_of, author=author_of_member(Act.SAVE_PUBLIC_CARD, organisation_id)
    )
    if edit.save(save):
        return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
    return render_template("community/members/public.html", form=edit.form, view=edit.found), edit.status
