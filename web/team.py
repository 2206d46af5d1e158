"""What pages of a community and of an event share about roles."""

from collections.abc import Sequence
from typing import Self

from flask import Flask
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField
from wtforms.validators import Email, InputRequired, Length

from matchmaker.communities import words
from matchmaker.models import CommunityRole, StaffRole
from web.i18n import language


class InvitationForm(FlaskForm):
    """Invite somebody by mail."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[
            InputRequired(lazy_gettext("Please enter an e-mail address.")),
            Email(lazy_gettext("This does not look like an e-mail address, for example name@company.be.")),
            Length(max=254),
        ],
        filters=[lambda text: text.strip() if text else text],
        render_kw={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"},
    )
    role = SelectField(lazy_gettext("Role"))

    @classmethod
    def for_roles(cls, roles: Sequence[CommunityRole | StaffRole]) -> Self:
        """Return the form with the roles to choose from, the one with the fewest rights first chosen."""
        form = cls()
        form.role.choices = [(role.value, role_name(role)) for role in reversed(roles)]
        return form


def role_name(role: CommunityRole | StaffRole) -> str:
    """Return the name of a role in the page's language."""
    return words.role_name(role, language())


def role_grants(role: CommunityRole | StaffRole) -> tuple[str, ...]:
    """Return what a role may do, in the page's language."""
    return words.role_grants(role, language())


def init_app(app: Flask) -> None:
    """Give templates the words for roles."""
    app.jinja_env.globals.update(role_name=role_name, role_grants=role_grants)
