"""What the staff pages of a community and the team page of an event share: roles, invitations by mail."""

from typing import Self, TypeVar

from flask import Flask, abort, g, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import SelectField

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.communities import words as roles
from matchmaker.communities.rules import OFFERED_ROLES
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import SEEING_PARTNERS, CommunityRole, Event, StaffRole, row_id
from matchmaker.team import words
from matchmaker.team.commands.invitations import invite, take_back
from matchmaker.team.queries.staff import TeamMember
from web import database
from web.choice import choice
from web.config import mails_wait
from web.forms import AddressField, Form
from web.i18n import language
from web.redirects import redirect_to
from web.refusals import refusable

Roles = type[CommunityRole] | type[StaffRole]
R = TypeVar("R", CommunityRole, StaffRole)


class InvitationForm(Form):
    """Invite somebody by mail."""

    roles: Roles
    email = AddressField(lazy_gettext("E-mail address"), lazy_gettext("Please enter an e-mail address."))
    role = SelectField(lazy_gettext("Role"))

    @classmethod
    def of(cls, roles: Roles) -> Self:
        """Return the form with the roles to choose from, the one with the fewest rights first chosen."""
        offered = OFFERED_ROLES if roles is StaffRole else roles
        form, names = cls(), {role.value: role_name(roles(role)) for role in offered}
        form.role.choices = list(reversed(names.items()))
        form.roles = roles
        return form


def send_invitation(form: InvitationForm, page: str, event: Event | None = None) -> Response | None:
    """Offer the role of the form in the community, or at `event`, and lead to `page`; None if the form says why not.

    For a partner who sees organisations, the next page asks which they bring.
    """
    if not form.validate():
        return None
    with refusable(InvalidInput, TooMany) as refusal:
        made = invite(
            database.session(),
            g.community,
            form.email.data,
            form.roles(form.role.data),
            event=event,
            language=language(),
            actor=g.staff.name,
        )
    if refusal:
        refusal.show(form.email)
        return None
    database.after_commit(enqueue_outbox)
    if mails_wait():
        said = gettext("The invitation to %(email)s leaves once a mail server is set up.", email=form.email.data)
    else:
        said = gettext("The invitation is on its way to %(email)s.", email=form.email.data)
    if made.event_role in SEEING_PARTNERS:
        return redirect_to("organiser.invited_companies", said, invitation_id=row_id(made))
    return redirect_to(page, said)


def end_invitation(invitation_id: int, page: str, event: Event | None = None) -> Response:
    """Take back an invitation to the community, or only one to `event`, and lead to `page`."""
    take_back(database.session(), g.community, invitation_id, event=event, actor=g.staff.name)
    return redirect_to(page, gettext("The invitation is taken back."))


def sent_role(kind: type[R]) -> R | None:
    """Return the role that the form gives, None where it takes it; 400 for what is no role."""
    text = request.form.get("role", "")
    role = choice(kind, text)
    if text and role is None:
        abort(400)
    return role


def role_name(role: CommunityRole | StaffRole) -> str:
    """Return the name of a role in the page's language."""
    return roles.role_name(role, language())


def role_grants(role: CommunityRole | StaffRole) -> tuple[str, ...]:
    """Return what a role may do, in the page's language."""
    return roles.role_grants(role, language())


def partner_reach(member: TeamMember) -> str:
    """Return what a partner sees, in the page's language; empty for others."""
    return words.partner_reach(member.role, member.brought, member.organisations, language())


def init_app(app: Flask) -> None:
    """Give templates the words for roles."""
    app.jinja_env.globals.update(role_name=role_name, role_grants=role_grants, partner_reach=partner_reach)
