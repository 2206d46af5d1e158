"""Static files with cache busting: a hash in each address, `immutable` for a year, gzip."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, abort, request
from werkzeug.security import safe_join

FOLDER = Path(__file__).parent / "static"
COMPRESSIBLE = frozenset({".css", ".js", ".svg", ".json", ".txt"})


@dataclass(frozen=True)
class Asset:
    """A static file, small enough to be kept in memory."""

    content: bytes
    packed: bytes | None
    version: str


@lru_cache(maxsize=128)
def _read(path: Path, _changed_ns: int) -> Asset:
    content = path.read_bytes()
    packed = gzip.compress(content, 9, mtime=0) if path.suffix in COMPRESSIBLE else None
    return Asset(content, packed, hashlib.sha256(content).hexdigest()[:12])


def _asset(filename: str) -> Asset | None:
    found = safe_join(str(FOLDER), filename)
    try:
        if found is None or not (path := Path(found)).is_file():
            return None
    except OSError:  # a name that no file can have
        return None
    return _read(path, path.stat().st_mtime_ns)


def _with_version(endpoint: str, values: dict[str, object]) -> None:
    if endpoint == "static" and (asset := _asset(str(values.get("filename", "")))):
        values["v"] = asset.version


def serve(filename: str) -> Response:
    """Answer with a static file; one asked for with its version may be kept for a year."""
    asset = _asset(filename)
    if asset is None:
        abort(404)
    pack = asset.packed is not None and request.accept_encodings.quality("gzip") > 0
    content = asset.packed if pack and asset.packed else asset.content
    response = Response(content, mimetype=guess_type(filename)[0] or "application/octet-stream")
    response.set_etag(asset.version + ("-gzip" if pack else ""))
    response.vary.add("Accept-Encoding")
    if pack:
        response.headers["Content-Encoding"] = "gzip"
    kept = request.args.get("v") == asset.version
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
    response.make_conditional(request)
    return response


def init_app(app: Flask) -> None:
    """Serve `/static/` and put the version into every address made for it."""
    app.add_url_rule("/static/<path:filename>", "static", serve)
    app.url_defaults(_with_version)
