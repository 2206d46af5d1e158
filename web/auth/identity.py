"""Users of Flask-Login: a person taking part, or a member of the staff."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Flask, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, login_user, logout_user

from matchmaker.models import Person, Staff
from matchmaker.people.queries import person_logged_in, staff_logged_in
from web import database


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

    def get_id(self) -> str:
        return f"staff:{self.staff.id}:{self.staff.session_epoch}"


def load_user(identity: str) -> ParticipantUser | StaffUser | None:
    """Return who `kind:id:epoch` is, unless their log-ins were ended since."""
    kind, _, rest = identity.partition(":")
    number, _, epoch = rest.partition(":")
    if not (number.isdecimal() and epoch.isdecimal()):
        return None
    if kind == "participant":
        person = person_logged_in(database.session(), int(number), int(epoch))
        return ParticipantUser(person) if person else None
    staff = staff_logged_in(database.session(), int(number), int(epoch))
    return StaffUser(staff) if staff else None


def enter(user: ParticipantUser | StaffUser) -> None:
    """Log in with a fresh session against session fixation; only the language is kept."""
    leave()
    login_user(user)
    # people come back to their agenda for weeks; the staff's log-in ends with the browser
    session.permanent = user.is_participant


def leave() -> None:
    """Log out and empty the session but for the language chosen."""
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language


def init_app(app: Flask) -> None:
    """Let Flask-Login find both kinds of users."""
    manager = LoginManager(app)
    manager.anonymous_user = Nobody
    # a phone changes its network between two taps: the epoch revokes, not the address
    manager.session_protection = None
    manager.user_loader(load_user)
