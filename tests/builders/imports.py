"""Short ways to make files for the importer and to read its previews."""

from sqlmodel import Session, SQLModel, func, select

from matchmaker.imports import LineOutcome, Preview

HEADER = "organisation_id;organisation;category;first_name;last_name;email"


def csv(*lines: str) -> bytes:
    """The bytes of a file with these lines."""
    return "\r\n".join(lines).encode()


def participants(*lines: str) -> bytes:
    """A list of participants with the six columns of HEADER."""
    return csv(HEADER, *lines)


def outcomes(preview: Preview) -> list[LineOutcome]:
    return [line.outcome for line in preview.lines]


def messages(preview: Preview) -> list[tuple[int, str]]:
    """Each sentence of the lines, with its line number."""
    return [(line.number, message.text("en")) for line in preview.lines for message in line.messages]


def changes(preview: Preview) -> list[tuple[int, str, str, str]]:
    return [(line.number, change.column, change.old, change.new) for line in preview.lines for change in line.changes]


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has; history and journal, which every import lengthens, are left out."""
    longer = {"audit_entry", "import_batch", "row_image"}
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in longer]
    return {table.name: session.exec(select(func.count()).select_from(table)).one() for table in tables}
