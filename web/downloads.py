"""Files to download: one way to name them, tables as CSV or XLSX, and the history of those that hold people."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, g, request

from matchmaker.base.errors import NotFound
from matchmaker.base.tables import Table, TableFormat, to_csv, to_xlsx
from matchmaker.models import Act, record
from web import database
from web.choice import choice


def attachment(data: bytes, filename: str, media_type: str, *, people: Act | None, **details: Any) -> Response:
    """Return an answer that browsers keep as a file or hand to the program for its media type.

    `people` goes into the history, with `details`, where the file holds data of other people; None where it holds none.
    """
    if people is not None and request.method == "GET":
        with database.own_transaction() as own:
            actor = g.staff if "staff" in g else g.person
            event_id = g.event.id if "event" in g else None
            record(own, actor.name, people, event_id=event_id, community=g.community.id, **details)
    response = Response(data, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


FORMATS: Mapping[TableFormat, tuple[Callable[[Table], bytes], str]] = {
    TableFormat.CSV: (to_csv, "text/csv"),
    TableFormat.XLSX: (to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def table_file(table: Table, name: str, kind: str, *, people: Act | None, **details: Any) -> Response:
    """Return a table as a file called `name` of a `TableFormat`; no cell of it runs as a formula.

    Raises `NotFound` for any other format.
    """
    wanted = choice(TableFormat, kind)
    if wanted is None:
        raise NotFound
    write, media_type = FORMATS[wanted]
    return attachment(write(table), f"{name}.{wanted}", media_type, people=people, **details)
