"""What a "no" or a veto means for a meeting that is published: said before, and told to the organisers."""

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from matchmaker import jobs
from matchmaker.alerts.commands.refusals import follow_refusal
from matchmaker.alerts.queries.refusals import meetings_ahead
from matchmaker.models import AlertState
from matchmaker.releases.queries.spots import Spot, spot_of
from web import database

STANDS = lazy_gettext("The meeting in your schedule stands: if you cannot come, say so there.")
"""What is said to somebody who takes a wish or a yes back, which cancels nothing."""


def published_meetings(other_id: int) -> list[Spot]:
    """Return when and where the reader's delegation meets another one, as published and not over."""
    found = meetings_ahead(database.session(), g.event.id, g.delegation.id)
    return [spot_of(entry) for entry in found.get(other_id, ())]


def followed(other_id: int) -> str:
    """Let the organisers know of what was refused or taken back, and return what to say of it; empty for nothing."""
    alerts = follow_refusal(database.session(), g.delegation, other_id)
    if alerts:
        database.after_commit(jobs.enqueue_alerts)
    if not any(alert.state is AlertState.OPEN for alert in alerts):
        return ""
    return str(_("The organisers know that you do not want this meeting. It stands until they publish."))
