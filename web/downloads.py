"""Files to download: one way to name them, tables as CSV, and the history of those that hold people."""

from typing import Any

from flask import Response, g, request

from matchmaker.base.tables import Table, to_csv
from matchmaker.models import Act, record
from web import database


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


def csv_file(table: Table, name: str, *, people: Act | None, **details: Any) -> Response:
    """Return a table as `name`.csv; cells that a spreadsheet would run as formulas are guarded."""
    return attachment(to_csv(table), f"{name}.csv", "text/csv", people=people, **details)
