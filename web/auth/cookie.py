"""The session cookie, over https with the prefix `__Host-`: no other host of the domain can plant one (RFC 6265bis)."""

import re
from collections.abc import Mapping
from hashlib import sha1, sha256
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from web.config import COOKIE

USER = "_user_id"
"""Where Flask-Login keeps the key of a session; in cookies of older versions, it is `OLDER_IDENTITY`."""
OLDER_IDENTITY = re.compile(r"participant:[0-9]{1,10}:[0-9]{1,9}")
"""Kind, id and epoch of the log-ins of a person, which are one row since there is a table of sessions."""
OLDER_LOGIN = "login"
"""Where cookies of older versions keep a second key, by which one of these log-ins was ended."""


def keys_of_cookie(cookie: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the key of the cookie's session; that of an older version may have two."""
    older = cookie.get(OLDER_LOGIN)
    return tuple(key for key in (cookie.get(USER), older and older["key"]) if key)


class HostCookies(SecureCookieSessionInterface):
    """Flask's sessions, signed with HMAC-SHA-256.

    Log-ins of participants that an older version kept under the plain name, or signed with SHA-1, live on: such a
    cookie gets its new name with the next answer, its new signature when the use of its session is noted. Drop what
    serves them 90 days after the release, as `OLDER_IDENTITY` and `OLDER_LOGIN` (decision 19): these log-ins last no
    longer.
    """

    digest_method = staticmethod(sha256)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        signer = super().get_signing_serializer(app)
        if signer is not None:
            signer.fallback_signers = [{"key_derivation": self.key_derivation, "digest_method": sha1}]
        return signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) in request.cookies or COOKIE not in request.cookies:
            return super().open_session(app, request)
        signer = self.get_signing_serializer(app)
        if signer is None:
            return None
        try:
            kept = signer.loads(request.cookies[COOKIE], max_age=int(app.permanent_session_lifetime.total_seconds()))
        except BadSignature:
            return self.session_class()
        # newer cookies never had the plain name over https: somebody has put it there
        newer = OLDER_LOGIN in kept or not OLDER_IDENTITY.fullmatch(kept.get(USER, ""))
        if newer:
            return self.session_class()
        found = self.session_class(kept)
        found.modified = True
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if g.get("same_for_everybody"):
            return  # neither a cookie nor "Vary: Cookie": caches may keep the answer
        super().save_session(app, session, response)
        if self.get_cookie_name(app) != COOKIE and COOKIE in request.cookies:
            response.delete_cookie(COOKIE)
