"""People along: interpreters, at a mission also the head of delegation, attachés and officials; and which meetings
need somebody."""

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.history.words import actor_in_words
from matchmaker.journal.words import change_in_words
from matchmaker.missions.commands.absences import LAST_MINUTE, MIDNIGHT
from matchmaker.missions.commands.along import (
    decide_along,
    languages_token,
    name_interpreter,
    read_language_pairs,
    set_interpreted,
    stop_interpreting,
)
from matchmaker.missions.queries.along import (
    PairAlong,
    guests_of,
    person_along,
    read_along,
    read_pair_along,
    who_could_interpret,
)
from matchmaker.models import EventKind, PairKey, StructureAct, pair_of, row_id
from matchmaker.releases.queries.published import last_release
from matchmaker.setup.queries.changes import latest_changes
from web import database
from web.auth.guards import organiser_required
from web.forms import WRITTEN, Checkboxes, Form, LongSelect
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.people.wording import ROLES
from web.organiser.setup.trying import ask_and_do, attempt, trial_page, tried
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent, Submission

LATEST = 5
NOBODY = 0
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


def _between() -> StringField:
    return StringField(
        lazy_gettext("Interprets between"),
        description=lazy_gettext(
            "Pairs of languages, such as fi-fr, sv-fr. Empty: between any two of the languages that they speak."
        ),
        validators=[Length(max=200)],
    )


class InterpreterForm(SavedForm):
    """Between which languages somebody interprets."""

    interprets = _between()


class NewInterpreterForm(Form):
    """Who of those who take part interprets from now on, and between which languages."""

    who = SelectField(lazy_gettext("Who"), coerce=int, default=NOBODY, widget=LongSelect(), validators=[WRITTEN])
    interprets = _between()


@bp.get("/<slug>/along")
@organiser_required
def along(slug: str) -> str:
    """Show who comes along, and which meetings need somebody."""
    session = database.session()
    return render_template(
        "organiser/missions/along.html",
        page=read_along(session, g.event, language()),
        whole_day=(MIDNIGHT, LAST_MINUTE),
        roles=ROLES,
        is_mission=g.event.kind is EventKind.MISSION,
        published=last_release(session, row_id(g.event)) is not None,
        changes=latest_changes(session, g.event, LATEST, acts=(StructureAct.CHANGE_ALONG,)),
        words=lambda change: change_in_words(change.act, change.about, language()),
        who=lambda actor: actor_in_words(actor, language()),
    )


@bp.route("/<slug>/along/name", methods=["GET", "POST"])
@organiser_required
def name_an_interpreter(slug: str) -> Page:
    """Ask who of those who take part interprets; POST lets them, once the impact was seen."""
    session, form = database.session(), NewInterpreterForm()
    people = dict(who_could_interpret(session, g.event))
    chosen = [SelectChoice(number, name) for number, name in people.items()]
    form.who.choices = [SelectChoice(NOBODY, gettext("Please choose")), *chosen]
    new = Submission(form, InvalidInput, NotFound, Closed)
    answer = tried(
        new,
        lambda form: attempt(
            lambda: name_interpreter(
                session, g.event, form.who.data, read_language_pairs(form.interprets.data or ""), staff=g.staff
            ),
            title=gettext("%(name)s interprets", name=people[form.who.data]),
            button=gettext("Name as interpreter"),
            back=url_for("organiser.name_an_interpreter"),
            also=(gettext("From now on they go to no meeting of their own organisation."),),
            always=True,
        ),
        done=lambda: redirect_to("organiser.along", gettext("They interpret from the next schedule on.")),
        menu=_menu(),
    )
    if answer is not None:
        return answer
    return render_template("organiser/missions/name_interpreter.html", form=form), new.status


@bp.post("/<slug>/along/<int:registration_id>/stop")
@organiser_required
def stop_interpreter(slug: str, registration_id: int) -> Page:
    """Ask, then let an interpreter be a delegate of their organisation."""
    session = database.session()
    _, name = person_along(session, g.event, registration_id)
    return ask_and_do(
        lambda: stop_interpreting(session, g.event, registration_id, staff=g.staff),
        title=gettext("%(name)s interprets no more", name=name),
        button=gettext("Interprets no more"),
        back=url_for("organiser.interpreter", registration_id=registration_id),
        also=(gettext("They take part as a delegate of their organisation from then on."),),
        menu=_menu(),
        done=lambda: redirect_to("organiser.along", gettext("Saved.")),
    )


@bp.route("/<slug>/along/pair", methods=["GET", "POST"])
@organiser_required
def along_pair(slug: str) -> Page:
    """Show who comes along to the meeting of two; POST decides it, once the impact was seen."""
    session, pair = database.session(), _pair()
    if g.event.kind is not EventKind.MISSION:
        abort(404)
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
        return trial_page(trial, menu=_menu())
    if edit.saved:
        return redirect_to("organiser.along", gettext("Saved."))
    return render_template("organiser/missions/along_pair.html", form=edit.form, pair=found), edit.status


def _menu() -> str:
    """Return the entry of the navigation under which interpreters are found."""
    return "along" if g.event.kind is EventKind.MISSION else "category_rules"


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
        return trial_page(trial, menu=_menu())
    if edit.saved:
        return redirect_to("organiser.along", gettext("Saved."))
    return render_template(
        "organiser/missions/interpreter.html", form=edit.form, name=name, registration=registration
    ), edit.status
