"""Users of Flask-Login: a person taking part, or a member of the staff; and the sessions in which they are here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import structlog
from flask import Flask, g, request, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.models import Act, LoginMethod, Person, Staff
from matchmaker.overview.queries.frame import read_frame
from matchmaker.people.commands.languages import set_language
from matchmaker.people.commands.log_ins import note
from matchmaker.people.commands.sessions import begin_session, end_session, note_use
from matchmaker.people.queries.accounts import Login, find_login
from matchmaker.people.rules.devices import device_of
from matchmaker.people.rules.sessions import session_limits
from web import database
from web.auth.cookie import HostCookies, keys_of_cookie
from web.auth.first_step import FirstStep
from web.config import product_config

log = structlog.get_logger()

FRAMED = frozenset({"participant", "calendar"})
"""Blueprints whose pages are those of a participant at the event of their address."""


class Nobody(AnonymousUserMixin):
    is_participant = False
    is_staff = False
    reader = None


@dataclass(frozen=True)
class ParticipantUser(UserMixin):
    """A person who came in by a mail link, and the key of their session."""

    person: Person
    key: str = ""
    is_participant: ClassVar[bool] = True
    is_staff: ClassVar[bool] = False

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def language(self) -> str:
        return self.person.language

    @property
    def account(self) -> Person:
        return self.person

    @property
    def reader(self) -> str:
        """What scripts of a page, and logs, know them by: the key is a secret."""
        return f"participant:{self.person.id}"

    def get_id(self) -> str:
        return self.key


@dataclass(frozen=True)
class StaffUser(UserMixin):
    """A member of the staff who gave a password, and the key of their session."""

    staff: Staff
    key: str = ""
    is_participant: ClassVar[bool] = False
    is_staff: ClassVar[bool] = True

    @property
    def name(self) -> str:
        return self.staff.name

    @property
    def language(self) -> str:
        return self.staff.language

    @property
    def account(self) -> Staff:
        return self.staff

    @property
    def reader(self) -> str:
        """What scripts of a page, and logs, know them by: the key is a secret."""
        return f"staff:{self.staff.id}"

    def get_id(self) -> str:
        return self.key


def _user(account: Person | Staff, key: str) -> ParticipantUser | StaffUser:
    return StaffUser(account, key) if isinstance(account, Staff) else ParticipantUser(account, key)


def load_user(key: str) -> ParticipantUser | StaffUser | None:
    """Return who the request's session belongs to, and note that it is in use; sets `g.login`.

    On a page of a participant it sets `g.frame` as well: what such a page asks next.
    """
    db, keys, config = database.session(), keys_of_cookie(session), product_config()
    slug = (request.view_args or {}).get("slug")
    if slug and request.method in database.READING and request.blueprint in FRAMED:
        g.frame = read_frame(db, keys, slug, config)
        login = g.frame.login if g.frame else None
    else:
        login = find_login(db, keys, config)
    if login is None:
        return None
    g.login = login
    _note_use(login)
    return _user(login.account, key)


def login_watch() -> Callable[[Session], bool]:
    """Return a function that tells, without the request, whether its session still holds: streams outlive it."""
    keys, config = keys_of_cookie(session), product_config()
    return lambda db: find_login(db, keys, config) is not None


def enter(account: Person | Staff, method: LoginMethod) -> None:
    """Log in, and note it in the history."""
    note(database.session(), account, Act.LOGIN)
    enter_again(account, method)


def enter_again(account: Person | Staff, method: LoginMethod) -> None:
    """Begin a fresh session against session fixation; a language chosen before is the account's from now on."""
    leave()
    db = database.session()
    set_language(db, account, session.get("language", ""))
    key = begin_session(db, account, method, device_of(request.user_agent.string))
    login_user(_user(account, key))
    # people come back to their agenda for weeks; the staff's log-in ends with the browser
    session.permanent = current_user.is_participant


def await_code(staff: Staff) -> None:
    """End the session at hand and begin the log-in of `staff`: the password was right, a code is still asked for."""
    leave()
    FirstStep.of(staff).keep()


def leave() -> None:
    """Log out: the session ends wherever its cookie was copied to; only the language is kept."""
    if key := session.get("_user_id"):
        end_session(database.session(), key)
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language


def _note_use(login: Login) -> None:
    """Write the use of a session and renew its cookie, from time to time.

    A reading request does so in a short transaction of its own.
    """
    limits = session_limits(product_config(), staff=isinstance(login.account, Staff))
    if not limits.want_note(login.used_at, clock.now()):
        return
    session.modified = True
    if request.method not in database.READING:
        note_use(database.session(), login.id)
        return
    database.give_back()
    try:
        with database.own_transaction() as own:
            note_use(own, login.id)
    except OperationalError:
        # somebody else has held the lock of the database for too long: the page matters more
        log.warning("use_not_noted")


def init_app(app: Flask) -> None:
    """Let Flask-Login find both kinds of users, and keep their sessions in `HostCookies`."""
    app.session_interface = HostCookies()
    manager = LoginManager(app)
    manager.anonymous_user = Nobody
    # a phone changes its network between two taps: ending a session revokes it, not another address
    manager.session_protection = None
    manager.user_loader(load_user)
