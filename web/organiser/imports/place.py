"""Where the import of a kind of file for the event is."""

from flask import abort, g

from matchmaker.models import EventKind
from web.imports.place import ImportPlace
from web.imports.wording import KIND_TITLES, KINDS, OF_MISSIONS

ENDPOINTS = {
    "file": "organiser.import_file",
    "columns": "organiser.import_columns",
    "forget": "organiser.import_columns_forget",
    "preview": "organiser.import_preview",
    "words": "organiser.import_words",
    "apply": "organiser.import_apply",
    "left_out": "organiser.import_left_out",
    "done": "organiser.import_overview",
    "undo": "organiser.import_undo",
}


def place_of(kind: str) -> ImportPlace:
    """Return the import of a kind of file; 404 for a kind that is none."""
    if kind not in kinds_here():
        abort(404)
    return any_place(kind)


def kinds_here() -> tuple[str, ...]:
    """Return what can be imported for the event."""
    return (*KINDS, OF_MISSIONS) if g.event.kind is EventKind.MISSION else KINDS


def any_place(kind: str = KINDS[0]) -> ImportPlace:
    """Return the import of the event, for what is the same for each kind of file."""
    return ImportPlace(
        owner=g.event,
        kind=kind,
        title=KIND_TITLES[kind],
        active="import_overview",
        zone=g.event.zone,
        endpoints=ENDPOINTS,
        values={"kind": kind},
    )
