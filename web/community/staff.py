"""Staff of a community: who has which role, invitations, the end of somebody's access."""

from flask import g, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput
from matchmaker.communities.rules import OFFERED_ROLES, Permission
from matchmaker.events.queries.events import event_of_community
from matchmaker.models import CommunityRole, StaffRole, row_id
from matchmaker.team.commands.roles import end_access, set_community_role, set_event_role
from matchmaker.team.queries.invitations import community_invitations
from matchmaker.team.queries.staff import StaffMember, events_of_community, read_staff_member, staff_of, unorganised
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.forms import Form
from web.pages import Page
from web.questions import ask
from web.redirects import redirect_to
from web.refusals import refusable
from web.team import InvitationForm, end_invitation, send_invitation, sent_role


@bp.get("/staff")
@community_permission(Permission.STAFF)
def staff(community: str) -> Page:
    """Show who works for the community and what each role may do."""
    return _staff_page(InvitationForm.of(CommunityRole))


@bp.post("/staff")
@community_permission(Permission.STAFF)
def invite_staff(community: str) -> Page:
    """Offer somebody a role in the community by mail."""
    form = InvitationForm.of(CommunityRole)
    return send_invitation(form, "community.staff") or _staff_page(form, 422)


@bp.post("/staff/invitations/<int:invitation_id>/take-back")
@community_permission(Permission.STAFF)
def take_back_invitation(community: str, invitation_id: int) -> Response:
    """End an invitation that nobody has accepted."""
    return end_invitation(invitation_id, "community.staff")


@bp.get("/staff/<int:staff_id>")
@community_permission(Permission.STAFF)
def member_of_staff(community: str, staff_id: int) -> Page:
    """Show one member of the staff with their roles."""
    return _member_page(_member(staff_id))


@bp.post("/staff/<int:staff_id>")
@community_permission(Permission.STAFF)
def change_role(community: str, staff_id: int) -> Page:
    """Give the role in the community that was chosen; an empty one takes it."""
    with refusable(InvalidInput) as refusal:
        role = sent_role(CommunityRole)
        set_community_role(database.session(), g.community, staff_id, role, actor=g.staff.name)
    return _after_change(staff_id, refusal.sentence)


@bp.post("/staff/<int:staff_id>/events/<int:event_id>")
@community_permission(Permission.STAFF)
def change_event_role(community: str, staff_id: int, event_id: int) -> Page:
    """Give the role at an event of the community that was chosen; an empty one takes it."""
    event = event_of_community(database.session(), row_id(g.community), event_id)
    with refusable(InvalidInput) as refusal:
        role = sent_role(StaffRole)
        set_event_role(database.session(), event, staff_id, role, actor=g.staff.name)
    return _after_change(staff_id, refusal.sentence)


@bp.route("/staff/<int:staff_id>/end", methods=["GET", "POST"])
@community_permission(Permission.STAFF)
def end_staff(community: str, staff_id: int) -> Page:
    """Ask whether somebody's access shall end; POST ends it, with all their log-ins."""
    member, form = _member(staff_id), Form()
    status = 200
    if form.is_submitted():
        with refusable(InvalidInput) as refusal:
            end_access(database.session(), g.community, staff_id, actor=g.staff.name)
        if not refusal:
            said = gettext("%(name)s no longer works for this community, and is logged out.", name=member.name)
            return redirect_to("community.staff", said)
        refusal.show(form)
        status = refusal.status
    page = ask(
        gettext("End the access"),
        gettext("End the access of %(name)s?", name=member.name),
        gettext(
            "They lose their role in the community and at its events, their calendar of these events ends, and they "
            "are logged out on all devices."
        ),
        yes=gettext("End the access"),
        back=url_for("community.member_of_staff", staff_id=staff_id),
        active="staff",
        form=form,
    )
    return page, status


def _member(staff_id: int) -> StaffMember:
    return read_staff_member(database.session(), row_id(g.community), staff_id)


def _staff_page(form: InvitationForm, status: int = 200) -> tuple[str, int]:
    session, community_id = database.session(), row_id(g.community)
    page = render_template(
        "community/staff.html",
        form=form,
        members=staff_of(session, community_id),
        invitations=community_invitations(session, community_id),
        unorganised=unorganised(session, community_id),
        roles=(*CommunityRole, *OFFERED_ROLES),
    )
    return page, status


def _member_page(member: StaffMember, error: str = "") -> tuple[str, int]:
    events = events_of_community(database.session(), row_id(g.community))
    at = {event.event_id: event.role for event in member.events}
    page = render_template(
        "community/member_of_staff.html",
        member=member,
        error=error,
        rows=[(event, at.get(event.event_id)) for event in events],
        community_roles=CommunityRole,
        event_roles=OFFERED_ROLES,
    )
    return page, 422 if error else 200


def _after_change(staff_id: int, error: str) -> Page:
    """Show the refusal on the page; else go back to it, or to the list once nothing ties them to the community."""
    if error:
        return _member_page(_member(staff_id), error)
    present = [one for one in staff_of(database.session(), row_id(g.community)) if one.staff_id == staff_id]
    if not present:
        return redirect_to("community.staff", gettext("The roles are saved."))
    return redirect_to("community.member_of_staff", gettext("The roles are saved."), staff_id=staff_id)
