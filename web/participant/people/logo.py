"""Logos as uploaded, to those who take part in an event with their owner."""

from flask import Response, g, request

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import is_enrolled
from matchmaker.wishes.queries.logos import logo_of
from matchmaker.wishes.queries.others import our_side
from web import database
from web.auth.guards import participant_required
from web.participant.blueprint import bp
from web.security import PICTURE_POLICY


@bp.get("/logo/<int:delegation_id>")
@participant_required
def logo(slug: str, delegation_id: int) -> Response:
    """Give the logo of a delegation that the reader's pages name; an address with a version may be kept for a day."""
    session = database.session()
    known = is_enrolled(g.registration, g.delegation) and our_side(session, g.delegation.id).knows(delegation_id)
    found = logo_of(session, g.event.id, delegation_id) if known else None
    if found is None:
        raise NotFound(N_("There is no such picture."))
    data, media_type = found
    response = Response(data, mimetype=media_type)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Content-Disposition"] = "inline"
    if request.args.get("v"):
        response.headers["Cache-Control"] = "private, max-age=86400"
    return response
