"""First start: the community and the first administrator of an empty installation."""

from sqlmodel import Session

from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.locks import Lock, take_turns
from matchmaker.base.names import email_key
from matchmaker.base.plain_text import one_line
from matchmaker.communities.commands import ensure_community
from matchmaker.models import Act, CommunityRole, CommunityStaff, Staff, record, row_id
from matchmaker.team.queries.first_start import is_empty, is_first_code


def begin_installation(
    session: Session, code: str, *, community: str, name: str, email: str, password_hash: str, language: str
) -> Staff:
    """Make the first community and its administrator, and return the account.

    Raises `InvalidInput` for a wrong code and for what is no address, and `Stale` if there is an account by now.
    """
    if not is_first_code(code):
        raise InvalidInput(N_("This is not the code that the server printed when it started."))
    try:
        address = normal_address(email)
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=email) from error
    take_turns(session, Lock.FIRST_START)
    if not is_empty(session):
        raise Stale(N_("This installation has been set up in the meantime. Log in with your account."))
    made = ensure_community(session, name=community)
    staff = Staff(
        email=address,
        email_key=email_key(address),
        name=one_line(name),
        language=screen_language(language),
        password_hash=password_hash,
    )
    session.add(staff)
    session.flush()
    session.add(CommunityStaff(community_id=row_id(made), staff_id=row_id(staff), role=CommunityRole.ADMINISTRATOR))
    record(session, staff.name, Act.MAKE_ADMINISTRATOR, event_id=None, community=made.id, staff=staff.id)
    session.flush()
    return staff
