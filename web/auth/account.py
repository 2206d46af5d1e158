"""The page of a member of the staff about their log-in: password, second factor, and the way to all devices."""

from dataclasses import dataclass

from flask import g, render_template
from flask_babel import gettext
from wtforms import PasswordField

from matchmaker.models import LoginMethod, row_id
from matchmaker.people.commands.tries import PASSWORDS
from matchmaker.people.queries.accounts import demanding_community, recovery_codes_left
from matchmaker.people.rules.passwords import is_password
from web import database
from web.auth.blueprint import bp
from web.auth.forms import PasswordForm, ReauthenticationForm
from web.auth.guards import staff_required
from web.auth.tries import count_try, forget_tries


@bp.get("/staff/account")
@staff_required
def account() -> str:
    """Show the forms for another password and for the second factor, and the way to the list of all devices."""
    return account_page()


def account_page(form: PasswordForm | None = None, second_factor: ReauthenticationForm | None = None) -> str:
    """Return the page, with a form of it that was refused."""
    session, staff_id = database.session(), row_id(g.staff)
    return render_template(
        "auth/account.html",
        form=form or PasswordForm(formdata=None),
        second_factor=second_factor or ReauthenticationForm(formdata=None),
        codes_left=recovery_codes_left(session, staff_id),
        demanding=demanding_community(session, staff_id),
    )


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it was when its password was given again: commands compare and set."""

    id: int
    session_id: int
    method: LoginMethod
    name: str
    email: str
    password_hash: str


def reauthenticate(field: PasswordField) -> Account | None:
    """Return the account of `g.staff` if the field holds its password; else None, with the reason beside the field.

    The hash is computed outside any transaction. Raises `TooMany`.
    """
    staff, login = g.staff, g.login
    known = Account(row_id(staff), login.id, login.method, staff.name, staff.email, staff.password_hash)
    database.discard()
    count_try(PASSWORDS, known.email)
    if not is_password(known.password_hash, field.data or ""):
        field.errors = [gettext("This is not your present password.")]
        return None
    with database.own_transaction() as own:
        forget_tries(own, PASSWORDS, known.email)
    return known
