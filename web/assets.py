"""Static files: addresses that change with their content, cached for a year, sent compressed."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory
from werkzeug.security import safe_join

FOLDER = Path(__file__).parent / "static"
COMPRESSIBLE = frozenset({".css", ".js", ".svg", ".json", ".txt"})


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=256)
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


def _with_version(endpoint: str, values: dict[str, object]) -> None:
    if endpoint == "static" and "filename" in values:
        path = FOLDER / str(values["filename"])
        if path.is_file():
            values["v"] = _digest(path, path.stat().st_mtime_ns)


def serve(filename: str) -> Response:
    """Answer with a static file; one asked for with its version may be kept for a year."""
    found = safe_join(str(FOLDER), filename)
    if found is None or not Path(found).is_file():
        abort(404)
    path = Path(found)
    response = send_from_directory(FOLDER, filename)
    response.vary.add("Accept-Encoding")
    if path.suffix in COMPRESSIBLE and "gzip" in request.accept_encodings and response.status_code == 200:
        response.direct_passthrough = False
        response.set_data(_compressed(path, path.stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "gzip"
    if request.args.get("v"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def init_app(app: Flask) -> None:
    """Serve `/static/` and put the version into every address made for it."""
    app.add_url_rule("/static/<path:filename>", "static", serve)
    app.url_defaults(_with_version)
