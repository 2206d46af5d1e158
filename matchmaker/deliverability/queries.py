"""The sender of a community with the records of its domain, and the test that has come back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, select

from matchmaker.base.config import Config, get_config
from matchmaker.base.connections import is_private
from matchmaker.base.email_addresses import ascii_address
from matchmaker.communities.queries import Sender, sender_of_community
from matchmaker.deliverability.dns_client import look_up
from matchmaker.deliverability.rules import (
    USUAL_SELECTORS,
    JudgedRecord,
    RecordKind,
    RecordState,
    WantedRecord,
    authentication_results,
    judge,
    wanted_records,
)
from matchmaker.deliverability.spf import naming_term
from matchmaker.mail.compose import message_id_of
from matchmaker.mail.letters.sender_tests import SenderTestMail
from matchmaker.models import Community, InboundMail, Message, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderView:
    """Who a community's mails are from, and how they leave."""

    sender: Sender
    domain: str
    server: str
    """The mail server; empty if none is set up."""
    contact: str
    """Whom reports of other servers should go to."""
    mailbox: str
    """Where tests come back to; empty if the installation reads no mailbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedTest:
    """The newest test to the installation's own mailbox; `results` is None until it has come back."""

    sent_at: datetime
    came_back_at: datetime | None
    results: Mapping[RecordKind, str] | None


def read_sender(community: Community, config: Config | None = None) -> SenderView:
    """Return the sender of a community's mails."""
    config = config or get_config()
    sender = sender_of_community(community, config)
    return SenderView(
        sender=sender,
        domain=ascii_address(sender.email).rpartition("@")[2],
        server=config.smtp_host,
        contact=config.reply_address or sender.email,
        mailbox=config.reply_address,
    )


def records_to_ask_for(view: SenderView, selector: str = "") -> tuple[WantedRecord, ...]:
    """Return the records that the sender's domain should have."""
    return wanted_records(view.domain, server=view.server, contact=view.contact, selector=selector)


def check_records(view: SenderView, selector: str = "") -> tuple[JudgedRecord, ...]:
    """Ask DNS for the records that the sender's domain should have; nothing more once it does not answer.

    Without the `selector` of the DKIM key the usual ones are tried.
    """
    nameserver, judged = get_config().nameserver, []
    reached = True
    for wanted in records_to_ask_for(view, selector):
        names = [wanted.name]
        if wanted.kind is RecordKind.DKIM and not selector:
            names = [f"{usual}._domainkey.{view.domain}" for usual in USUAL_SELECTORS]
        result = judge(wanted, None)
        for name in names if reached else ():
            found = look_up(name, wanted.type, nameserver=nameserver)
            reached = found is not None
            result = judge(WantedRecord(wanted.kind, name, wanted.type, wanted.value), found)
            if result.state is not RecordState.MISSING:
                break
        result = result if result.state is not RecordState.MISSING else judge(wanted, ())
        judged.append(_with_term(result, view) if wanted.kind is RecordKind.SPF else result)
    return tuple(judged)


def _with_term(policy: JudgedRecord, view: SenderView) -> JudgedRecord:
    """Return an SPF record with the term that names the mail server; a server on this machine hands mails on."""
    if policy.state is not RecordState.RIGHT or is_private(view.server):
        return policy
    look = partial(look_up, nameserver=get_config().nameserver)
    return replace(policy, names=naming_term(policy.found[0], view.domain, view.server, look))


def read_returned_test(session: Session, community: Community) -> ReturnedTest | None:
    """Return the newest test that the community sent to the installation's own mailbox; None if it sent none."""
    own = f"sender-test:{row_id(community)}:"
    statement = select(Message).where(
        Message.kind == SenderTestMail.kind,
        col(Message.dedupe_key).startswith(own),
        Message.recipient == get_config().reply_address,
    )
    test = session.exec(statement.order_by(col(Message.id).desc()).limit(1)).first()
    if test is None or test.dedupe_key is None:
        return None
    sender = read_sender(community).sender.email
    name = message_id_of(test.kind, test.recipient, test.dedupe_key, sender)
    back = session.exec(select(InboundMail).where(InboundMail.message_id == name)).first()
    return ReturnedTest(
        sent_at=test.sent_at or test.created_at,
        came_back_at=back.received_at if back else None,
        results=(authentication_results(_head(back.raw)) or {}) if back else None,
    )


def _head(raw: bytes) -> str:
    """Return the header lines of a mail: its body may hold anything."""
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("utf-8", "replace")
