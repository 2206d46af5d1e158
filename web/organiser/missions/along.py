"""People along: interpreters, the head of delegation, attachés, officials; and which meetings need somebody."""

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Length

from matchmaker.missions.commands.along import decide_along, languages_token, read_language_pairs, set_interpreted
from matchmaker.missions.queries.along import PairAlong, guests_of, person_along, read_along, read_pair_along
from matchmaker.models import PairKey, pair_of
from web import database
from web.auth.guards import organiser_required
from web.forms import Checkboxes
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.people.wording import ROLES
from web.organiser.setup.trying import attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

DECISIONS = {"": None, "yes": True, "no": False}
"""What an organiser chooses of an interpreter."""


class PairForm(SavedForm):
    """Who comes along to the meeting of a pair."""

    interpreter = RadioField(
        lazy_gettext("Interpreter"),
        choices=[
            SelectChoice("", lazy_gettext("where they share no language")),
            SelectChoice("yes", lazy_gettext("one comes along")),
            SelectChoice("no", lazy_gettext("none is needed")),
        ],
    )
    joining = Checkboxes(lazy_gettext("Who joins them?"), coerce=int)

    @classmethod
    def of(cls, one: PairAlong, guests: dict[int, str], sent: Sent) -> "PairForm":
        """Return the form of a pair, and with what was `sent`."""
        chosen = next(name for name, decided in DECISIONS.items() if decided is one.decision)
        form = cls.of_saved({"interpreter": chosen, "joining": list(one.joining), "shown": one.token}, sent)
        form.joining.choices = [SelectChoice(number, name) for number, name in guests.items()]
        return form


class InterpreterForm(SavedForm):
    """Between which languages somebody interprets."""

    interprets = StringField(
        lazy_gettext("Interprets between"),
        description=lazy_gettext(
            "Pairs of languages, such as fi-fr, sv-fr. Empty: between any two of the languages that they speak."
        ),
        validators=[Length(max=200)],
    )


@bp.get("/<slug>/along")
@organiser_required
def along(slug: str) -> str:
    """Show who comes along, and which meetings need somebody."""
    return render_template(
        "organiser/missions/along.html", page=read_along(database.session(), g.event, language()), roles=ROLES
    )


@bp.route("/<slug>/along/pair", methods=["GET", "POST"])
@organiser_required
def along_pair(slug: str) -> Page:
    """Show who comes along to the meeting of two; POST decides it, once the impact was seen."""
    session, pair = database.session(), _pair()
    found = read_pair_along(session, g.event, pair, language())
    if found is None:
        abort(404)
    people = read_along(session, g.event, language()).people

    def read(sent: Sent) -> PairForm:
        now = read_pair_along(session, g.event, pair, language()) or found
        return PairForm.of(now, dict(guests_of(people, now)), sent)

    here = url_for("organiser.along_pair", one=pair[0], other=pair[1])
    edit = Edit(read)
    trial = edit.attempt(
        lambda form: attempt(
            lambda: decide_along(
                session,
                g.event,
                pair,
                interpreter=DECISIONS[form.interpreter.data or ""],
                joining=form.joining.data or [],
                shown=form.token,
                staff=g.staff,
            ),
            title=gettext("Who comes along to %(names)s", names=" – ".join(found.names)),
            button=gettext("Change"),
            back=here,
        )
    )
    if trial is not None:
        return trial_page(trial, menu="along")
    if edit.saved:
        return redirect_to("organiser.along", gettext("Saved."))
    return render_template("organiser/missions/along_pair.html", form=edit.form, pair=found), edit.status


def _pair() -> PairKey:
    """Return the two that the address names; 404 for no ids."""
    one, other = (whole_number(request.args.get(name, "")) for name in ("one", "other"))
    if one is None or other is None:
        both = request.args.get("pair", "").split("-")
        one, other = (whole_number(both[0]), whole_number(both[1])) if len(both) == 2 else (None, None)
    if one is None or other is None:
        abort(404)
    return pair_of(one, other)


@bp.route("/<slug>/along/<int:registration_id>", methods=["GET", "POST"])
@organiser_required
def interpreter(slug: str, registration_id: int) -> Page:
    """Show between which languages an interpreter works; POST changes it, once the impact was seen."""
    session = database.session()
    registration, name = person_along(session, g.event, registration_id)

    def read(sent: Sent) -> InterpreterForm:
        values = {"interprets": registration.interprets.replace(",", ", "), "shown": languages_token(registration)}
        return InterpreterForm.of_saved(values, sent)

    edit = Edit(read)
    trial = edit.attempt(
        lambda form: attempt(
            lambda: set_interpreted(
                session,
                g.event,
                registration_id,
                read_language_pairs(form.interprets.data or ""),
                shown=form.token,
                staff=g.staff,
            ),
            title=gettext("Languages of %(name)s", name=name),
            button=gettext("Change"),
            back=url_for("organiser.interpreter", registration_id=registration_id),
        )
    )
    if trial is not None:
        return trial_page(trial, menu="along")
    if edit.saved:
        return redirect_to("organiser.along", gettext("Saved."))
    return render_template(
        "organiser/missions/interpreter.html", form=edit.form, name=name, registration=registration
    ), edit.status
