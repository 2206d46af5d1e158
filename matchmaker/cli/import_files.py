"""`matchmaker import`: one table into an event, or a folder that describes a whole event."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from matchmaker import imports
from matchmaker.base.db import open_session, transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, console, event_called, language, sentence, tell, tell_error
from matchmaker.imports import Kind, LineOutcome, Preview, PreviewLine
from matchmaker.imports.commands.folder import load

_WORDS = {
    LineOutcome.NEW: N_("new"),
    LineOutcome.CHANGED: N_("changed"),
    LineOutcome.SAME: N_("the same"),
    LineOutcome.ERROR: N_("error"),
}
_COLOURS = {LineOutcome.NEW: "green", LineOutcome.CHANGED: "yellow", LineOutcome.SAME: "dim", LineOutcome.ERROR: "red"}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--event", "slug", help="Short name of the event that gets the file.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What the file holds.")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of CSV files that describes a whole event, instead of FILE.",
)
@click.option("--community", help="With --folder: short name of the community that a new event belongs to.")
@click.option("--starts-on", type=click.DateTime(["%Y-%m-%d"]), help="With --folder: move all dates to this first day.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(
    *,
    file: Path | None,
    slug: str | None,
    kind: str | None,
    folder: Path | None,
    community: str | None,
    starts_on: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import participants, wishes or a programme from a CSV, XLSX or ODS file; again, it changes nothing.

    All of a file is imported or nothing of it.
    """
    if folder is not None:
        if file or slug or kind:
            raise click.UsageError("--folder stands alone: it names the event and all of its files itself.")
        _import_folder(folder, starts_on, community or "", dry_run=dry_run, as_json=as_json)
        return
    if file is None or slug is None or kind is None or starts_on is not None or community is not None:
        raise click.UsageError(
            "Give --event, --kind and FILE; or --folder, which alone goes with --starts-on and --community."
        )
    _import_file(file, slug, kind, dry_run=dry_run, as_json=as_json)


def _import_file(file: Path, slug: str, kind: str, *, dry_run: bool, as_json: bool) -> None:
    data = file.read_bytes()
    with open_session(read_only=True) as session:
        view = imports.preview(session, event_called(session, slug), kind, data, file.name)
    if as_json:
        answer(_as_json(view, applied=not dry_run and not view.errors))
    else:
        _show(view)
    if view.errors:
        tell_error(N_("Nothing was imported. Correct the lines in error and try again."))
        raise click.exceptions.Exit(1)
    if not dry_run:
        with transaction() as session:
            imports.apply(session, event_called(session, slug), kind, data, name=file.name)
        if not as_json:
            tell(N_("Imported."))
    elif not as_json:
        tell(N_("Nothing was written: this was only a look."))


def _import_folder(folder: Path, starts_on: datetime | None, community: str, *, dry_run: bool, as_json: bool) -> None:
    with open_session() as session:
        loaded = load(session, folder, starts_on=starts_on.date() if starts_on else None, community=community)
        slug, first_day = loaded.event.slug, loaded.event.starts_on
        if dry_run:
            session.rollback()
        else:
            session.commit()
    if as_json:
        files = {name: asdict(view.outcome) for name, view in loaded.files.items()}
        answer({"event": slug, "starts_on": first_day.isoformat(), "applied": not dry_run, "files": files})
        return
    table = Table(sentence(N_("File")), *(sentence(_WORDS[outcome]) for outcome in list(LineOutcome)[:3]), box=None)
    for name, view in loaded.files.items():
        table.add_row(name, *(str(number) for number in (view.outcome.new, view.outcome.changed, view.outcome.same)))
    console.print(table)
    if dry_run:
        tell(N_("Nothing was written: this was only a look."))
    else:
        tell(N_("The event “%(slug)s” is imported; it begins on %(day)s."), slug=slug, day=first_day.isoformat())


def _show(view: Preview) -> None:
    """Print the lines that say something, and the totals."""
    for notice in view.notices:
        click.echo(notice.text(language()))
    table = Table(box=None, show_header=False)
    for line in view.lines:
        if line.outcome is not LineOutcome.SAME or line.messages:
            word = Text(sentence(_WORDS[line.outcome]), style=_COLOURS[line.outcome])
            table.add_row(sentence(N_("Line %(line)d"), line=line.number), word, Text(line.name), Text(_details(line)))
    if table.row_count:
        console.print(table)
    outcome = view.outcome
    tell(
        N_("New: %(new)d. Changed: %(changed)d. The same: %(same)d. In error: %(errors)d."),
        new=outcome.new,
        changed=outcome.changed,
        same=outcome.same,
        errors=outcome.errors,
    )


def _details(line: PreviewLine) -> str:
    changes = [f"{change.column}: {change.old or '–'} → {change.new or '–'}" for change in line.changes]
    return "\n".join([*(message.text(language()) for message in line.messages), *changes])


def _as_json(view: Preview, *, applied: bool) -> dict[str, Any]:
    return {
        "file": view.filename,
        "encoding": view.encoding,
        "separator": view.separator,
        "applied": applied,
        "notices": [notice.text(language()) for notice in view.notices],
        "outcome": asdict(view.outcome),
        "lines": [
            {
                "line": line.number,
                "name": line.name,
                "outcome": line.outcome.value,
                "changes": [asdict(change) for change in line.changes],
                "messages": [message.text(language()) for message in line.messages],
            }
            for line in view.lines
        ],
    }
