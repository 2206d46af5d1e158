"""Files to download: one way to name them, and tables as CSV."""

from flask import Response

from matchmaker.base.tables import Table, to_csv


def attachment(data: bytes, filename: str, media_type: str) -> Response:
    """Return an answer that browsers keep as a file or hand to the program for its media type."""
    response = Response(data, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def csv_file(table: Table, name: str) -> Response:
    """Return a table as `name`.csv; cells that a spreadsheet would run as formulas are guarded."""
    return attachment(to_csv(table), f"{name}.csv", "text/csv")
