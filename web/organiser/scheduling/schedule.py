"""Scenarios side by side, and the form that starts a run of the solver."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext, lazy_gettext, lazy_ngettext
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Length, Optional

from matchmaker import jobs
from matchmaker.models import GivenName, NameKind, ScenarioKind, SolveMode, Strength, row_id
from matchmaker.prospects.queries.receiving import count_missing_offices
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.commands.scenarios import make_baseline
from matchmaker.scheduling.planning.closeness import STANDARD, allowance_of
from matchmaker.scheduling.queries.readiness import Missing, what_is_missing
from matchmaker.scheduling.queries.runs import active_run, recent_runs
from matchmaker.scheduling.queries.scenarios import ScenarioLine, published_first, scenario_list
from web import database
from web.auth.guards import organiser_required
from web.forms import Form, Slider
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.scheduling.wording import RUN_STATES
from web.pages import Page
from web.redirects import redirect_to
from web.scenario_names import given_name

MOST_DISPLACED = 8
"""People who may be displaced for one wish, at the end of the slider."""


class RunForm(Form):
    """Name and length of a run."""

    name = StringField(
        lazy_gettext("Name of the scenario"),
        validators=[
            Optional(),
            Length(max=120, message=lazy_gettext("Use 120 characters at most.")),
        ],
    )
    seconds = RadioField(
        lazy_gettext("How long may it search?"),
        choices=[
            SelectChoice("10", lazy_gettext("10 seconds: a first look")),
            SelectChoice("30", lazy_gettext("30 seconds: usually enough")),
            SelectChoice("120", lazy_gettext("2 minutes: for the last breaks")),
        ],
        default="30",
    )


def _in_words(people: int) -> LazyString:
    """Say how many people may be displaced for a gained wish of each strength."""
    return lazy_ngettext(
        "%(num)d person for a “must”, %(want)d for a “want”, %(open)d for an open wish",
        "%(num)d people for a “must”, %(want)d for a “want”, %(open)d for an open wish",
        people,
        want=allowance_of(Strength.WANT, people),
        open=allowance_of(Strength.OPEN, people),
    )


class CloseRunForm(RunForm):
    """The same once something is published: how much of it may change."""

    mode = RadioField(
        lazy_gettext("How much may change of what is published?"),
        choices=[
            SelectChoice(SolveMode.ADD, lazy_gettext("Only add what fits: no meeting moves")),
            SelectChoice(SolveMode.CLOSE, lazy_gettext("Stay close: meetings move only where a wish is gained by it")),
            SelectChoice(SolveMode.BETTER, lazy_gettext("Better at any price: first the wishes, then few changes")),
            SelectChoice(SolveMode.AFRESH, lazy_gettext("Afresh: as if nothing had been published")),
        ],
        default=SolveMode.CLOSE,
    )
    allowance = Slider(
        lazy_gettext("To stay close: people whose meetings may move for one more “must”"),
        choices=[SelectChoice(str(people), _in_words(people)) for people in range(1, MOST_DISPLACED + 1)],
        default=str(STANDARD),
        description=lazy_gettext("Half as many for a “want”, a quarter for an open wish."),
    )


@dataclass(frozen=True)
class StepBefore:
    """What comes before a schedule, and the page for it."""

    sentence: LazyString
    label: LazyString
    endpoint: str
    values: dict[str, str] = field(default_factory=dict)


MISSING = {
    Missing.PEOPLE: StepBefore(
        lazy_gettext("Nobody is registered yet. Begin with the list of participants."),
        lazy_gettext("Import participants"),
        "organiser.import_file",
        {"kind": "participants"},
    ),
    Missing.STRUCTURE: StepBefore(
        lazy_gettext("The participants are there; the slots and tables are still missing."),
        lazy_gettext("Look at the structure"),
        "organiser.structure",
    ),
    Missing.AGREED: StepBefore(
        lazy_gettext("Nobody has accepted the terms yet, so that nobody can be given a meeting. Remind them first."),
        lazy_gettext("See who is silent"),
        "organiser.dashboard",
        {"missing": "not_agreed", "_anchor": "silent"},
    ),
    Missing.WISHES: StepBefore(
        lazy_gettext("The participants are there; their wishes are still missing."),
        lazy_gettext("Import wishes"),
        "organiser.import_file",
        {"kind": "wishes"},
    ),
    Missing.PAIRS: StepBefore(
        lazy_gettext(
            "No wish can become a meeting yet: of two sides that say yes, both must have accepted the conditions and "
            "be free at the same time."
        ),
        lazy_gettext("See who is silent"),
        "organiser.dashboard",
        {"_anchor": "silent"},
    ),
}


@bp.route("/<slug>/schedule", methods=["GET", "POST"])
@organiser_required
def schedule(slug: str) -> Page:
    """Compare the scenarios; POST starts a run, or leads to the one that is already under way."""
    session = database.session()
    published = published_scenario(session, g.event)
    form = RunForm() if published is None else CloseRunForm()
    status = 200
    if form.is_submitted():
        if form.validate():
            running = active_run(session, g.event)
            run = request_run(
                session,
                g.event,
                name=GivenName(form.name.data) if form.name.data else _next_name(scenario_list(session, g.event)),
                seconds=float(form.seconds.data),
                staff_id=g.staff.id,
                reference=published,
                **_closeness(form),
            )
            run_id = row_id(run)
            if running is not None and running.id == run_id:
                flash(gettext("A run is already under way: here it is."), "info")
            database.after_commit(lambda: jobs.enqueue_solve(run_id))
            return redirect_to("organiser.run", run_id=run_id)
        status = 422
    scenarios = scenario_list(session, g.event)
    name = given_name(_next_name(scenarios))
    form.name.description = gettext("Left empty, it is called “%(name)s”.", name=name)
    missing = what_is_missing(session, g.event)
    page = render_template(
        "organiser/scheduling/schedule.html",
        form=form,
        draft=current_draft(session, g.event),
        scenarios=published_first(scenarios),
        put_away=[line for line in reversed(scenarios) if line.is_put_away],
        missing=MISSING[missing] if missing else None,
        has_baseline=any(line.kind is ScenarioKind.BASELINE for line in scenarios),
        active=active_run(session, g.event),
        without_office=count_missing_offices(session, g.event),
        runs=recent_runs(session, g.event),
        run_states=RUN_STATES,
    )
    return page, status


def _next_name(lines: Iterable[ScenarioLine]) -> GivenName:
    """Return what the next scenario is called that nobody gives a name to."""
    return GivenName(kind=NameKind.NUMBERED, number=sum(line.kind is ScenarioKind.SOLVED for line in lines) + 1)


def _closeness(form: RunForm) -> dict[str, Any]:
    """Return what the form says of staying close to what is published."""
    if not isinstance(form, CloseRunForm):
        return {}
    return {"mode": SolveMode(form.mode.data), "allowance": int(form.allowance.data)}


@bp.post("/<slug>/schedule/baseline")
@organiser_required
def baseline(slug: str) -> Response:
    """Compute first come, first served on the present wishes, to compare with."""
    scenario = make_baseline(database.session(), g.event)
    said = gettext("First come, first served is in the list, to compare with.")
    if asked := whole_number(request.args.get("for", "")):
        return redirect_to("organiser.scenario", said, scenario_id=asked)
    return redirect_to("organiser.schedule", said, anchor=f"scenario-{scenario.id}")
