"""Log-in forms."""

import re

from flask_babel import lazy_gettext
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from matchmaker.people.rules.totp import is_code
from web.forms import AddressField, Form, PresentPasswordField


class LinkForm(Form):
    """Ask for a log-in link."""

    email = AddressField(
        lazy_gettext("Your e-mail address"),
        lazy_gettext("Please enter your e-mail address."),
        description=lazy_gettext("The one with which you are registered."),
        autocomplete="email",
    )


class ForgottenForm(Form):
    """Ask for a link to set a new password."""

    email = AddressField(
        lazy_gettext("Your e-mail address"),
        lazy_gettext("Please enter your e-mail address."),
        checked=False,
        autocomplete="username",
    )


class StaffForm(ForgottenForm):
    """Log in with a password."""

    password = PresentPasswordField(lazy_gettext("Password"))


class NewPasswordForm(Form):
    """Choose a password."""

    new = PasswordField(
        lazy_gettext("New password"),
        description=lazy_gettext("At least 12 characters. Four words that nobody would put together are easy to keep."),
        validators=[InputRequired(lazy_gettext("Please enter a password.")), Length(max=200)],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(NewPasswordForm):
    """Change the password that one has."""

    current = PresentPasswordField(lazy_gettext("Present password"))


class ReauthenticationForm(Form):
    """Give the password once more, before a change of the second factor or the end of other log-ins."""

    password = PresentPasswordField(lazy_gettext("Your password"))


class CodeForm(Form):
    """Enter a code of the authenticator app, or a recovery code."""

    code = StringField(
        lazy_gettext("Code"),
        validators=[DataRequired(lazy_gettext("Please enter the code.")), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"},
    )

    @property
    def plain(self) -> str:
        """The code without the spaces that apps show."""
        return re.sub(r"\s", "", self.code.data or "")

    @property
    def is_of_app(self) -> bool:
        return is_code(self.plain)
