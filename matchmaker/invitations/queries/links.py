"""The links in an invitation by which its reader answers without a log-in: signed, never stored.

Each names the invitation and the version that the mail was about, so that the page can say what has changed since. It
is signed for the address that the mail went to: once an address is corrected, what went to the wrong one opens nothing.
"""

import re
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.links import answer_page
from matchmaker.base.signing import LENGTH, is_signed, signature
from matchmaker.models import LARGEST_ID, Says, SentInvitation, row_id

_TOKEN = re.compile(rf"([1-9][0-9]{{0,9}})-([0-9]{{1,9}})-([0-9a-f]{{{LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link of ours names."""

    invitation: SentInvitation
    sequence: int
    """Of the mail that the link stands in."""


def answer_url(invitation: SentInvitation, says: Says) -> str:
    """Return the link that leads to the answer `says`; the row must have its id."""
    token = f"{row_id(invitation)}-{invitation.sequence}-{signature(_signed(invitation, invitation.sequence))}"
    return answer_page(token, says.value)


def read_answer_token(session: Session, token: str) -> Asked | None:
    """Return what the token names; None for one that we never made, or made for an address that is corrected."""
    match = _TOKEN.fullmatch(token)
    if match is None or int(match[1]) > LARGEST_ID:
        return None
    invitation, sequence = session.get(SentInvitation, int(match[1])), int(match[2])
    if invitation is None:
        return None
    return Asked(invitation, sequence) if is_signed(_signed(invitation, sequence), match[3]) else None


def _signed(invitation: SentInvitation, sequence: int) -> str:
    return f"answer:{invitation.id}:{sequence}:{invitation.recipient}"
