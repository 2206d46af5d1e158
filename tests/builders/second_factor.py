"""Members of the staff with an authenticator app, and the codes that it shows."""

from datetime import datetime

from pyotp import TOTP
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.sealing import seal
from matchmaker.models import RecoveryCode, Staff, row_id
from matchmaker.people.commands.second_factors import SECRET
from matchmaker.people.rules.recovery import hashes

APP = TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
RECOVERY = "k3m9-x2pq-7hwt"


def give_app(session: Session, staff: Staff) -> None:
    """Turn the second factor on, with one recovery code."""
    staff.totp_secret = seal(APP.secret, SECRET)
    session.add(staff)
    (label, hashed), *_ = hashes([RECOVERY]).items()
    session.add(RecoveryCode(staff_id=row_id(staff), label=label, code_hash=hashed))
    session.flush()


def shown_by_app(at: datetime | None = None, secret: str = APP.secret) -> str:
    """The code that the app shows now, or at another moment."""
    return TOTP(secret).at(at or clock.now())
