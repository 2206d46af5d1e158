"""Files uploaded for an import, kept between the preview and the decision to apply it."""

from datetime import datetime

from sqlmodel import Field, SQLModel
from ulid import ULID

from matchmaker.base import clock
from matchmaker.models.base import Instant


class ImportUpload(SQLModel, table=True):
    """An uploaded file that one member of the staff is looking at as a preview; thrown away after an hour."""

    __tablename__ = "import_upload"

    id: str = Field(default_factory=lambda: str(ULID()), max_length=26, primary_key=True)
    """Never used again, as a number could be: an old preview must not apply a newer file."""
    event_id: int = Field(foreign_key="event.id", index=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    kind: str = Field(max_length=20)
    filename: str = Field(max_length=200)
    data: bytes
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
