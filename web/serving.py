"""Settings of gunicorn, for the Procfile and the demo: `gunicorn --config python:web.serving web.wsgi:app`."""

import gc
import os

from gunicorn.arbiter import Arbiter
from sqlalchemy.exc import SQLAlchemyError

from matchmaker.base.config import Misconfigured, get_config
from matchmaker.base.db import THREADS, get_engine, open_session
from matchmaker.base.links import first_start_page
from matchmaker.team.queries.first_start import first_code, is_empty

_host = os.environ.get("MATCHMAKER_HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = THREADS
# open at once in one process, most of them idle while people read
worker_connections = 2000
backlog = 2048
timeout = 60
# seconds that an idle connection stays open: longer than people look at a page, and than a proxy keeps it, so that no
# request is sent into a connection that closes at this moment
keepalive = 150
graceful_timeout = 30
control_socket_disable = True
# whatever a proxy says of its client is read by ProxyFix alone, as `MATCHMAKER_PROXIES` allows: gunicorn by itself
# believes headers such as SCRIPT_NAME from anybody on this machine, so from every client of a proxy that passes them on
forwarded_allow_ips = ""
forwarder_headers = ""

GARBAGE = (20_000, 10, 50)
"""Objects made until the collector of cycles looks at the young ones, and how often it looks at older ones."""


def when_ready(server: Arbiter) -> None:
    """Server hook: while the installation is empty, say in the log where it is set up and with which code."""
    try:
        with open_session(read_only=True) as session:
            waits = is_empty(session)
        # the workers are forked from this process, and must not share its connections
        get_engine(get_config().sqlalchemy_url).dispose()
    except (Misconfigured, SQLAlchemyError):
        return  # a worker, or the health check, says what is wrong
    if waits:
        server.log.info("Set up this installation: %s with the code %s", first_start_page(), first_code())


def post_worker_init(_worker: object) -> None:
    """Keep the collector away from what is loaded for good: a page makes thousands of objects and hardly a cycle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
