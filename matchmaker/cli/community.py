"""`matchmaker community`: make a community, or change its name, languages, look and sender."""

import click

from matchmaker.base.db import transaction
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.cli.console import sentence, tell
from matchmaker.communities.commands import CommunitySettings, save_community


@click.command("community")
@click.argument("slug")
@click.option("--name", help="Its name; needed for a new one.")
@click.option("--offer", "languages", type=click.Choice(LANGUAGES), multiple=True, help="A language of its pages.")
@click.option("--colour", help="Of its look, such as #1f4e79; empty for that of the product.")
@click.option("--sender-name", help="Name that its mails are from; empty for that of the configuration.")
@click.option("--sender-email", help="Address that its mails are from; empty for that of the configuration.")
def command(
    *,
    slug: str,
    name: str | None,
    languages: tuple[str, ...],
    colour: str | None,
    sender_name: str | None,
    sender_email: str | None,
) -> None:
    """Make the community SLUG, or change what is given of it."""
    with transaction() as session:
        community = save_community(
            session,
            slug,
            CommunitySettings(
                name=name, languages=languages, colour=colour, sender_name=sender_name, sender_email=sender_email
            ),
        )
        tell(
            N_("%(name)s (%(slug)s): languages %(languages)s; mails from %(sender)s."),
            name=community.name,
            slug=community.slug,
            languages=", ".join(community.languages),
            sender=community.sender_email or sentence(N_("the address of the configuration")),
        )
