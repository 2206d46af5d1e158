"""Undo of a removed wish; the cookie tells the reader's own pages which one that was, and nothing else of it."""

from datetime import datetime

from flask import g
from flask import session as cookie
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, TooMany
from matchmaker.wishes.commands.removed import OFFERED
from matchmaker.wishes.commands.wishes import restore_wish
from web import database
from web.auth.guards import agreed_required
from web.participant.blueprint import bp
from web.participant.changes.refused import followed
from web.redirects import redirect_back
from web.refusals import refusable

KEY = "removed_wish"


def offer_undo(wish_id: int, to_id: int) -> None:
    """Remember which wish of the delegation was removed last, and for whom it was."""
    cookie[KEY] = {
        "delegation": g.delegation.id,
        "at": clock.now().isoformat(),
        "wish": wish_id,
        "to": to_id,
    }


def offered_undo() -> tuple[int, int] | None:
    """Return the id of the delegation's wish that was removed some minutes ago at most, and for whom it was."""
    kept = cookie.get(KEY)
    if (
        not kept
        or kept.get("delegation") != g.delegation.id
        or clock.now() - datetime.fromisoformat(kept["at"]) > OFFERED
    ):
        return None
    return kept["wish"], kept["to"]


@bp.post("/wishes/restore")
@agreed_required
def wish_restore(slug: str) -> Response:
    """Put the wish that was removed last back where it was."""
    offered = offered_undo()
    cookie.pop(KEY, None)
    if offered is None:
        return redirect_back("participant.wishes")
    wish_id, to_id = offered
    with refusable(NotFound, InvalidInput, TooMany, Closed) as refusal:
        wish = restore_wish(database.session(), g.registration, wish_id)
    if refusal:
        refusal.show()
        return redirect_back("participant.wishes")
    followed(to_id)
    said = _("The wish is back, as number %(rank)d.", rank=wish.rank)
    return redirect_back("participant.wishes", said, restored=wish.id)
