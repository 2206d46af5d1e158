"""Rate limits: tries to log in by client and address, and mails that anybody can have sent to an address.

A refusal concerns the one who tries: what others do in the name of an address never refuses its owner. Too many mails
to one mailbox are left out in silence, where an earlier one does the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.names import email_key
from matchmaker.models import LoginSession, LoginTry, Staff
from matchmaker.people.rules.clients import client_of, shortened

WINDOW_MINUTES = 15
KEEP_TRIES = timedelta(days=1)
ANY_CLIENT = "*"
KNOWN_FOR = timedelta(days=30)
"""How long a network is known from which somebody of the staff has logged in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many tries within `WINDOW_MINUTES`."""

    kind: str
    per_address: int
    """For one address from one client."""
    per_client: int
    """For one client with any address; generous for links, as a whole forum may share one network."""
    per_address_a_day: int = 0
    """For one address from one client in a day; 0: as `per_address` allows. For all clients together there is no such
    limit of links: strangers would shut their owner out."""
    per_account: int = 0
    """For one account of the staff from all networks but its own together, against guessing from many; 0: none."""
    mails: int = 0
    """Mails to one mailbox, whoever asks for them."""
    mails_a_day: int = 0
    """The same in a day; 0: as `mails` allow."""


LINKS = Limit(kind="link", per_address=5, per_client=100, mails=10, per_address_a_day=30)
PASSWORD_LINKS = Limit(kind="password_link", per_address=5, per_client=30, mails=10, per_address_a_day=30)
PASSWORDS = Limit(kind="password", per_address=5, per_client=30, per_account=20)
CODES = Limit(kind="code", per_address=5, per_client=30, per_account=20)
REGISTRATIONS = Limit(kind="registration", per_address=5, per_client=60, mails=5, mails_a_day=20)
INVITED = Limit(kind="invited", per_address=0, per_client=0, mails=5, mails_a_day=10)
"""Invitations of colleagues, apart from registrations: they keep nobody from getting the mail about an own form."""
INVITATIONS = Limit(kind="invitation", per_address=0, per_client=0, mails=20, mails_a_day=40)
"""Mails to colleagues, by the address of who invites."""
INVITATIONS_TOGETHER = Limit(kind="invitations_together", per_address=0, per_client=0, mails=20, mails_a_day=60)
"""The same for all mailboxes of one domain, and all senders of one network: each may have as many as it likes."""
FIRST_CODES = Limit(kind="first_code", per_address=10, per_client=10)


def count_try(session: Session, limit: Limit, email: str, client: str, *, device: str = "") -> bool:
    """Count one try and tell whether it is within `limit`.

    A browser in which the account has been used (`device`, its random name) has tries of its own, whatever others on
    its network do.

    Commit it at once, in a session of its own: a try that is refused counts as well. The keys are hashed, so that
    the table is no list of addresses.
    """
    own = _key(limit, _mailbox(email), _tried_by(client, device))
    allowed = {own: limit.per_address}
    if not device:
        allowed[_key(limit, "", client)] = limit.per_client
        if limit.per_account and not _has_logged_in(session, email, client):
            allowed[_key(limit, _mailbox(email), ANY_CLIENT)] = limit.per_account
    _note(session, allowed)
    counted = _counted(session, allowed, timedelta(minutes=WINDOW_MINUTES))
    within_day = not limit.per_address_a_day or _counted(session, [own], KEEP_TRIES)[own] <= limit.per_address_a_day
    return within_day and all(counted[key] <= most for key, most in allowed.items())


def count_mail(session: Session, limit: Limit, email: str, *, scope: int | None = None) -> bool:
    """Count one mail to (or by) an address; False if that is enough of late, and this one should not be sent.

    The address may be the name of a group of senders. `scope` is the id of that to which the links of the mails lead:
    one mail replaces another of the same scope only.
    """
    key = _key(limit, _mailbox(email), f"mails about {scope}")
    _note(session, [key])
    within = _counted(session, [key], timedelta(minutes=WINDOW_MINUTES))[key] <= limit.mails
    return within and (not limit.mails_a_day or _counted(session, [key], KEEP_TRIES)[key] <= limit.mails_a_day)


def forget_tries(session: Session, limit: Limit, email: str, client: str, *, device: str = "") -> None:
    """Start counting afresh for an address that has logged in, whose try does not count for its client either."""
    keys = [_key(limit, _mailbox(email), one) for one in (_tried_by(client, device), ANY_CLIENT)]
    session.execute(delete(LoginTry).where(col(LoginTry.key).in_(keys)))
    if not device:
        newest = select(func.max(LoginTry.id)).where(LoginTry.key == _key(limit, "", client)).scalar_subquery()
        session.execute(delete(LoginTry).where(col(LoginTry.id) == newest))


def _note(session: Session, keys: Iterable[str]) -> None:
    now = clock.now()
    session.execute(delete(LoginTry).where(col(LoginTry.at) < now - KEEP_TRIES))
    session.add_all(LoginTry(key=key, at=now) for key in keys)
    session.flush()


def _counted(session: Session, keys: Iterable[str], within: timedelta) -> dict[str, int]:
    since = clock.now() - within
    statement = select(LoginTry.key, func.count()).where(col(LoginTry.key).in_(list(keys)), col(LoginTry.at) > since)
    return dict(session.exec(statement.group_by(col(LoginTry.key))).all())


def _has_logged_in(session: Session, email: str, client: str) -> bool:
    """Tell whether an account of the staff has been used from the network of a client: a stranger is elsewhere."""
    if not (network := shortened(client)):
        return False
    used = (
        select(LoginSession.id)
        .join(Staff, col(Staff.id) == col(LoginSession.staff_id))
        .where(
            Staff.email_key == email_key(email),
            LoginSession.client == network,
            col(LoginSession.used_at) > clock.now() - KNOWN_FOR,
        )
    )
    return session.exec(used).first() is not None


def _tried_by(client: str, device: str) -> str:
    return f"device {device}" if device else client


def _mailbox(email: str) -> str:
    """Return an address without its tag: ada+1@b.example is in the mailbox of ada@b.example."""
    name, at, domain = email_key(email).rpartition("@")
    return f"{name.partition('+')[0]}{at}{domain}"


def _key(limit: Limit, email: str, client: str) -> str:
    return f"{limit.kind}:{sha256(f'{email}|{client_of(client)}'.encode()).hexdigest()}"
