"""Time-based one-time passwords (TOTP, RFC 6238): 6 digits, a new one every 30 seconds, as authenticator apps make."""

import re
from datetime import datetime
from hmac import compare_digest

from pyotp import HOTP, TOTP, random_base32

SECONDS = 30
DRIFT = 1
"""Steps before and after the present one that are accepted: clocks of phones differ (RFC 6238, section 5.2)."""


def new_secret() -> str:
    """Return a random secret of 160 bits in base 32."""
    return random_base32()


def provisioning_uri(secret: str, account: str, issuer: str) -> str:
    """Return the `otpauth:` address from which an authenticator app takes the secret."""
    return TOTP(secret, interval=SECONDS).provisioning_uri(name=account, issuer_name=issuer)


def is_code(text: str) -> bool:
    """Tell whether `text` has the form of a code."""
    return re.fullmatch("[0-9]{6}", text) is not None


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the time step (number of 30 seconds since 1970) that `code` belongs to; None if it is of none near `at`.

    The caller accepts each step once (RFC 6238, section 5.2).
    """
    now = int(at.timestamp()) // SECONDS
    hotp = HOTP(secret)
    steps = [step for step in range(now - DRIFT, now + DRIFT + 1) if compare_digest(hotp.at(step), code)]
    return max(steps, default=None)
