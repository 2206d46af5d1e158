"""The command line `matchmaker`: one file per command.

Exit codes: 0 done; 1 refused by a rule of the product, with a sentence on the standard error; 2 wrong usage;
3 no such thing.

administrator, community, create_organiser, first_code, remove_organiser   accounts and communities
log_out, reset_second_factor   log-ins
bench              a folder's event beside first come, first served
check_zones, migrate, worker, receive   operation
console            output for people and for programs
demo, processes    the demo, and the processes that it starts
export_ics, import_files   files out and in
compare, publish, repair, solve   a schedule
solving            a solve with a progress bar
__main__           `python -m matchmaker.cli`
"""

from importlib import import_module
from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from matchmaker.base.config import Misconfigured
from matchmaker.base.errors import MatchmakerError, NotFound
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.logs import configure_logs
from matchmaker.cli.console import refusal, system_language, tell_error

COMMANDS = {
    "administrator": "administrator",
    "bench": "bench",
    "community": "community",
    "compare": "compare",
    "check-zones": "check_zones",
    "create-organiser": "create_organiser",
    "demo": "demo",
    "export-ics": "export_ics",
    "first-code": "first_code",
    "import": "import_files",
    "log-out": "log_out",
    "migrate": "migrate",
    "publish": "publish",
    "receive": "receive",
    "remove-organiser": "remove_organiser",
    "repair": "repair",
    "reset-second-factor": "reset_second_factor",
    "solve": "solve",
    "worker": "worker",
}
"""Command and the module of this folder that holds it; modules are loaded when their command is called."""

REFUSED, NOT_FOUND = 1, 3


class Commands(click.Group):
    """Loads a command's module only when it is needed, and turns errors into sentences and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"matchmaker.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except Misconfigured as error:
            click.echo(str(error), err=True)
            raise SystemExit(REFUSED) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MatchmakerError as error:
            click.echo(refusal(error, ctx.obj or system_language()), err=True)
            ctx.exit(NOT_FOUND if isinstance(error, NotFound) else REFUSED)
        except (OperationalError, ProgrammingError) as error:
            tell_error(N_("The database cannot be used: %(reason)s"), reason=str(error.orig))
            if ctx.invoked_subcommand != "migrate":
                tell_error(N_("If it is new, run “matchmaker migrate” first."))
            ctx.exit(REFUSED)


@click.group(cls=Commands)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=None,
    help="Language of what is said (otherwise that of LANG).",
)
@click.version_option(package_name="matchmaker")
@click.pass_context
def main(ctx: click.Context, language: str | None) -> None:
    """Pre-arranged meetings at forums and missions."""
    configure_logs(to_errors=True)
    ctx.obj = language or system_language()
