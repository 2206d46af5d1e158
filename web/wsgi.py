"""WSGI entry point for gunicorn: `web.wsgi:app`."""

import sys

from matchmaker.base.config import Misconfigured, get_config

BOOT_ERROR = 3
"""Exit status by which gunicorn's arbiter gives up, instead of starting the worker again and again."""

try:
    get_config()
except Misconfigured as error:
    sys.stderr.write(f"{error}\n")
    raise SystemExit(BOOT_ERROR) from None

from web.app import create_app  # noqa: E402 -- its imports need the configuration

app = create_app()
