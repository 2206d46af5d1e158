"""Settings of gunicorn, for the Procfile and the demo: `gunicorn --config python:web.serving web.wsgi:app`."""

import os

from matchmaker.base.db import THREADS

_host = os.environ.get("MATCHMAKER_HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = 2
threads = THREADS
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
