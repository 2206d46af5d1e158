"""Where somebody is logged in: their sessions, and the ends of others than the one at hand.

The staff gives the password once more. The page of participants is `web/participant/people/sessions.py`.
"""

from typing import Any

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext

from matchmaker.base.errors import NotFound
from matchmaker.models import LoginMethod, Person, Staff, row_id
from matchmaker.people.commands.sessions import end_one, end_others
from matchmaker.people.queries.accounts import sessions_of, zone_of_staff
from web import database
from web.auth.account import reauthenticate
from web.auth.blueprint import bp
from web.auth.forms import ReauthenticationForm
from web.auth.guards import staff_required
from web.config import product_config
from web.ids import whole_number
from web.pages import Page
from web.redirects import redirect_to

METHODS = {
    LoginMethod.LINK: lazy_gettext("link in a mail"),
    LoginMethod.PASSWORD: lazy_gettext("password"),
    LoginMethod.CODE: lazy_gettext("password and code of the app"),
    LoginMethod.RECOVERY_CODE: lazy_gettext("password and recovery code"),
    LoginMethod.OLDER: lazy_gettext("before the last update of this site"),
}


@bp.get("/staff/account/sessions")
@staff_required
def sessions() -> str:
    """Show where the member of the staff is logged in."""
    return _page(ReauthenticationForm(formdata=None))


@bp.post("/staff/account/sessions")
@staff_required
def end_sessions() -> Page:
    """End one of the sessions, or all others: the password is asked for again."""
    form = ReauthenticationForm()
    if not form.validate() or reauthenticate(form.password) is None:
        return _page(form), 422
    return redirect_to("auth.sessions", end_chosen(g.staff))


def end_chosen(who: Person | Staff) -> str:
    """End what the form names: the id of a session, or `others`; return what was done.

    Raises `NotFound` for a session of anybody else, and `Stale` if the one at hand has ended.
    """
    chosen = request.form.get("session", "")
    if chosen == "others":
        end_others(database.session(), who, here=g.login.id)
        return str(gettext("You are logged out on all other devices."))
    session_id = whole_number(chosen)
    if session_id is None:
        raise NotFound
    end_one(database.session(), who, session_id, here=g.login.id)
    return str(gettext("You are logged out on that device."))


def what_is_listed(who: Person | Staff, zone: str) -> dict[str, Any]:
    """Return what the macro of both pages shows."""
    return {
        "sessions": sessions_of(database.session(), who, product_config()),
        "here": g.login.id,
        "methods": METHODS,
        "zone": zone,
    }


def _page(form: ReauthenticationForm) -> str:
    zone = zone_of_staff(database.session(), row_id(g.staff))
    return render_template("auth/sessions.html", form=form, **what_is_listed(g.staff, zone))
