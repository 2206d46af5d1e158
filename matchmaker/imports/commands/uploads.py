"""Keep an uploaded file between the preview of an import and its application.

The browser never sends the previewed bytes again: what is applied is exactly what was shown, on whichever machine.
"""

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.imports.amendments import Amendments
from matchmaker.imports.owners import Owner, owned, owner_columns
from matchmaker.imports.remembered import Reading, as_json
from matchmaker.models import ImportUpload

KEPT_FOR = timedelta(hours=1)


def keep_upload(
    session: Session,
    owner: Owner,
    *,
    staff_id: int,
    kind: str,
    filename: str,
    data: bytes,
    reading: Reading | None = None,
) -> ImportUpload:
    """Keep `data` for the member of the staff; replaces their earlier upload of this kind.

    `reading` holds what the community has set for its columns and words before.
    """
    session.exec(
        delete(ImportUpload).where(
            owned(ImportUpload, owner),
            col(ImportUpload.staff_id) == staff_id,
            col(ImportUpload.kind) == kind,
        )
    )
    upload = ImportUpload(
        **owner_columns(owner),
        staff_id=staff_id,
        kind=kind,
        filename=filename[:200],
        data=data,
        mapping=as_json(reading.mapping if reading else None),
        words={kind: dict(said) for kind, said in (reading.words if reading else {}).items()},
    )
    session.add(upload)
    session.flush()
    return upload


def find_upload(session: Session, owner: Owner, *, staff_id: int, kind: str, upload_id: str) -> ImportUpload:
    """Return the kept file; raises NotFound if it is another's, of another owner or kind, or older than an hour."""
    upload = session.exec(
        select(ImportUpload).where(
            ImportUpload.id == upload_id,
            owned(ImportUpload, owner),
            ImportUpload.staff_id == staff_id,
            ImportUpload.kind == kind,
            col(ImportUpload.created_at) >= clock.now() - KEPT_FOR,
        )
    ).first()
    if upload is None:
        raise NotFound(N_("This file is no longer kept. Please choose it again."))
    return upload


def amend_upload(session: Session, upload: ImportUpload, amendments: Amendments) -> None:
    """Keep what was said in the preview with the file."""
    upload.amendments = amendments.stored()
    session.add(upload)
    session.flush()


def throw_away(session: Session, upload: ImportUpload) -> None:
    """Throw the kept file away, now that it is applied; that it was is known for as long as it would have been kept."""
    upload.data, upload.sheet, upload.mapping = b"", "", None
    upload.words, upload.amendments = {}, {}
    upload.applied_at = clock.now()
    session.add(upload)
    session.flush()


def forget_uploads(session: Session) -> None:
    """Throw away the files that are no longer kept, of all owners."""
    session.exec(delete(ImportUpload).where(col(ImportUpload.created_at) < clock.now() - KEPT_FOR))
