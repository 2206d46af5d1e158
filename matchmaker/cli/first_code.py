"""`matchmaker first-code`: the one-time code with which an empty installation is set up on screen."""

import click

from matchmaker.base.db import open_session
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.links import first_start_page
from matchmaker.cli.console import tell
from matchmaker.team.queries.first_start import first_code, is_empty


@click.command("first-code")
def command() -> None:
    """Print where an empty installation is set up, and the code that the page asks for."""
    with open_session(read_only=True) as session:
        if not is_empty(session):
            raise InvalidInput(N_("This installation has been set up. Log in with an account."))
    tell(
        N_("Set up this installation: %(url)s with the code %(code)s"),
        url=first_start_page(),
        code=first_code(),
    )
