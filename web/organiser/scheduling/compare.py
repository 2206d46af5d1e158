"""Two scenarios side by side: by goal, by category, by meeting and by person, and how full each slot is."""

from flask import g, render_template, request
from flask_babel import gettext

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.drafts.planning.counting import count_edited
from matchmaker.drafts.queries.drafts import is_current_draft
from matchmaker.models import ScenarioKind
from matchmaker.releases.queries.problems import read_problems
from matchmaker.scheduling.queries.lookup import scenario_of
from matchmaker.scheduling.queries.scenarios import ScenarioLine, published_first, scenario_list
from matchmaker.scheduling.queries.side_by_side import side_by_side
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.scheduling.load_chart import draw_loads
from web.organiser.scheduling.wording import STRENGTHS
from web.pages import Page
from web.redirects import redirect_to


@bp.get("/<slug>/scenarios/<int:scenario_id>/compare")
@organiser_required
def compare(slug: str, scenario_id: int) -> Page:
    """Show what a scenario changes of another one; without a choice, of what is published, else of the newest one."""
    session = database.session()
    lines = {line.id: line for line in published_first(scenario_list(session, g.event), here=scenario_id)}
    if scenario_id not in lines:
        raise NotFound(N_("This event has no such scenario."))
    others = [line for line in lines.values() if line.id != scenario_id]
    if not others:
        said = gettext("There is no other scenario to compare with yet.")
        return redirect_to("organiser.scenario", said, scenario_id=scenario_id)
    asked = whole_number(request.args.get("with", ""))
    before = next((line for line in others if line.id == asked), None) or _likely(others)
    one, two = (scenario_of(session, g.event, number) for number in (before.id, scenario_id))
    counted = tuple(_as_it_is_now(line) for line in (before, lines[scenario_id]))
    found = side_by_side(session, g.event, one, two, language=language())
    return render_template(
        "organiser/scheduling/compare.html",
        before=counted[0] or before,
        after=counted[1] or lines[scenario_id],
        uncounted=None in counted,
        go_on=any(
            is_current_draft(session, g.event, number)
            for number, line in zip((before.id, scenario_id), counted, strict=True)
            if line is None
        ),
        others=others,
        published=next((line.id for line in lines.values() if line.last_release), None),
        found=found,
        problems=read_problems(session, g.event, two, language()),
        chart=draw_loads(found.loads),
        strengths=STRENGTHS,
        several_days=g.event.several_days,
    )


def _as_it_is_now(line: ScenarioLine) -> ScenarioLine | None:
    """Return a line with the numbers of now; None for a draft of which a meeting cannot take place."""
    if not line.uncounted:
        return line
    counted = count_edited(database.session(), g.event, line)
    return None if counted is None else counted.line(line)


def _likely(others: list[ScenarioLine]) -> ScenarioLine:
    """Return what is published, else the newest schedule of the solver, else any."""
    solved = (line for line in reversed(others) if line.kind is not ScenarioKind.BASELINE)
    return others[0] if others[0].releases else next(solved, others[0])
