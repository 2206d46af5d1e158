"""A new password for a member of the staff: on their page, or by a link for one that was forgotten.

Hashes are computed outside any transaction; the commands compare and set.
"""

from flask import g, render_template
from flask_babel import gettext

from matchmaker.base.errors import InvalidInput
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import Act, LinkKind, Staff, row_id
from matchmaker.people.commands.link_requests import request_link
from matchmaker.people.commands.passwords import RESET_MINUTES, read_reset, set_password
from matchmaker.people.commands.tries import PASSWORD_LINKS
from matchmaker.people.rules.passwords import hash_password
from web import database
from web.auth.account import account_page, reauthenticate
from web.auth.blueprint import bp
from web.auth.forms import ForgottenForm, NewPasswordForm, PasswordForm
from web.auth.guards import staff_required
from web.auth.identity import enter_again
from web.auth.tries import count_try
from web.config import is_demo
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


@bp.post("/staff/account")
@staff_required
def change_password() -> Page:
    """Change the password: all other log-ins end."""
    form = PasswordForm()
    account = reauthenticate(form.current) if form.validate() else None
    if account and (new := _hashed(form, (account.name, account.email))):
        staff = set_password(database.session(), account.id, account.password_hash, new)
        enter_again(staff, account.method)
        database.after_commit(enqueue_outbox)
        said = gettext("Your password is changed. You are logged out on all other devices.")
        return redirect_to("auth.account", said)
    return account_page(form=form), 422


@bp.route("/staff/password", methods=["GET", "POST"])
def forgotten_password() -> Page:
    """Ask for the address; the answer, and how long it takes, are the same whether there is an account or not."""
    form = ForgottenForm()
    if not form.is_submitted():
        return render_template("auth/forgotten.html", form=form)
    if not form.validate():
        return render_template("auth/forgotten.html", form=form), 422
    email = form.email.data
    database.discard()
    count_try(PASSWORD_LINKS, email)
    request_link(database.session(), LinkKind.PASSWORD, email)
    database.after_commit(enqueue_outbox)
    return render_template("auth/reset_sent.html", email=email, minutes=RESET_MINUTES, demo=is_demo())


@bp.get("/staff/password/<token>")
def reset_page(token: str) -> Page:
    """Ask for the new password; opening the link changes nothing (mail scanners open every link)."""
    return _reset_page(_owner(token), token, NewPasswordForm())


@bp.post("/staff/password/<token>")
def reset_password(token: str) -> Page:
    """Set the new password, which uses the link up and ends all log-ins; the next step is to log in with it."""
    staff, form = _owner(token), NewPasswordForm()
    if staff is not None and form.validate():
        known, staff_id, about = staff.password_hash, row_id(staff), (staff.name, staff.email)
        database.discard()
        if new := _hashed(form, about):
            set_password(database.session(), staff_id, known, new, act=Act.PASSWORD_RESET)
            database.after_commit(enqueue_outbox)
            return redirect_to("auth.staff_login", gettext("Your new password is set. Log in with it."))
    return _reset_page(staff, token, form, 422)


def _owner(token: str) -> Staff | None:
    """Return whose password the link may set; everything on its pages is in their language."""
    staff = read_reset(database.session(), token)
    if staff is not None:
        g.reader_language = staff.language
    return staff


def _reset_page(staff: Staff | None, token: str, form: NewPasswordForm, status: int = 200) -> tuple[str, int]:
    if staff is None:
        return render_template("auth/reset_expired.html"), 410
    return render_template("auth/reset.html", form=form, token=token, email=staff.email), status


def _hashed(form: NewPasswordForm, about: tuple[str, ...]) -> str:
    """Return the hash of the new password; empty if it is refused, with the reason beside its field."""
    hashed = ""
    with refusable(InvalidInput, writes=False) as refusal:
        hashed = hash_password(form.new.data, about=about)
    if refusal:
        refusal.show(form.new)
    return hashed
