"""Team of an event: roles given and taken by its organisers, and which organisations a partner brings."""

from collections.abc import Collection, Iterable
from typing import Self

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.communities.rules import OFFERED_ROLES, Permission
from matchmaker.models import SEEING_PARTNERS, StaffRole, row_id
from matchmaker.team.commands.invitations import set_offered
from matchmaker.team.commands.roles import set_brought, set_event_role
from matchmaker.team.queries.brought import brought_token, delegations_to_bring
from matchmaker.team.queries.invitations import event_invitations, partner_offer
from matchmaker.team.queries.staff import candidates, team_of
from web import database
from web.auth.guards import event_permission
from web.choice import choice
from web.forms import Checkboxes
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent
from web.team import InvitationForm, end_invitation, partner_reach, send_invitation, sent_role


class BroughtForm(SavedForm):
    """Which organisations a partner brings; the field is added for each event."""

    @classmethod
    def of(cls, rows: Iterable[tuple[int, str, bool]], brought: Collection[int], sent: Sent) -> Self:
        """Return the form with the organisations of the event (id, name, _), those in `brought` ticked."""
        choices = [SelectChoice(number, name) for number, name, _ in rows]
        field = Checkboxes(lazy_gettext("Organisations"), coerce=int, choices=choices)
        values = {"shown": brought_token(brought), "delegations": list(brought)}
        return cls.of_saved(values, sent, delegations=field)

    @property
    def chosen(self) -> list[int]:
        return list(self["delegations"].data or ())


@bp.get("/<slug>/team")
@event_permission(Permission.TEAM)
def team(slug: str) -> Page:
    """Show who works for the event and what each role may do."""
    return _team_page(InvitationForm.of(StaffRole))


@bp.post("/<slug>/team/invitations")
@event_permission(Permission.TEAM)
def invite_to_team(slug: str) -> Page:
    """Offer somebody a role at the event by mail."""
    form = InvitationForm.of(StaffRole)
    return send_invitation(form, "organiser.team", g.event) or _team_page(form, status=422)


@bp.post("/<slug>/team/invitations/<int:invitation_id>/take-back")
@event_permission(Permission.TEAM)
def take_back_invitation(slug: str, invitation_id: int) -> Response:
    """End an invitation to the team that nobody has accepted."""
    return end_invitation(invitation_id, "organiser.team", g.event)


@bp.post("/<slug>/team/roles")
@event_permission(Permission.TEAM)
def add_to_team(slug: str) -> Page:
    """Give a role at the event to somebody of the community's staff, without an invitation."""
    chosen = request.form.get("staff", "")
    known = {str(number): number for number, _ in candidates(database.session(), g.event)}
    role = choice(StaffRole, request.form.get("role", ""))
    if chosen not in known or role is None:
        return _team_page(InvitationForm.of(StaffRole), gettext("Choose a person and a role."), 422)
    return _give(known[chosen], role)


@bp.post("/<slug>/team/<int:staff_id>")
@event_permission(Permission.TEAM)
def change_team_role(slug: str, staff_id: int) -> Page:
    """Give the role that was chosen; an empty one takes it, and closes the event to them at once."""
    if all(one.staff_id != staff_id for one in team_of(database.session(), row_id(g.event))):
        raise NotFound
    if "role" not in request.form:
        return _team_page(InvitationForm.of(StaffRole), gettext("Choose a person and a role."), 422)
    return _give(staff_id, sent_role(StaffRole))


@bp.route("/<slug>/team/<int:staff_id>/companies", methods=["GET", "POST"])
@event_permission(Permission.TEAM)
def team_companies(slug: str, staff_id: int) -> Page:
    """Say which organisations a partner brings."""
    session = database.session()
    partner = next((one for one in team_of(session, row_id(g.event)) if one.staff_id == staff_id), None)
    if partner is None or partner.role not in SEEING_PARTNERS:
        raise NotFound

    def read(sent: Sent) -> BroughtForm:
        rows = delegations_to_bring(session, g.event, staff_id)
        return BroughtForm.of(rows, [number for number, _, brings in rows if brings], sent)

    edit = Edit(read)
    if edit.save(
        lambda form: set_brought(session, g.event, staff_id, form.chosen, shown=form.token, actor=g.staff.name)
    ):
        return redirect_to("organiser.team", gettext("Saved."))
    return _companies_page(edit, partner.name, partner_reach(partner))


@bp.route("/<slug>/team/invitations/<int:invitation_id>/companies", methods=["GET", "POST"])
@event_permission(Permission.TEAM)
def invited_companies(slug: str, invitation_id: int) -> Page:
    """Say which organisations an invited partner will bring."""
    session = database.session()
    email = partner_offer(session, g.event, invitation_id).email

    def read(sent: Sent) -> BroughtForm:
        brought = partner_offer(session, g.event, invitation_id).delegation_ids
        return BroughtForm.of(delegations_to_bring(session, g.event, 0), brought, sent)

    edit = Edit(read)
    if edit.save(
        lambda form: set_offered(session, g.event, invitation_id, form.chosen, shown=form.token, actor=g.staff.name)
    ):
        return redirect_to("organiser.team", gettext("Saved."))
    return _companies_page(edit, email, gettext("They see them as soon as they accept the invitation."))


def _companies_page(edit: Edit[BroughtForm], name: str, lead: str) -> Page:
    return render_template("organiser/team_companies.html", form=edit.form, name=name, lead=lead), edit.status


def _give(staff_id: int, role: StaffRole | None) -> Page:
    with refusable(InvalidInput) as refusal:
        set_event_role(database.session(), g.event, staff_id, role, actor=g.staff.name)
    if refusal:
        return _team_page(InvitationForm.of(StaffRole), refusal.sentence, refusal.status)
    if staff_id == g.staff.id and role is not StaffRole.ORGANISER:
        return redirect_to("public.home", gettext("The roles are saved."))
    return redirect_to("organiser.team", gettext("The roles are saved."))


def _team_page(form: InvitationForm, error: str = "", status: int = 200) -> tuple[str, int]:
    session, event_id = database.session(), row_id(g.event)
    page = render_template(
        "organiser/team.html",
        form=form,
        error=error,
        team=team_of(session, event_id),
        invitations=event_invitations(session, event_id),
        candidates=candidates(session, g.event),
        roles=OFFERED_ROLES,
        seeing=SEEING_PARTNERS,
    )
    return page, status
