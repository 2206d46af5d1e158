"""Log-in of the staff by password."""

from flask import render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.demo.load import ORGANISERS
from matchmaker.events.queries.events import my_events
from matchmaker.models import LoginMethod, Staff, row_id
from matchmaker.people.commands.accounts import verified
from matchmaker.people.commands.log_ins import note_refused
from matchmaker.people.commands.tries import PASSWORDS
from matchmaker.people.queries.accounts import password_hash_of
from matchmaker.people.rules.passwords import is_password, renewed_hash
from web import database
from web.auth.blueprint import bp
from web.auth.devices import remember_device
from web.auth.forms import StaffForm
from web.auth.identity import await_code, enter
from web.auth.tries import count_try, forget_tries
from web.config import is_demo
from web.navigation import event_start
from web.pages import Page
from web.redirects import local_path, redirect_to, redirect_to_path


@bp.route("/staff/login", methods=["GET", "POST"])
def staff_login() -> Page:
    """Ask for address and password; a wrong one never tells which of the two."""
    form = StaffForm()
    wanted = local_path("next")
    samples = ORGANISERS if is_demo() else ()
    if not form.is_submitted():
        return render_template("auth/staff_login.html", form=form, wanted=wanted, samples=samples)
    if form.validate():
        email = form.email.data
        count_try(PASSWORDS, email)
        staff = _authenticated(email, form.password.data)
        if staff is not None:
            forget_tries(database.session(), PASSWORDS, email)
            if staff.totp_secret:
                await_code(staff)
                return redirect_to("auth.second_step", next=wanted or None)
            return entered(staff, wanted, LoginMethod.PASSWORD)
        database.discard()
        with database.own_transaction() as own:
            note_refused(own, email)
        form.password.errors = [gettext("This address and this password do not belong together.")]
    return render_template("auth/staff_login.html", form=form, wanted=wanted, samples=samples), 422


def entered(staff: Staff, wanted: str, method: LoginMethod) -> Response:
    """Log in, and lead to the page that was wanted, else to the only event, else to the list."""
    enter(staff, method)
    remember_device(staff.email)
    if wanted:
        return redirect_to_path(wanted)
    events = my_events(database.session(), row_id(staff))
    return redirect_to_path(event_start(events[0])) if len(events) == 1 else redirect_to("public.home")


def _authenticated(email: str, password: str) -> Staff | None:
    """Return the member of the staff with this address and password. The hash is computed outside any transaction."""
    database.discard()
    with database.reading() as before:
        known = password_hash_of(before, email)
    if not is_password(known, password):
        return None
    return verified(database.session(), email, known, renewed_hash(known, password))
