"""Second step of the staff's log-in: a code of the authenticator app, or a recovery code."""

from flask import flash, g, render_template, request
from flask_babel import gettext, ngettext

from matchmaker.jobs import enqueue_outbox
from matchmaker.models import LoginMethod
from matchmaker.people.commands.log_ins import note_refused_code
from matchmaker.people.commands.second_factors import use_code, use_recovery_code
from matchmaker.people.commands.tries import CODES
from matchmaker.people.queries.accounts import recovery_codes_left, recovery_hash_of, staff_awaiting_code
from matchmaker.people.rules import recovery
from matchmaker.people.rules.passwords import is_password
from web import database
from web.auth.blueprint import bp
from web.auth.first_step import FirstStep
from web.auth.forms import CodeForm
from web.auth.staff import entered
from web.auth.tries import count_try, forget_tries
from web.pages import Page
from web.redirects import local_path, redirect_to


@bp.route("/staff/login/code", methods=["GET", "POST"])
def second_step() -> Page:
    """Ask for a code once the password was right; `?recovery=1` words it for a recovery code, both are taken."""
    form, wanted, step = CodeForm(), local_path("next"), FirstStep.of_session()
    staff = staff_awaiting_code(database.session(), step.staff, step.proof) if step else None
    if step is None or staff is None:
        flash(gettext("That took too long. Begin again with your password."), "warning")
        return redirect_to("auth.staff_login", next=wanted or None)
    g.reader_language = staff.language
    page = {"form": form, "wanted": wanted, "recovery": request.values.get("recovery") == "1"}
    if not form.is_submitted():
        return render_template("auth/second_step.html", **page)
    if form.validate():
        email = staff.email
        database.discard()
        count_try(CODES, email)
        if _use(step, form):
            forget_tries(database.session(), CODES, email)
            database.after_commit(enqueue_outbox)
            answer = entered(staff, wanted, LoginMethod.CODE if form.is_of_app else LoginMethod.RECOVERY_CODE)
            if not form.is_of_app:
                _say_what_is_left(recovery_codes_left(database.session(), step.staff))
            return answer
        database.discard()
        with database.own_transaction() as own:
            note_refused_code(own, step.staff)
        form.code.errors = [gettext("This code is not right, or it was used already.")]
    return render_template("auth/second_step.html", **page), 422


def _use(step: FirstStep, form: CodeForm) -> bool:
    """Use the code up and tell whether it was right. A recovery code is verified outside any transaction."""
    if form.is_of_app:
        return use_code(database.session(), step.staff, step.proof, form.plain)
    label, secret = recovery.parts(form.plain) or ("", "")
    with database.reading() as before:
        known = recovery_hash_of(before, step.staff, label)
    return is_password(known, secret) and use_recovery_code(database.session(), step.staff, step.proof, known)


def _say_what_is_left(left: int) -> None:
    flash(
        ngettext(
            "%(num)d recovery code is left. Set up your app again if you have lost your phone.",
            "%(num)d recovery codes are left. Set up your app again if you have lost your phone.",
            left,
        ),
        "warning",
    )
