"""Where the import of a kind of file for the event is."""

from flask import abort, g

from web.imports.place import ImportPlace
from web.imports.wording import KIND_TITLES, KINDS

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
    if kind not in KINDS:
        abort(404)
    return any_place(kind)


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
