"""Send the outbox, with an alert about each mail whose recipient is refused, in the transaction of its outcome."""

from matchmaker.base.config import Config
from matchmaker.changes.commands.bounces import alert_refused
from matchmaker.mail.jobs.sending import send_due


def send_outbox(*, url: str | None = None, config: Config | None = None) -> int:
    """Send what is due and return how many mails were sent; opens its own sessions."""
    return send_due(url=url, config=config, refused=alert_refused)
