"""Alerts: the address of their page, and a meeting of an `Invited` forum that somebody cannot come to."""

from matchmaker.alerts.commands import reports
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.models import Alert, Event
from matchmaker.releases.queries.published import standing_entry
from tests.builders.invited import Invited


def desk(event: Event, path: str = "") -> str:
    return f"/o/{event.slug}/alerts{path}"


def cannot_come(invited: Invited) -> Alert:
    entry = standing_entry(invited.session, invited.zoe.id, invited.invitation.uid)
    return reports.cannot_come(invited.session, invited.zoe, entry.uid, shown=line_token(entry))
