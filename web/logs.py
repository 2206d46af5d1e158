"""A request id for each request, and one log line when it is answered, without personal data."""

import re
import time
from secrets import token_hex

import structlog
from flask import Flask, Response, g, request

from web.config import product_config

log = structlog.get_logger("web")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "") if product_config().proxies else ""
    g.request_id = given if _REQUEST_ID.fullmatch(given) else token_hex(8)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.endpoint not in {"static", "public.health"}:
        log.info(
            "request",
            method=request.method,
            # the pattern, not the address: addresses may hold log-in and feed tokens
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000),
        )
    return response


def init_app(app: Flask) -> None:
    """Give each request an id and log it when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)
