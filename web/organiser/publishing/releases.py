"""List of releases."""

from flask import g, render_template

from matchmaker.models import ScenarioKind, row_id
from matchmaker.receptions.queries.guests import unaware_lists
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.releases.queries.releases import read_releases
from matchmaker.scheduling.queries.scenarios import scenario_list
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp


@bp.get("/<slug>/releases")
@organiser_required
def releases(slug: str) -> str:
    """List what has been published, and how many have seen it."""
    session = database.session()
    found = read_releases(session, row_id(g.event))
    made = () if found else scenario_list(session, g.event)
    return render_template(
        "organiser/publishing/releases.html",
        releases=found,
        scenarios=[one.id for one in made if one.kind is not ScenarioKind.BASELINE and not one.is_put_away],
        draft=current_draft(session, g.event),
        published=published_scenario(session, g.event),
        unaware=unaware_lists(session, g.event),
    )
