"""Authenticated encryption of secrets that are kept (Fernet), with keys derived from the secret of the installation."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken

from matchmaker.base.config import get_config


def seal(text: str, purpose: str) -> str:
    """Return `text` encrypted; only `unseal` with the same purpose reads it."""
    return _fernet(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str, *, seconds: int | None = None) -> str | None:
    """Return the text; None if it was not sealed here for this purpose, or more than `seconds` ago."""
    try:
        return _fernet(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
    except InvalidToken:
        return None


def _fernet(purpose: str) -> Fernet:
    secret = get_config().secret_key.get_secret_value().encode()
    return Fernet(urlsafe_b64encode(hmac.digest(secret, f"seal:{purpose}".encode(), sha256)))
