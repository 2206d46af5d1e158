"""`matchmaker administrator`: who administers a community."""

import click

from matchmaker.base.db import transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import tell
from matchmaker.communities.commands import ensure_community
from matchmaker.people.commands.accounts import set_administrator


@click.command("administrator")
@click.option("--email", required=True, help="Address that they log in with.")
@click.option("--community", default="", help="Short name of the community; needed where there are several.")
@click.option("--remove", is_flag=True, help="Make them one no longer.")
def command(email: str, community: str, remove: bool) -> None:
    """Make somebody with an account an administrator of a community.

    Administrators of the first community see the mails that belong to no event.
    """
    with transaction() as session:
        staff = set_administrator(session, email, ensure_community(session, community), administrator=not remove)
        said = N_("%(name)s is no longer an administrator.") if remove else N_("%(name)s is an administrator now.")
        tell(said, name=staff.name)
