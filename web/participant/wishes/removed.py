"""Undo of a removed wish: what it was stays in the reader's own session cookie for some minutes."""

from dataclasses import asdict
from datetime import datetime, timedelta

from flask import g
from flask import session as cookie
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.models import Answer, Strength
from matchmaker.wishes.commands.wishes import RemovedWish, restore_wish
from web import database
from web.auth.guards import agreed_required
from web.participant.blueprint import bp
from web.participant.changes.refused import followed
from web.redirects import redirect_back

KEY = "removed_wish"
OFFERED = timedelta(minutes=10)


def keep_removed(removed: RemovedWish | None) -> None:
    """Remember the wish that was removed last."""
    if removed is not None:
        values = asdict(removed) | {"created_at": removed.created_at.isoformat()}
        cookie[KEY] = {"event": g.event.id, "at": clock.now().isoformat(), "wish": values}


def removed_wish() -> RemovedWish | None:
    """Return the wish that was removed last at this event, if that was some minutes ago at most."""
    kept = cookie.get(KEY)
    if not kept or kept["event"] != g.event.id or clock.now() - datetime.fromisoformat(kept["at"]) > OFFERED:
        return None
    values = kept["wish"]
    return RemovedWish(
        **values
        | {
            "strength": Strength(values["strength"]),
            "shown": Answer(values["shown"]),
            "created_at": datetime.fromisoformat(values["created_at"]),
        }
    )


@bp.post("/wishes/restore")
@agreed_required
def wish_restore(slug: str) -> Response:
    """Put the wish that was removed last back where it was."""
    removed = removed_wish()
    if removed is None:
        return redirect_back("participant.wishes")
    wish = restore_wish(database.session(), g.registration, removed)
    followed(removed.to_id)
    cookie.pop(KEY, None)
    said = _("The wish is back, as number %(rank)d.", rank=wish.rank)
    return redirect_back("participant.wishes", said, restored=wish.id)
