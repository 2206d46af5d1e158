"""Plus addresses of the mailbox: a signed one per invitation (answers) and per mail (bounces).

Everything stands in the part before the @, small letters and digits only (some servers change the case), and well
under the 64 characters that mail allows.
"""

import re
from typing import Literal

from matchmaker.base.config import Config, get_config
from matchmaker.base.signing import is_signed, signature

LENGTH = 20
"""Of the signatures, in characters: an address has little room."""
_TOKEN = re.compile(rf"(?P<kind>b?)(?P<id>[1-9][0-9]{{0,14}})-(?P<signature>[0-9a-f]{{{LENGTH}}})")
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
    if not mailbox:
        return ""
    return f"{mailbox}+{kind}{number}-{signature(_signed(kind, number), length=LENGTH, config=config)}@{domain}"


def _read(token: str, kind: _Kind, config: Config) -> int | None:
    match = _TOKEN.fullmatch(token.lower())
    if match is None or match["kind"] != kind:
        return None
    number = int(match["id"])
    return number if is_signed(_signed(kind, number), match["signature"], config=config) else None


def _signed(kind: _Kind, number: int) -> str:
    return f"{'bounce' if kind else 'reply'}:{number}"
