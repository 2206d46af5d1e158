"""Where and when the event takes place, and the rules of its categories, to read."""

from flask import g, render_template

from matchmaker.events.queries.structure import read_structure
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.wording import ITEM_KINDS, PLACE_KINDS, rules


@bp.get("/<slug>/structure")
@organiser_required
def structure(slug: str) -> str:
    """Show days, slots, places, programme and the rules of each category."""
    view = read_structure(database.session(), g.event, language())
    return render_template(
        "organiser/setup/structure.html", structure=view, rules=rules, item_kinds=ITEM_KINDS, place_kinds=PLACE_KINDS
    )
