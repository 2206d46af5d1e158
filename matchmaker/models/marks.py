"""The mark of changes."""

from sqlmodel import Field, SQLModel


class ChangeMark(SQLModel, table=True):
    """One row for the installation: another text after each change of what processes keep (matchmaker/base/kept.py)."""

    __tablename__ = "change_mark"

    id: int | None = Field(default=None, primary_key=True)
    mark: str = Field(max_length=16)
