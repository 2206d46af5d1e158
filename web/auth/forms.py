"""Log-in forms."""

import re

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import Email, InputRequired, Length

from matchmaker.people.rules.totp import is_code


class LinkForm(FlaskForm):
    """Ask for a log-in link."""

    email = EmailField(
        lazy_gettext("Your e-mail address"),
        description=lazy_gettext("The one with which you are registered."),
        validators=[
            InputRequired(lazy_gettext("Please enter your e-mail address.")),
            Email(lazy_gettext("This does not look like an e-mail address, for example name@company.be.")),
            Length(max=254),
        ],
        filters=[lambda text: text.strip() if text else text],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


class StaffForm(FlaskForm):
    """Log in with a password."""

    email = EmailField(
        lazy_gettext("Your e-mail address"),
        validators=[InputRequired(lazy_gettext("Please enter your e-mail address.")), Length(max=254)],
        filters=[lambda text: text.strip() if text else text],
        render_kw={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        validators=[InputRequired(lazy_gettext("Please enter your password.")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


class ForgottenForm(FlaskForm):
    """Ask for a link to set a new password."""

    email = EmailField(
        lazy_gettext("Your e-mail address"),
        validators=[InputRequired(lazy_gettext("Please enter your e-mail address.")), Length(max=254)],
        filters=[lambda text: text.strip() if text else text],
        render_kw={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"},
    )


class NewPasswordForm(FlaskForm):
    """Choose a password."""

    new = PasswordField(
        lazy_gettext("New password"),
        description=lazy_gettext("At least 12 characters. Four words that nobody would put together are easy to keep."),
        validators=[InputRequired(lazy_gettext("Please enter a password.")), Length(max=200)],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(NewPasswordForm):
    """Change the password that one has."""

    current = PasswordField(
        lazy_gettext("Present password"),
        validators=[InputRequired(lazy_gettext("Please enter your password.")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


class ReauthenticationForm(FlaskForm):
    """Give the password once more, before a change of the second factor."""

    password = PasswordField(
        lazy_gettext("Your password"),
        validators=[InputRequired(lazy_gettext("Please enter your password.")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(FlaskForm):
    """Enter a code of the authenticator app, or a recovery code."""

    code = StringField(
        lazy_gettext("Code"),
        validators=[InputRequired(lazy_gettext("Please enter the code.")), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"},
    )

    @property
    def plain(self) -> str:
        """The code without the spaces that apps show."""
        return re.sub(r"\s", "", self.code.data or "")

    @property
    def is_of_app(self) -> bool:
        return is_code(self.plain)
