"""Grid of a scenario, read only: people or places against time."""

from typing import Literal

from flask import g, render_template, request

from matchmaker.alerts.queries.alerts import in_danger
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.models import row_id
from matchmaker.releases.queries.changed import moved_with_block
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.releases.queries.grid import read_grid
from matchmaker.scheduling.queries.scenarios import scenario_page
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.scheduling.wording import STRENGTHS


@bp.get("/<slug>/scenarios/<int:scenario_id>/grid")
@organiser_required
def grid(slug: str, scenario_id: int) -> str:
    """Show the grid by people or by tables, with the unmet wishes beside it."""
    session = database.session()
    by: Literal["people", "tables"] = "tables" if request.args.get("by") == "tables" else "people"
    view = read_grid(session, g.event, scenario_id, by=by, language=language(), part=request.args.get("part", ""))
    page = scenario_page(session, g.event, scenario_id, language=language())
    if view is None or page is None:
        raise NotFound(N_("This event has no such scenario."))
    published = published_scenario(session, g.event)
    query = request.args.get("q", "").strip()
    wanted = fold(query)
    shown = tuple(row for row in view.rows if wanted in fold(f"{row.title} {row.subtitle} {row.category}"))
    return render_template(
        "organiser/scheduling/grid.html",
        grid=view,
        scenario_kind=page.line.kind,
        rows=shown,
        by=by,
        danger=in_danger(session, row_id(g.event)),
        query=query,
        moved=moved_with_block(session, published, published) if published and published.id == scenario_id else 0,
        unmet=[wish for wish in page.unmet if wish.eligible],
        several_days=g.event.several_days and view.part is None,
        strengths=STRENGTHS,
    )
