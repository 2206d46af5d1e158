"""Users of Flask-Login: a person taking part, or a member of the staff."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from flask import Flask, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user, logout_user
from sqlmodel import Session

from matchmaker.base.config import Config
from matchmaker.models import Act, Person, Staff, row_id
from matchmaker.people.commands import sessions
from matchmaker.people.commands.languages import set_language
from matchmaker.people.commands.log_ins import note
from matchmaker.people.queries import person_logged_in, staff_logged_in
from web import database
from web.auth.cookie import HostCookies
from web.auth.logins import FirstStep, Login
from web.config import product_config

_IDENTITY = re.compile(r"(participant|staff):([0-9]{1,10}):([0-9]{1,9})")


class Nobody(AnonymousUserMixin):
    is_participant = False
    is_staff = False


@dataclass(frozen=True)
class ParticipantUser(UserMixin):
    """A person who came in by a mail link."""

    person: Person
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

    def get_id(self) -> str:
        return f"participant:{self.person.id}:{self.person.session_epoch}"


@dataclass(frozen=True)
class StaffUser(UserMixin):
    """A member of the staff who gave a password."""

    staff: Staff
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

    def get_id(self) -> str:
        return f"staff:{self.staff.id}:{self.staff.session_epoch}"


def find_user(db: Session, identity: str, login: Login | None, config: Config) -> ParticipantUser | StaffUser | None:
    """Return who `kind:id:epoch` is; None once the log-in has ended: by log-out, by a newer epoch, by its limits.

    Participants' log-ins without a key are from before there were any; the staff logs in again.
    """
    match = _IDENTITY.fullmatch(identity)
    if match is None:
        return None
    key = login.key if login is not None else ""
    kind, number, epoch = match[1], int(match[2]), int(match[3])
    if kind == "participant":
        if login is not None and login.is_aged(config):
            return None
        person = person_logged_in(db, number, epoch, key)
        return ParticipantUser(person) if person else None
    if login is None or login.is_over(config):
        return None
    staff = staff_logged_in(db, number, epoch, key)
    return StaffUser(staff) if staff else None


def load_user(identity: str) -> ParticipantUser | StaffUser | None:
    """Return who the request's session belongs to, and note that the log-in is in use."""
    login = Login.of_session()
    user = find_user(database.session(), identity, login, product_config())
    if user is not None and login is not None:
        login.note_use()
    return user


def login_watch() -> Callable[[Session], bool]:
    """Return a function that tells, without the request, whether its log-in still holds: streams outlive it."""
    identity, login, config = session.get("_user_id", ""), Login.of_session(), product_config()
    return lambda db: find_user(db, identity, login, config) is not None


def enter(user: ParticipantUser | StaffUser) -> None:
    """Log in, and note it in the history."""
    note(database.session(), user.account, Act.LOGIN)
    enter_again(user)


def enter_again(user: ParticipantUser | StaffUser) -> None:
    """Begin a fresh session against session fixation; a language chosen before is the account's from now on."""
    _end_login()
    _empty_session()
    set_language(database.session(), user.account, session.get("language", ""))
    login_user(user)
    Login.new().keep()
    # people come back to their agenda for weeks; the staff's log-in ends with the browser
    session.permanent = user.is_participant


def await_code(staff: Staff) -> None:
    """End the log-in at hand and begin that of `staff`: the password was right, a code is still asked for."""
    _end_login()
    _empty_session()
    FirstStep.new(row_id(staff), staff.session_epoch).keep()


def leave() -> None:
    """Log out: the log-in ends wherever its cookie was copied to; only the language is kept."""
    if current_user.is_authenticated and Login.of_session() is None:
        # from before log-ins had keys: it cannot be told from the others
        sessions.end_sessions(database.session(), current_user.account)
    _end_login()
    _empty_session()


def leave_everywhere() -> None:
    """End all log-ins of who is logged in, on all devices, this one included."""
    if current_user.is_authenticated:
        sessions.leave_everywhere(database.session(), current_user.account)
    _end_login()
    _empty_session()


def _end_login() -> None:
    login = Login.of_session()
    if login is not None:
        sessions.end_login(database.session(), login.key)


def _empty_session() -> None:
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language


def init_app(app: Flask) -> None:
    """Let Flask-Login find both kinds of users, and keep their sessions in `HostCookies`."""
    app.session_interface = HostCookies()
    manager = LoginManager(app)
    manager.anonymous_user = Nobody
    # a phone changes its network between two taps: the epoch revokes, not the address
    manager.session_protection = None
    manager.user_loader(load_user)
