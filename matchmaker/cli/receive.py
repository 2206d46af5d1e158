"""`matchmaker receive`: takes one mail from a mail server through a pipe."""

import sys

import click
import structlog

from matchmaker.alerts.jobs.alert_mails import tell_organisers
from matchmaker.base.db import transaction
from matchmaker.inbox.commands.store import store_mail
from matchmaker.inbox.jobs.act import act_on_waiting
from matchmaker.inbox.jobs.mailbox import read_stream

TRY_AGAIN = 75
"""EX_TEMPFAIL: the mail server keeps the mail. With any other code than this and 0 it would send it back."""

log = structlog.get_logger()


@click.command("receive")
@click.option("--recipient", default="", help="The address that the mail was sent to, as the mail server knows it.")
@click.pass_context
def command(ctx: click.Context, recipient: str) -> None:
    """Take one mail from the standard input: an answer to an invitation, a report, a message. Made for mail servers.

    Ends with 0 once the mail is stored, however it reads, and with 75 if it could not be stored: try again later.
    """
    try:
        incoming = read_stream(sys.stdin.buffer, recipient=recipient)
        with transaction() as session:
            store_mail(session, incoming)
    except Exception:
        log.exception("mail_not_taken")
        ctx.exit(TRY_AGAIN)
    try:
        act_on_waiting()
        tell_organisers()
    except Exception:
        # the mail is stored: the worker takes it up within a minute
        log.exception("mail_not_acted_upon")
