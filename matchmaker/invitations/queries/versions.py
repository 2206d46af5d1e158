"""What the messages of an invitation told, one version each: read from their keys in the outbox."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from sqlmodel import Session, col, select

from matchmaker.mail.letters.invitations import ENDING
from matchmaker.mail.queries.messages import without_bytes
from matchmaker.models import InvitationMethod, Message, MessageState, ReleaseEntry, SentInvitation, required, row_id
from matchmaker.releases.rules.succession import fingerprint


def invitation_topic(invitation: SentInvitation) -> str:
    """Return the topic of all messages about one line to one person."""
    return f"invitation:{row_id(invitation)}"


def version_key(invitation: SentInvitation, news: str) -> str:
    """Return the key of the message that brings its reader to the present state; `ToldVersion.of` reads it."""
    return (
        f"{invitation_topic(invitation)}:{news}:{invitation.sequence}:{invitation.content_hash[:16]}"
        f":{invitation.stamped_at:%Y%m%dT%H%M%S}"
    )


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """What one message told, and whether it has arrived."""

    message: Message
    news: str
    """A `News`; of messages of earlier releases of the product the method alone, "request" or "cancel"."""
    sequence: int
    content: str
    """The beginning of the fingerprint of the line that it told."""

    @classmethod
    def of(cls, message: Message) -> Self:
        _, _, news, sequence, content, _ = required(message.dedupe_key).split(":")
        return cls(message, news, int(sequence), content)

    @property
    def method(self) -> InvitationMethod:
        """CANCEL if the reader's calendar holds nothing after it."""
        return InvitationMethod.CANCEL if self.news in ENDING | {"cancel"} else InvitationMethod.REQUEST

    @property
    def arrived(self) -> bool:
        """The server has taken it, and no report of a failed delivery came."""
        return self.message.state is MessageState.SENT

    def says(self, line: ReleaseEntry) -> bool:
        """Tell whether it told the line as it is there."""
        return fingerprint(line).startswith(self.content)


def cannot_have_arrived(message: Message) -> bool:
    """Tell whether nothing of a message has left, or its address was refused."""
    untried = message.attempts == 0 and message.state in {MessageState.QUEUED, MessageState.SUPERSEDED}
    return untried or message.state is MessageState.BOUNCED


def versions_before(session: Session, invitations: Collection[SentInvitation]) -> dict[int, ToldVersion]:
    """Return by invitation what the last message before the present one told that may have arrived at its address."""
    if not invitations:
        return {}
    by_topic = {invitation_topic(invitation): invitation for invitation in invitations}
    messages = session.exec(
        select(Message)
        .where(
            col(Message.topic).in_(by_topic),
            col(Message.attempts) > 0,
            col(Message.state) != MessageState.BOUNCED,
        )
        .order_by(col(Message.id))
        .options(without_bytes())
    )
    found: dict[int, ToldVersion] = {}
    for message in messages:
        invitation = by_topic[required(message.topic)]
        if message.recipient == invitation.recipient and row_id(message) < required(invitation.message_id):
            found[row_id(invitation)] = ToldVersion.of(message)
    return found
