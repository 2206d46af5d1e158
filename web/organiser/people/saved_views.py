"""Saved views of the list of people: kept under a name, for oneself or all organisers; renamed; removed."""

from flask import g, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, Stale, TooMany
from matchmaker.registrations.commands.saved_views import remove_view, rename_view, save_view
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp
from web.organiser.people.listing import ListAddress
from web.redirects import redirect_back, redirect_to
from web.refusals import refusable


@bp.post("/<slug>/people/views")
@organiser_required
def save_people_view(slug: str) -> Response:
    """Keep what the address of the form asks for under a name."""
    asked = ListAddress.of_request()
    with refusable(InvalidInput, TooMany, Stale) as refusal:
        view = save_view(
            database.session(),
            g.event,
            request.form.get("name", ""),
            asked.given,
            shared=bool(request.form.get("shared")),
            staff=g.staff,
        )
    if refusal:
        refusal.show()
        return redirect_to("organiser.people", **asked.given)
    return redirect_to("organiser.people", gettext("Saved as “%(name)s”.", name=view.name), **asked.given)


@bp.post("/<slug>/people/views/<int:view_id>/rename")
@organiser_required
def rename_people_view(slug: str, view_id: int) -> Response:
    """Give a view of one's own another name, and say who sees it."""
    name, shared = request.form.get("name", ""), bool(request.form.get("shared"))
    with refusable(InvalidInput) as refusal:
        rename_view(database.session(), g.event, view_id, name, shared=shared, staff=g.staff)
    if refusal:
        refusal.show()
    return redirect_back("organiser.people", "" if refusal else gettext("Saved."))


@bp.post("/<slug>/people/views/<int:view_id>/remove")
@organiser_required
def remove_people_view(slug: str, view_id: int) -> Response:
    """Remove a view of one's own."""
    remove_view(database.session(), g.event, view_id, staff=g.staff)
    return redirect_back("organiser.people", gettext("Removed."))
