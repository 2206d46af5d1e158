"""`matchmaker log-out`: end log-ins from the server, when a device is lost or something was leaked."""

import click

from matchmaker.base.db import transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import tell
from matchmaker.people.commands.sessions import end_sessions_of, end_sessions_of_everybody


@click.command("log-out")
@click.option("--email", default="", help="Address of those whose log-ins end.")
@click.option("--everybody", is_flag=True, help="End all log-ins of the installation.")
def command(email: str, everybody: bool) -> None:
    """End all log-ins of those behind an address, on all devices, or everybody's."""
    if bool(email) is everybody:
        raise click.UsageError("Give either --email or --everybody.")
    with transaction() as session:
        number = end_sessions_of_everybody(session) if everybody else end_sessions_of(session, email)
    tell(N_("People whose log-ins have ended: %(number)d."), number=number)
