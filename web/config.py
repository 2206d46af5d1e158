"""The product's configuration as settings of Flask and its extensions."""

from typing import Any, cast

from flask import current_app

from matchmaker.base.config import Config
from matchmaker.mail.transport import transport
from matchmaker.people.rules.sessions import PARTICIPANT_IDLE

COOKIE = "matchmaker"
"""Name of the session cookie; over https with the prefix `__Host-`."""
LARGEST_FORM = 64 * 1024
"""In bytes, of a request without files."""
LARGEST_UPLOAD = 6 * 1024 * 1024
"""In bytes; imports themselves refuse files above 5 MB with their own sentence."""
UPLOAD_BUFFER = 512 * 1024
"""In bytes: most memory for the fields sent beside a file."""


def flask_settings(config: Config) -> dict[str, Any]:
    """Return what Flask, Flask-WTF and Flask-Babel read from `app.config`."""
    encrypted = config.base_url.startswith("https://")
    return {
        "MATCHMAKER": config,
        "SECRET_KEY": config.secret_key.get_secret_value(),
        "TESTING": config.mode == "test",
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "SESSION_COOKIE_NAME": f"__Host-{COOKIE}" if encrypted else COOKIE,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": encrypted,
        "PERMANENT_SESSION_LIFETIME": PARTICIPANT_IDLE,
        # the cookie is renewed when the use of its session is noted, not with each answer
        "SESSION_REFRESH_EACH_REQUEST": False,
        # a token lives as long as its session: people leave a form open over lunch
        "WTF_CSRF_TIME_LIMIT": None,
        # the page of a log-in link sends no referrer, so its form could not be sent over https if one were asked for
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": "fr",
    }


def product_config() -> Config:
    """Return the configuration of the running application."""
    return cast("Config", current_app.config["MATCHMAKER"])


def mails_wait() -> bool:
    """Tell whether mails stay in the outbox, because no mail server is set up."""
    return transport(product_config()) is None


def is_demo() -> bool:
    """Tell whether the pages that show secrets or samples may exist: never in production."""
    return product_config().mode == "demo"
