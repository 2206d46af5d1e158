"""A whole event from a folder of CSV files, through the same readers as the organiser's import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import FileRefused, InvalidInput, MatchmakerError, NotFound
from matchmaker.base.i18n import N_
from matchmaker.communities.commands import ensure_community
from matchmaker.communities.queries import community_of
from matchmaker.events.commands import lock_event
from matchmaker.imports import (
    blocks,
    columns,
    demands,
    folder_columns,
    legs,
    participants,
    programme,
    prospects,
    restrictions,
    structure,
    wishes,
)
from matchmaker.imports.columns import Columns
from matchmaker.imports.commands.apply import collision, write
from matchmaker.imports.commands.journal import keep_journal
from matchmaker.imports.commands.recorded import record_people
from matchmaker.imports.importer import as_preview
from matchmaker.imports.plan import Draft, Plan
from matchmaker.imports.preview import Preview, RowMessage
from matchmaker.imports.rows import Rows, read_rows
from matchmaker.imports.times import Wall
from matchmaker.journal.commands import journaled
from matchmaker.models import COMMAND_LINE, Act, Event, ImportBatch, record, row_id
from matchmaker.wishes.commands.delegation import lock_all_sides

Planner = Callable[[Session, Event, Rows], Plan]

FILES: Mapping[str, tuple[Columns, Planner]] = {
    "categories.csv": (folder_columns.CATEGORIES, structure.plan_categories),
    "legs.csv": (folder_columns.LEGS, legs.plan_legs),
    "venues.csv": (folder_columns.VENUES, structure.plan_venues),
    "blocks.csv": (folder_columns.BLOCKS, blocks.plan_blocks),
    "participants.csv": (columns.PARTICIPANTS, participants.plan),
    "leg_members.csv": (folder_columns.LEG_MEMBERS, legs.plan_members),
    "demands.csv": (folder_columns.DEMANDS, demands.plan_demands),
    "travel.csv": (folder_columns.TRAVEL, legs.plan_travel),
    "places.csv": (folder_columns.PLACES, structure.plan_places),
    "wishes.csv": (columns.WISHES, wishes.plan),
    "prospects.csv": (prospects.COLUMNS, prospects.plan),
    "programme.csv": (columns.PROGRAMME, programme.plan),
    "transfers.csv": (folder_columns.TRANSFERS, legs.plan_transfers),
    "vetoes.csv": (folder_columns.VETOES, restrictions.plan_vetoes),
    "absences.csv": (folder_columns.ABSENCES, restrictions.plan_absences),
}
"""In the order in which each finds what it needs of the others; all but the event itself may be absent."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The event of a folder, and what each of its files did."""

    event: Event
    files: dict[str, Preview]


def load_folder(session: Session, path: Path, *, starts_on: date | None = None, community: str = "") -> Event:
    """Write the event that a folder describes and return it; loading it again changes nothing.

    With `starts_on` the event begins on that day: all dates are moved with it, and wishes made in the folder's past
    are moved back as far as needed to lie in the past. `community` is the slug of the event's community, which is
    needed for a new event where there are several. Raises `InvalidInput` with the file and the line that is wrong, and
    `NotFound` for a folder without `event.csv`.
    """
    return load(session, path, starts_on=starts_on, community=community).event


def load(session: Session, path: Path, *, starts_on: date | None = None, community: str = "") -> Loaded:
    """Write the event that a folder describes, and say what each file did.

    Arguments, `InvalidInput` and `NotFound` as in `load_folder`.
    """
    event, first_day = _event(session, path / "event.csv", starts_on, community)
    lock_event(session, row_id(event))
    lock_all_sides(session, row_id(event))
    shift = event.starts_on - first_day
    files: dict[str, Preview] = {}
    with session.begin_nested(), journaled(session) as journal:
        for name, (file_columns, planner) in FILES.items():
            if not (path / name).is_file():
                continue
            rows = _rows(path / name, file_columns)
            _move(rows, shift, event.zone)
            plan = planner(session, event, rows)
            for line in plan.errors:
                raise _refused(name, line.number, line.messages[0])
            files[name] = as_preview(rows, plan, name)
            try:
                write(session, plan)
            except IntegrityError as error:
                raise _refused(name, 0, collision()) from error
        outcomes = [view.outcome for view in files.values()]
        new, changed = sum(one.new for one in outcomes), sum(one.changed for one in outcomes)
        if new or changed:
            batch = ImportBatch(event_id=row_id(event), kind="folder", actor=COMMAND_LINE, new=new, changed=changed)
            written = list(journal.written(session))
            keep_journal(session, batch, written)
            whole = record(
                session,
                COMMAND_LINE,
                Act.IMPORT_FOLDER,
                event_id=row_id(event),
                new=new,
                changed=changed,
                batch=row_id(batch),
            )
            record_people(session, whole, written, "participants.csv")
    return Loaded(event, files)


def _rows(file: Path, file_columns: Columns) -> Rows:
    try:
        return read_rows(file.read_bytes(), file_columns)
    except MatchmakerError as error:
        raise _refused(file.name, 0, error) from error


def _refused(file: str, line: int, why: RowMessage | MatchmakerError) -> FileRefused:
    return FileRefused(file, line, why.message, why.params)


def _event(session: Session, file: Path, starts_on: date | None, community_slug: str) -> tuple[Event, date]:
    """Return the event of the folder, written, and the first day that the file says."""
    if not file.is_file():
        raise NotFound(N_("There is no file “%(file)s”."), file=str(file))
    rows = _rows(file, folder_columns.EVENT)
    if len(rows.rows) != 1:
        raise InvalidInput(N_("The file event.csv must have one line below the names of the columns."))
    row = rows.rows[0]
    if row.messages:
        raise _refused(file.name, row.number, row.messages[0])
    present = session.exec(select(Event).where(Event.slug == row.values["slug"])).first()
    if present is not None and not community_slug:
        community = community_of(session, present)
    else:
        community = ensure_community(session, community_slug, name=row.values.get("contact_name", ""))
    if present is not None and present.community_id != community.id:
        raise InvalidInput(
            N_("Another community has an event “%(slug)s” already. Choose another short name."), slug=present.slug
        )
    first_day: date = row.values["starts_on"]
    if row.values["ends_on"] < first_day:
        raise InvalidInput(N_("The file event.csv says that the event ends before it begins."))
    if present is not None and starts_on not in (None, present.starts_on):
        raise InvalidInput(
            N_("The event “%(slug)s” is there already, beginning on %(day)s."),
            slug=present.slug,
            day=present.starts_on.isoformat(),
        )
    shift = (present.starts_on if present else starts_on or first_day) - first_day
    closing = ("wishes_close", "answers_close")
    values = row.only([column for column in folder_columns.EVENT if column.name not in closing])
    values |= {"starts_on": first_day + shift, "ends_on": values["ends_on"] + shift}
    for name in closing:
        if name in row.values:
            wall = row.values[name] + shift
            values[f"{name}_at"] = clock.instant(wall.date(), wall.time(), row.values["zone"])
    draft = Draft(Event, present, values, only_new={"community_id": community.id})
    draft.put(session)
    session.flush()
    event = draft.present
    assert event is not None
    return event, first_day


def _move(rows: Rows, shift: timedelta, zone: str) -> None:
    """Move all dates of a file by `shift`; those of creation further back where the newest were not past otherwise."""
    created = [row.values["created_at"] for row in rows.rows if "created_at" in row.values]
    yesterday = clock.local(clock.now(), zone).date() - timedelta(days=1)
    back = min(shift, yesterday - max(created).date()) if created else shift
    for row in rows.rows:
        for name, value in row.values.items():
            row.values[name] = _moved(value, back if name == "created_at" else shift)


def _moved(value: Any, shift: timedelta) -> Any:
    if isinstance(value, Wall):
        return Wall(value.day + shift if value.day else None, value.at)
    if isinstance(value, list):
        return [_moved(item, shift) for item in value]
    return value + shift if isinstance(value, date | datetime) else value
