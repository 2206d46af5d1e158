"""Compression of pages and feeds: Brotli, Zstandard or gzip, as the client accepts it.

A page is left as it is where a foreign site could have chosen part of it: from the length of what comes back such a
site could guess what else is in there (BREACH). Streams are not held back either.
"""

from flask import Flask, Response, request
from flask_compress import Compress

ALGORITHMS = ("zstd", "br", "gzip")
"""In order of preference: the first costs the server least."""
TYPES = ("text/html", "text/calendar", "text/csv", "text/plain", "text/vcard")
OWN = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site for what this site's own pages, or the reader by hand, have asked for."""

_compress = Compress()


def _asked_by_reader() -> bool:
    """Tell whether no foreign site can have made the browser ask so; old browsers do not say (Fetch Metadata)."""
    site = request.headers.get("Sec-Fetch-Site")
    return site in OWN if site else not request.query_string


def _shorten(response: Response) -> Response:
    return _compress.after_request(response) if _asked_by_reader() else response


def names_of(etag: str) -> tuple[str, ...]:
    """Return the entity tags of a content, as it is and in each of its compressed forms."""
    return (etag, *(f"{etag}:{algorithm}" for algorithm in ALGORITHMS))


def init_app(app: Flask) -> None:
    """Compress what is sent, last of all that is done to an answer."""
    app.config.from_mapping(
        COMPRESS_ALGORITHM=ALGORITHMS,
        COMPRESS_MIMETYPES=TYPES,
        COMPRESS_STREAMS=False,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
        COMPRESS_REGISTER=False,
    )
    _compress.init_app(app)
    app.after_request(_shorten)
