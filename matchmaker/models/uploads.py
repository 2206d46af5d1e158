"""Files uploaded for an import, kept between the preview and the decision to apply it."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from matchmaker import clock
from matchmaker.models.base import Instant


class ImportUpload(SQLModel, table=True):
    """An uploaded file that one member of the staff is looking at as a preview; thrown away after an hour."""

    __tablename__ = "import_upload"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    kind: str = Field(max_length=20)
    filename: str = Field(max_length=200)
    data: bytes
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
