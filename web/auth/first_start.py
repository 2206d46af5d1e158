"""First start: an empty installation gets its community and its first administrator on screen."""

from flask import render_template
from flask_babel import gettext, lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.models import LoginMethod
from matchmaker.people.commands.tries import FIRST_CODES
from matchmaker.people.rules.passwords import hash_password
from matchmaker.team.commands.first_start import begin_installation
from matchmaker.team.queries.first_start import is_empty
from web import database
from web.auth.blueprint import bp
from web.auth.forms import NewPasswordForm
from web.auth.identity import enter
from web.auth.tries import count_try
from web.forms import AddressField
from web.i18n import language
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


class FirstStartForm(NewPasswordForm):
    """The community and the account of its administrator."""

    code = StringField(
        lazy_gettext("Code of the first start"),
        description=lazy_gettext(
            "The server printed it when it started; its operator finds it again with the command "
            "“matchmaker first-code”."
        ),
        validators=[DataRequired(lazy_gettext("Please enter the code.")), Length(max=40)],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )
    community = StringField(
        lazy_gettext("Name of your cluster, agency or association"),
        description=lazy_gettext("Your events, companies and people belong to it. You can change it later."),
        validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=120)],
        render_kw={"autocomplete": "organization"},
    )
    name = StringField(
        lazy_gettext("Your first and last name"),
        validators=[DataRequired(lazy_gettext("Please enter your name.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    email = AddressField(
        lazy_gettext("Your e-mail address"),
        lazy_gettext("Please enter your e-mail address."),
        description=lazy_gettext("You log in with it."),
        autocomplete="username",
    )


@bp.route("/first-start", methods=["GET", "POST"])
def first_start() -> Page:
    """Ask for the code that the server printed, the community and the account; afterwards the page does not exist."""
    with database.reading() as before:
        waits = is_empty(before)
    if not waits:
        raise NotFound
    form = FirstStartForm()
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form, 422)
    count_try(FIRST_CODES, "")
    values = {"community": form.community.data, "name": form.name.data, "email": form.email.data}
    # the hash is computed outside any transaction
    with refusable(InvalidInput, writes=False) as refusal:
        hashed = hash_password(form.new.data, about=(values["name"], values["email"]))
    if refusal:
        refusal.show(form.new)
        return _page(form, 422)
    session = database.session()
    with refusable(InvalidInput) as refusal:
        staff = begin_installation(session, form.code.data, password_hash=hashed, language=language(), **values)
    if refusal:
        refusal.show(form.code)
        return _page(form, 422)
    enter(staff, LoginMethod.PASSWORD)
    return redirect_to(
        "public.home", gettext("“%(name)s” is set up, and you are its administrator.", name=values["community"])
    )


def _page(form: FirstStartForm, status: int = 200) -> tuple[str, int]:
    return render_template("auth/first_start.html", form=form), status
