"""Write the links that were asked for and send the outbox; a mail whose recipient is refused raises an alert."""

from matchmaker.alerts.commands.bounces import alert_refused
from matchmaker.base.config import Config
from matchmaker.mail.jobs.sending import send_due
from matchmaker.people.jobs import answer_requests


def send_outbox(*, url: str | None = None, config: Config | None = None) -> int:
    """Write the mails with links that were asked for, send what is due and return how many mails were sent.

    Opens its own sessions.
    """
    answer_requests(url=url)
    return send_due(url=url, config=config, refused=alert_refused)
