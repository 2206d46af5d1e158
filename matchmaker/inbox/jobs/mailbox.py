"""Intake of mails from a pipe or an IMAP mailbox, with bounded memory."""

import re
from imaplib import IMAP4
from ssl import create_default_context
from typing import BinaryIO

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError
from sqlmodel import Session

from matchmaker.base.config import Config, get_config
from matchmaker.base.db import transaction
from matchmaker.inbox.commands.store import Incoming, store_mail
from matchmaker.inbox.parsing.mime import LARGEST
from matchmaker.models import MailboxPosition

TIMEOUT_SECONDS = 30
MOST_AT_ONCE = 200
"""Mails read in one go; the next go begins where this one ended."""
CHUNK = 65_536


class MailboxRefused(OSError):
    """The IMAP server did not do what it was asked."""


def read_stream(stream: BinaryIO, *, recipient: str = "") -> Incoming:
    """Read a mail to its end, however long, keeping only the beginning that is looked at."""
    kept, size = bytearray(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        kept += chunk[: LARGEST - len(kept)]
    return Incoming(bytes(kept), size, recipient)


def read_mailbox(*, url: str | None = None, config: Config | None = None) -> int:
    """Store what is new in the mailbox of the configuration and return how many mails that was.

    The position moves in the transaction that stores the mail, and the mail is marked as seen after that: a crash in
    between leads to the same mail again, which is recognised. Raises OSError if the server cannot be reached.
    """
    config = config or get_config()
    if not config.imap_host:
        return 0
    try:
        return _read(config, url)
    except (ImapToolsError, IMAP4.error) as error:
        raise MailboxRefused(str(error)[:200]) from error


def _read(config: Config, url: str | None) -> int:
    name = f"{config.imap_user}@{config.imap_host}:{config.imap_port}/{config.imap_folder}"
    with _connect(config) as mailbox:
        status = mailbox.folder.status(config.imap_folder, ["UIDVALIDITY", "UIDNEXT"])
        validity = status["UIDVALIDITY"]
        new = _new(mailbox, name, validity, url)
        if not new:
            with transaction(url) as session:
                _move(session, name, validity, status["UIDNEXT"] - 1)
        return sum(_take_one(mailbox, uid, name, validity, url) for uid in new)


def _connect(config: Config) -> BaseMailBox:
    """Connect and log in; the password goes to no server whose certificate does not name the host."""
    host, port, verified = config.imap_host, config.imap_port, create_default_context()
    mailbox: BaseMailBox
    if config.imap_tls == "none":
        mailbox = MailBoxUnencrypted(host, port, timeout=TIMEOUT_SECONDS)
    elif config.imap_tls == "starttls":
        mailbox = MailBoxStartTls(host, port, timeout=TIMEOUT_SECONDS, ssl_context=verified)
    else:
        mailbox = MailBox(host, port, timeout=TIMEOUT_SECONDS, ssl_context=verified)
    try:
        return mailbox.login(config.imap_user, config.imap_password.get_secret_value(), config.imap_folder)
    except BaseException:
        mailbox.client.shutdown()
        raise


def _new(mailbox: BaseMailBox, name: str, validity: int, url: str | None) -> list[int]:
    """Return the UIDs after the stored position; in a mailbox never read before, those of unread mails."""
    with transaction(url) as session:
        position = session.get(MailboxPosition, name)
    if position is None:
        last, criteria = 0, "UNSEEN"
    elif position.validity != validity:  # the mailbox was made anew; what we have read is recognised
        last, criteria = 0, "ALL"
    else:
        last, criteria = position.last_uid, f"UID {position.last_uid + 1}:*"
    found = sorted(int(uid) for uid in mailbox.uids(criteria))
    # the server answers "last:*" with its last mail even if that is no new one
    return [uid for uid in found if uid > last][:MOST_AT_ONCE]


def _take_one(mailbox: BaseMailBox, uid: int, name: str, validity: int, url: str | None) -> bool:
    incoming = _fetch(mailbox, uid)
    with transaction(url) as session:
        taken = store_mail(session, incoming) is not None if incoming else False
        _move(session, name, validity, uid)
    mailbox.client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
    return taken


def _fetch(mailbox: BaseMailBox, uid: int) -> Incoming | None:
    """Fetch the beginning of a mail without marking it; None if somebody deleted it meanwhile."""
    status, answer = mailbox.client.uid("FETCH", str(uid), f"(RFC822.SIZE BODY.PEEK[]<0.{LARGEST}>)")
    if status != "OK":
        raise MailboxRefused(f"FETCH: {answer!r}"[:200])
    literal = next((one for one in answer if isinstance(one, tuple)), None)
    if literal is None:
        return None
    lines = b" ".join(piece for one in answer for piece in (one[:1] if isinstance(one, tuple) else [one or b""]))
    size = re.search(rb"RFC822\.SIZE (\d+)", lines)
    return Incoming(literal[1], int(size[1]) if size else len(literal[1]))


def _move(session: Session, name: str, validity: int, uid: int) -> None:
    position = session.get(MailboxPosition, name, with_for_update=True)
    if position is None:
        position = MailboxPosition(mailbox=name, validity=validity, last_uid=uid)
    elif position.validity != validity:
        position.validity, position.last_uid = validity, uid
    else:
        position.last_uid = max(position.last_uid, uid)
    session.add(position)
