"""Second factor of a member of the staff: set up with an authenticator app, new recovery codes, turned off.

Each step begins with the password. The secret waits in the session, encrypted, until a code confirms it; it is never
shown again.
"""

from flask import g, render_template, request
from flask import session as cookie
from flask_babel import gettext

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.base.sealing import seal, unseal
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import LoginMethod, row_id
from matchmaker.people.commands.second_factors import renew_codes, turn_off, turn_on
from matchmaker.people.rules.recovery import hashes, new_codes
from matchmaker.people.rules.totp import new_secret, provisioning_uri, step_of
from web import database
from web.auth.account import Account, account_page, reauthenticate
from web.auth.blueprint import bp
from web.auth.forms import CodeForm, ReauthenticationForm
from web.auth.guards import staff_required
from web.auth.identity import enter_again
from web.config import product_config
from web.pages import Page
from web.qr import qr_picture
from web.redirects import redirect_to
from web.refusals import refusable

SETTING_UP = "second_factor"
"""Where the session keeps the secret that waits for its first code, and the purpose of its encryption."""
SET_UP_SECONDS = 1800


@bp.post("/staff/account/second-factor")
@staff_required
def change_second_factor() -> Page:
    """Begin to set it up, make new recovery codes, or turn it off: the password is asked for again."""
    form = ReauthenticationForm()
    steps = {"set_up": _begin, "codes": _new_codes, "off": _turn_off}
    step = steps.get(request.form.get("step", ""))
    if step is None:
        raise NotFound
    account = reauthenticate(form.password) if form.validate() else None
    answer = step(account, form) if account else None
    return answer or (account_page(second_factor=form), 422)


def _begin(account: Account, _form: ReauthenticationForm) -> Page:
    cookie[SETTING_UP] = seal(f"{account.id} {new_secret()}", SETTING_UP)
    return redirect_to("auth.set_up")


def _new_codes(account: Account, _form: ReauthenticationForm) -> Page:
    codes = new_codes()
    hashed = hashes(codes)
    renew_codes(database.session(), account.id, account.session_id, hashed)
    database.after_commit(enqueue_outbox)
    return _codes_page(codes)


def _turn_off(account: Account, form: ReauthenticationForm) -> Page | None:
    with refusable(Closed) as refusal:
        staff = turn_off(database.session(), account.id, account.session_id)
    if refusal:
        refusal.show(form.password)
        return None
    enter_again(staff, LoginMethod.PASSWORD)
    database.after_commit(enqueue_outbox)
    return redirect_to("auth.account", gettext("Your second factor is off."))


@bp.get("/staff/account/second-factor")
@staff_required
def set_up() -> Page:
    """Show the secret to an authenticator app, and ask for a first code."""
    return _set_up_page(CodeForm())


@bp.post("/staff/account/second-factor/code")
@staff_required
def confirm_set_up() -> Page:
    """Turn the second factor on with a first code, and show the recovery codes: this once."""
    form, secret = CodeForm(), _waiting_secret()
    if secret is None or not form.validate():
        return _set_up_page(form, 422)
    staff_id, session_id, codes = row_id(g.staff), g.login.id, new_codes()
    database.discard()
    # ten slow hashes, for a right code alone
    hashed = hashes(codes) if step_of(secret, form.plain, clock.now()) is not None else {}
    with refusable(InvalidInput) as refusal:
        staff = turn_on(database.session(), staff_id, session_id, secret=secret, code=form.plain, hashes=hashed)
    if refusal:
        refusal.show(form.code)
        return _set_up_page(form, 422)
    enter_again(staff, LoginMethod.CODE)
    database.after_commit(enqueue_outbox)
    return _codes_page(codes)


def _waiting_secret() -> str | None:
    """Return the secret that this session of `g.staff` sets up; None if there is none, or for too long."""
    found = unseal(cookie.get(SETTING_UP, ""), SETTING_UP, seconds=SET_UP_SECONDS) or ""
    owner, _, secret = found.partition(" ")
    return secret if owner == str(g.staff.id) else None


def _set_up_page(form: CodeForm, status: int = 200) -> Page:
    secret = _waiting_secret()
    if secret is None:
        return redirect_to("auth.account")
    uri = provisioning_uri(secret, g.staff.email, product_config().mail_from_name)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    page = render_template("auth/set_up.html", form=form, qr=qr_picture(uri), uri=uri, secret=groups)
    return page, status


def _codes_page(codes: tuple[str, ...]) -> str:
    return render_template("auth/recovery_codes.html", codes=codes, name=g.staff.name)
