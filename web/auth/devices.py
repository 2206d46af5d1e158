"""Device cookies: a browser in which an account of the staff has logged in has tries of its own.

Strangers who share its network then do not shut its owner out; a stolen cookie gives as few tries as a stranger has.
Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies.
"""

from hashlib import sha256
from secrets import token_urlsafe

from flask import after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from matchmaker.base.names import email_key
from web.config import product_config

LIFETIME_SECONDS = 90 * 24 * 3600


def remember_device(email: str) -> None:
    """Give the browser at hand tries of its own for an account that has just logged in."""
    signed = _signer().dumps([_account(email), token_urlsafe(16)])

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            _name(),
            signed,
            max_age=LIFETIME_SECONDS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response


def device_of(email: str) -> str:
    """Return the random name of the browser at hand if the account has logged in there, else an empty text."""
    try:
        account, device = _signer().loads(request.cookies.get(_name(), ""), max_age=LIFETIME_SECONDS)
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(device) if account == _account(email) else ""


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _account(email: str) -> str:
    """Return a digest: the cookie is signed, but can be read."""
    return sha256(f"{_key()}|{email_key(email)}".encode()).hexdigest()[:32]


def _key() -> str:
    return product_config().secret_key.get_secret_value()


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_key(), salt="device", signer_kwargs={"digest_method": sha256})
