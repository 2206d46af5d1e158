"""Sessions of people and of the staff, as the log-in begins them."""

from sqlmodel import Session

from matchmaker.base.config import get_config
from matchmaker.models import LoginMethod, Person, Staff
from matchmaker.people.commands.sessions import begin_session
from matchmaker.people.queries.accounts import find_login
from matchmaker.people.rules.devices import Device

LAPTOP = Device("Firefox", "Linux")


def begin(session: Session, who: Person | Staff, device: Device = LAPTOP) -> str:
    """Log somebody in, and return the key that their cookie would hold."""
    method = LoginMethod.PASSWORD if isinstance(who, Staff) else LoginMethod.LINK
    return begin_session(session, session.get_one(type(who), who.id), method, device)


def whose(session: Session, key: str) -> Person | Staff | None:
    """Whose session this is; None once it has ended."""
    login = find_login(session, [key], get_config())
    return login.account if login else None
