"""The mark of changes."""

from sqlmodel import Field, SQLModel


class ChangeMark(SQLModel, table=True):
    """One row: another text after each change of what processes cache (matchmaker/base/cache.py)."""

    __tablename__ = "change_mark"

    id: int | None = Field(default=None, primary_key=True)
    mark: str = Field(max_length=16)
