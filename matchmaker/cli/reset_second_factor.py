"""`matchmaker reset-second-factor`: for somebody who has lost phone and recovery codes."""

import click

from matchmaker.base.db import transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import tell
from matchmaker.people.commands.accounts import staff_called
from matchmaker.people.commands.second_factors import reset_by_installation


@click.command("reset-second-factor")
@click.option("--email", required=True, help="Address that they log in with.")
def command(email: str) -> None:
    """Remove the second factor of a member of the staff; they are told by mail, their password stays.

    Administrators do this on screen for the staff of their community.
    """
    with transaction() as session:
        staff = staff_called(session, email)
        reset_by_installation(session, staff, actor="matchmaker reset-second-factor")
        tell(N_("%(name)s logs in with the password alone, and is told by mail."), name=staff.name)
