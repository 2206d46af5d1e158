"""Files that hold personal data or secrets: nobody but the owner of the process may read them."""

import os
import secrets
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700
SECRET_BYTES = 48


def private_folder(folder: Path) -> Path:
    """Make `folder` with mode 0700 where it is missing, and return it; one that is there keeps its mode."""
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    return folder


def private_file(path: Path) -> Path:
    """Make `path` with mode 0600 where it is missing, take other people's rights off one that is there; return it.

    SQLite gives its journal files the mode of the database.
    """
    private_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    if path.stat().st_mode & 0o077 and path.stat().st_uid == os.getuid():
        path.chmod(FILE_MODE)
    return path


def kept_secret(path: Path) -> str:
    """Return the random secret kept in `path`; the first call makes it. Atomic: of two first calls one wins."""
    if not path.exists():
        private_folder(path.parent)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "w") as output:
            output.write(secrets.token_urlsafe(SECRET_BYTES))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
