"""`matchmaker remove-organiser`: somebody of the team organises an event no longer."""

import click

from matchmaker.base.db import transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import event_called, tell
from matchmaker.people.commands.accounts import remove_organiser


@click.command("remove-organiser")
@click.option("--email", required=True, help="Address that they log in with.")
@click.option("--event", "slug", required=True, help="Short name of the event.")
def command(email: str, slug: str) -> None:
    """Close an event to one of its organisers; their calendar of it ends, the account stays."""
    with transaction() as session:
        event = event_called(session, slug)
        staff = remove_organiser(session, email, event)
        tell(
            N_("%(name)s no longer organises “%(event)s”, and reads its calendar no more."),
            name=staff.name,
            event=event.name,
        )
        tell(N_("They may know the calendars of the tables: make new addresses on the page “Calendars”."))
