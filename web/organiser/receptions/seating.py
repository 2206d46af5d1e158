"""Tables of a reception, who sits where, and the list to print."""

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.receptions.commands.seating import add_table, drop_table, seat
from matchmaker.receptions.queries.guests import read_list_of
from web import database
from web.auth.guards import organiser_required
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.redirects import redirect_to
from web.refusals import Refusal, refusable


@bp.get("/<slug>/receptions/<int:item_id>/seats")
@organiser_required
def seats(slug: str, item_id: int) -> str:
    """Show the tables with their guests, and who has none; it prints."""
    found = read_list_of(database.session(), g.event, item_id)
    return render_template("organiser/receptions/seats.html", found=found)


@bp.post("/<slug>/receptions/<int:item_id>/seats")
@organiser_required
def seat_guest(slug: str, item_id: int) -> Response:
    """Give a guest a table, or none."""
    guest, table = (whole_number(request.form.get(name, "")) for name in ("guest", "table"))
    with refusable(InvalidInput, Closed) as refusal:
        seat(database.session(), g.event, item_id, guest or 0, table)
    return _back(item_id, refusal, gettext("Seated."))


@bp.post("/<slug>/receptions/<int:item_id>/tables")
@organiser_required
def add_guest_table(slug: str, item_id: int) -> Response:
    """Add a table."""
    name, number = request.form.get("name", ""), whole_number(request.form.get("seats", ""))
    with refusable(InvalidInput, Closed) as refusal:
        add_table(database.session(), g.event, item_id, name=name, seats=number or 0)
    return _back(item_id, refusal, gettext("The table is added."))


@bp.post("/<slug>/receptions/<int:item_id>/tables/<int:table_id>/remove")
@organiser_required
def drop_guest_table(slug: str, item_id: int, table_id: int) -> Response:
    """Remove a table: who sat there has none then."""
    with refusable(Closed) as refusal:
        drop_table(database.session(), g.event, item_id, table_id)
    return _back(item_id, refusal, gettext("The table is removed."))


def _back(item_id: int, refusal: Refusal, said: str) -> Response:
    if refusal:
        refusal.show()
    return redirect_to("organiser.seats", "" if refusal else said, item_id=item_id)
