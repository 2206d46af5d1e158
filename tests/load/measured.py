"""The application as gunicorn serves it, which also says how long each answer waited for the database.

For measurements only: `tests.load.measured:app`. Each answer has a header X-Database-Ms.
"""

import threading
import time

from sqlalchemy import Engine, event

from web.wsgi import app as application

_spent = threading.local()


@event.listens_for(Engine, "before_cursor_execute")
def _before(*_arguments):
    _spent.began = time.perf_counter()


@event.listens_for(Engine, "after_cursor_execute")
def _after(*_arguments):
    _spent.seconds = getattr(_spent, "seconds", 0.0) + time.perf_counter() - _spent.began


def app(environ, start_response):
    """Answer, and add the header."""
    _spent.seconds = 0.0

    def start(status, headers, exc_info=None):
        return start_response(status, [*headers, ("X-Database-Ms", f"{_spent.seconds * 1000:.3f}")], exc_info)

    return application(environ, start)
