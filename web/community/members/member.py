"""One member: everything that the community knows of it on a page; added and corrected."""

from flask import g, render_template
from flask_babel import gettext

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.communities.rules import Permission
from matchmaker.members.commands.members import add_member, place_member, save_member
from matchmaker.members.queries.member import Member, position_token, read_member
from matchmaker.models import row_id
from matchmaker.releases.queries.met import met_at_events
from web import database
from web.auth.guards import community_permission
from web.cards import PUBLIC_FIELDS
from web.community.blueprint import bp
from web.community.members.forms import MemberForm, PositionForm
from web.community.members.wording import STATES
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


def found_member(organisation_id: int) -> Member:
    """Return a member of the page's community; 404 for any other id."""
    return read_member(database.session(), g.community, organisation_id, clock.today())


@bp.get("/members/<int:organisation_id>")
@community_permission(Permission.MEMBERS)
def member(community: str, organisation_id: int) -> str:
    """Show a member: card, memberships, contacts, people, events, and whom it met."""
    view = found_member(organisation_id)
    return render_template(
        "community/members/member.html",
        view=view,
        one=view.organisation,
        met=met_at_events(database.session(), row_id(g.community), organisation_id),
        states=STATES,
        public_fields=PUBLIC_FIELDS,
        today=clock.today(),
    )


@bp.route("/members/new", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def new_member(community: str) -> Page:
    """Add a company to the community."""
    form = MemberForm()
    form.prepare()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput) as refusal:
                made = add_member(database.session(), g.community, form.record(), actor=g.staff.name)
            if not refusal:
                said = gettext("“%(name)s” is a member. Say from when, and at which level.", name=made.name)
                return redirect_to("community.new_period", said, organisation_id=row_id(made))
            refusal.show(form)
    return render_template("community/members/edit.html", form=form, view=None), status


@bp.route("/members/<int:organisation_id>/edit", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def edit_member(community: str, organisation_id: int) -> Page:
    """Correct a company."""
    view = found_member(organisation_id)
    form = _form_of(view)
    status = 200
    if form.is_submitted():
        form = MemberForm()
        form.prepare()
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                save_member(
                    database.session(),
                    g.community,
                    organisation_id,
                    form.record(),
                    shown=form.shown.data or "",
                    actor=g.staff.name,
                )
            if not refusal:
                return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
            if refusal.stale:
                view = found_member(organisation_id)
                form = _form_of(view)
            refusal.show(form)
            status = refusal.status
    return render_template("community/members/edit.html", form=form, view=view), status


@bp.route("/members/<int:organisation_id>/position", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def member_position(community: str, organisation_id: int) -> Page:
    """Set where a company is on the map: dragged, typed, or left to its postcode (both fields empty)."""
    view = found_member(organisation_id)
    form = PositionForm(obj=view.organisation, shown=position_token(view.organisation))
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                place_member(
                    database.session(),
                    g.community,
                    organisation_id,
                    form.position(),
                    shown=form.shown.data or "",
                    actor=g.staff.name,
                )
            if not refusal:
                return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
            if refusal.stale:
                view = found_member(organisation_id)
                form = PositionForm(formdata=None, obj=view.organisation, shown=position_token(view.organisation))
            refusal.show(form)
            status = refusal.status
    return render_template("community/members/position.html", form=form, view=view, one=view.organisation), status


def _form_of(view: Member) -> MemberForm:
    """Return the form with the values as they are saved."""
    form = MemberForm(formdata=None, obj=view.organisation, shown=view.shown, tags=", ".join(view.tags))
    form.tags.data = ", ".join(view.tags)
    form.prepare()
    return form
