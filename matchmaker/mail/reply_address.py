"""Addresses that we read: each invitation and each mail has its own, signed, so that an answer finds what it answers.

Everything stands in the part before the @, small letters and digits only (some servers change the case), and well
under the 64 characters that mail allows.
"""

import hmac
import re
from hashlib import sha256
from typing import Literal

from matchmaker.config import Config, get_config

_TOKEN = re.compile(r"(?P<kind>b?)(?P<id>[1-9][0-9]{0,14})-(?P<signature>[0-9a-f]{20})")
_Kind = Literal["", "b"]


def reply_address(config: Config, invitation_id: int) -> str:
    """Return the address that takes answers to a `SentInvitation`; empty where the installation reads no mailbox."""
    return _address(config, "", invitation_id)


def bounce_address(config: Config, message_id: int) -> str:
    """Return the envelope sender of an outbox `Message`, to which reports of failed delivery come; empty for none."""
    return _address(config, "b", message_id)


def read_reply_token(token: str, config: Config | None = None) -> int | None:
    """Return the id of the `SentInvitation` that `token` (between + and @) names; None if not ours."""
    return _read(token, "", config or get_config())


def read_bounce_token(token: str, config: Config | None = None) -> int | None:
    """Return the id of the `Message` whose delivery failed; None for a token that we never made."""
    return _read(token, "b", config or get_config())


def _address(config: Config, kind: _Kind, number: int) -> str:
    mailbox, _, domain = config.reply_address.partition("@")
    return f"{mailbox}+{kind}{number}-{_signature(config, kind, number)}@{domain}" if mailbox else ""


def _read(token: str, kind: _Kind, config: Config) -> int | None:
    match = _TOKEN.fullmatch(token.lower())
    if match is None or match["kind"] != kind:
        return None
    number = int(match["id"])
    return number if hmac.compare_digest(match["signature"], _signature(config, kind, number)) else None


def _signature(config: Config, kind: _Kind, number: int) -> str:
    secret = config.secret_key.get_secret_value().encode()
    purpose = "bounce" if kind else "reply"
    return hmac.digest(secret, f"{purpose}:{number}".encode(), sha256).hex()[:20]
