"""Accepting a role in the organising team by the link of a mail: seen by a GET, accepted by a POST."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from matchmaker.base.errors import InvalidInput
from matchmaker.models import LoginMethod
from matchmaker.people.rules.passwords import hash_password
from matchmaker.team.commands.invitations import accept
from matchmaker.team.queries.invitations import Offer, read_offer
from web import database
from web.auth.blueprint import bp
from web.auth.forms import NewPasswordForm
from web.auth.staff import entered
from web.i18n import language
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


class JoinForm(NewPasswordForm):
    """The account of somebody new."""

    name = StringField(
        lazy_gettext("First and last name"),
        validators=[DataRequired(lazy_gettext("Please enter your name.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )


@bp.get("/staff/invitation/<token>")
def staff_invitation(token: str) -> Page:
    """Show what is offered; opening the link changes nothing (mail scanners open every link)."""
    return _page(read_offer(database.session(), token), token, JoinForm())


@bp.post("/staff/invitation/<token>")
def accept_invitation(token: str) -> Page:
    """Give the role and use the link up; somebody new chooses name and password and is in, others log in next."""
    found, form = read_offer(database.session(), token), JoinForm()
    if found is None:
        return _page(None, token, form)
    _speak(found)
    name, hashed = "", ""
    if not found.has_account:
        if not form.validate():
            return _page(found, token, form, 422)
        database.discard()
        with refusable(InvalidInput, writes=False) as refusal:
            name = form.name.data
            hashed = hash_password(form.new.data, about=(name, found.email))
        if refusal:
            refusal.show(form.new)
            return _page(found, token, form, 422)
    staff = accept(database.session(), token, name=name, password_hash=hashed, language=language())
    if staff is None:
        return _page(None, token, form)
    if hashed:  # typed a moment ago: it is not asked for again
        return entered(staff, "", LoginMethod.PASSWORD)
    return redirect_to("auth.staff_login", gettext("Welcome to the team. Log in with your address and your password."))


def _speak(found: Offer) -> None:
    """Let the page speak the language of the account; of somebody new, only who has invited them has chosen one."""
    if found.has_account:
        g.reader_language = found.language
    else:
        g.mail_language = found.language


def _page(found: Offer | None, token: str, form: JoinForm, status: int = 200) -> tuple[str, int]:
    if found is None:
        return render_template("auth/invitation_expired.html"), 410
    _speak(found)
    return render_template("auth/invitation.html", form=form, offer=found, token=token), status
