"""What organisers make of a saved scenario: its name, its note, and whether the list has it."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from matchmaker.base.errors import InvalidInput
from matchmaker.models import ScenarioKind
from matchmaker.scheduling.commands.keeping import bring_back, describe_scenario, put_away
from matchmaker.scheduling.queries.lookup import scenario_of
from matchmaker.scheduling.queries.scenarios import description_token
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.saved_forms import SavedForm
from web.scenario_names import given_name
from web.submissions import Edit, Sent


class ScenarioForm(SavedForm):
    """What a scenario is called, and what to know of it."""

    name = StringField(
        lazy_gettext("Name of the scenario"),
        validators=[
            DataRequired(lazy_gettext("Give it a name, so that you recognise it in the list.")),
            Length(max=120, message=lazy_gettext("Use 120 characters at most.")),
        ],
    )
    note = TextAreaField(
        lazy_gettext("Note"),
        description=lazy_gettext("Your colleagues read it; participants do not."),
        validators=[Length(max=500, message=lazy_gettext("Use 500 characters at most."))],
        render_kw={"rows": 4},
    )


@bp.route("/<slug>/scenarios/<int:scenario_id>/note", methods=["GET", "POST"])
@organiser_required
def scenario_note(slug: str, scenario_id: int) -> Page:
    """Show the name and the note of a scenario; POST changes them."""
    session = database.session()
    fixed = scenario_of(session, g.event, scenario_id).kind is ScenarioKind.BASELINE

    def read(sent: Sent) -> ScenarioForm:
        found = scenario_of(session, g.event, scenario_id)
        said = {"shown": description_token(found), "name": given_name(found.given_name), "note": found.note}
        form = ScenarioForm.of_saved(said, sent)
        if fixed:
            del form.name
        return form

    def change(form: ScenarioForm) -> None:
        known = given_name(scenario_of(session, g.event, scenario_id).given_name)
        name = None if fixed or form.name.data == known else form.name.data
        note = form.note.data or ""
        describe_scenario(session, g.event, scenario_id, name=name, note=note, shown=form.token, staff=g.staff)

    edit = Edit(read)
    if edit.save(change):
        return redirect_to("organiser.scenario", gettext("Saved."), scenario_id=scenario_id)
    scenario = scenario_of(session, g.event, scenario_id)
    return render_template("organiser/scheduling/note.html", form=edit.form, scenario=scenario), edit.status


@bp.post("/<slug>/scenarios/<int:scenario_id>/put-away")
@organiser_required
def scenario_put_away(slug: str, scenario_id: int) -> Response:
    """Leave a scenario out of the list."""
    with refusable(InvalidInput) as refusal:
        put_away(database.session(), g.event, scenario_id, staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.scenario", scenario_id=scenario_id)
    said = gettext("It is out of the list. Nothing is deleted: you can bring it back below the list.")
    return redirect_to("organiser.schedule", said)


@bp.post("/<slug>/scenarios/<int:scenario_id>/bring-back")
@organiser_required
def scenario_bring_back(slug: str, scenario_id: int) -> Response:
    """Put a scenario into the list again."""
    bring_back(database.session(), g.event, scenario_id, staff=g.staff)
    return redirect_to("organiser.schedule", gettext("It is in the list again."), anchor=f"scenario-{scenario_id}")
