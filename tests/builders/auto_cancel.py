"""An `Invited` forum with automatic cancellation: its delay, a meeting declined, the worker's round, the releases."""

from sqlmodel import select

from matchmaker.alerts.commands import reports
from matchmaker.alerts.commands.auto_cancel import set_delay
from matchmaker.alerts.jobs.auto_cancel import cancel_due
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.models import Alert, Release, Staff
from matchmaker.releases.queries.published import standing_entry
from tests.builders.invited import Invited


def wait(invited: Invited, staff: Staff, minutes: int | None) -> None:
    set_delay(invited.session, invited.event, minutes, staff)


def cannot_come(invited: Invited) -> Alert:
    entry = standing_entry(invited.session, invited.zoe.id, invited.invitation.uid)
    return reports.cannot_come(invited.session, invited.zoe, entry.uid, shown=line_token(entry), note="Ill")


def work(invited: Invited, url: str) -> int:
    """What the worker does each minute."""
    invited.session.commit()
    done = cancel_due(url)
    invited.session.expire_all()
    return done


def releases(invited: Invited) -> list[Release]:
    return list(invited.session.exec(select(Release).order_by(Release.number)))
