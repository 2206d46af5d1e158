"""`matchmaker administrator`: who looks after the installation, and sees the mails that belong to no event."""

import click

from matchmaker.base.db import transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import tell
from matchmaker.people.commands.accounts import set_administrator


@click.command("administrator")
@click.option("--email", required=True, help="Address that they log in with.")
@click.option("--remove", is_flag=True, help="Make them one no longer.")
def command(email: str, remove: bool) -> None:
    """Make somebody with an account an administrator of the installation."""
    with transaction() as session:
        staff = set_administrator(session, email, administrator=not remove)
        said = N_("%(name)s is no longer an administrator.") if remove else N_("%(name)s is an administrator now.")
        tell(said, name=staff.name)
