"""HMAC signatures of tokens in addresses and links; nothing secret is stored."""

import hmac
from hashlib import sha256

from matchmaker.base.config import Config, get_config

LENGTH = 40
"""In characters, where an address may be long."""


def signature(text: str, *, length: int = LENGTH, config: Config | None = None) -> str:
    """Return the signature of `text` by the secret of the installation, small letters and digits."""
    secret = (config or get_config()).secret_key.get_secret_value().encode()
    return hmac.digest(secret, text.encode(), sha256).hex()[:length]


def is_signed(text: str, given: str, *, config: Config | None = None) -> bool:
    """Tell whether `given`, as long as it is, is the signature of `text`."""
    return hmac.compare_digest(given, signature(text, length=len(given), config=config))
