"""`matchmaker create-organiser`: an account with a password for somebody of the team."""

import sys

import click

from matchmaker.base.db import transaction
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.cli.console import event_called, sentence, tell
from matchmaker.people.commands.accounts import create_organiser
from matchmaker.people.rules.passwords import hash_password


@click.command("create-organiser")
@click.option("--email", required=True, help="Address to log in with.")
@click.option("--name", required=True, help="First and last name.")
@click.option("--event", "slug", required=True, help="Short name of the event to organise.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
def command(email: str, name: str, slug: str, password_stdin: bool) -> None:
    """Make somebody an organiser of an event; a known account gets the new name and password."""
    try:
        address = normal_address(email)
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=email) from error
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt(sentence(N_("Password")), hide_input=True, confirmation_prompt=True)
    name = one_line(name)
    hashed = hash_password(password, about=(name, address))
    with transaction() as session:
        event = event_called(session, slug)
        create_organiser(session, address, name, hashed, event)
        said = N_("%(name)s can now log in as %(email)s and organises “%(event)s”.")
        tell(said, name=name, email=address, event=event.name)
