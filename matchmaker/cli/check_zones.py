"""`matchmaker check-zones`: compare stored instants with the present time zone data."""

import click

from matchmaker.base.db import transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import tell
from matchmaker.publishing.commands.zones import check_zones


@click.command("check-zones")
def command() -> None:
    """See whether new rules for clocks have moved anything, put it right, and tell the organisers."""
    with transaction() as session:
        found = check_zones(session)
        for shift in found:
            tell(
                N_("%(event)s: new rules for clocks in %(zones)s; published appointments concerned: %(lines)d."),
                event=shift.event.name,
                zones=", ".join(shift.zones),
                lines=shift.lines,
            )
    if not found:
        tell(N_("All times are right by the present rules for clocks."))
