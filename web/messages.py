"""Messages of a page that is not shown yet wait in the session, which is a cookie: only the newest ones, never many."""

from flask import Flask, message_flashed, session

MOST = 5
"""Messages that wait for a page."""
LONGEST = 1_500
"""Characters of them together: browsers drop a cookie of more than 4 kB, and with it the log-in."""
KEY = "_flashes"


def init_app(app: Flask) -> None:
    """Forget the oldest messages where nobody asks for a page, as scripts may that send one edit after the other."""
    message_flashed.connect(_keep_newest, app)


def _keep_newest(_app: Flask, **_said: object) -> None:
    kept: list[tuple[str, str]] = []
    for category, text in reversed(session[KEY][-MOST:]):
        if kept and sum(len(one) for _, one in kept) + len(text) > LONGEST:
            break
        kept.append((category, text))
    session[KEY] = kept[::-1]
