"""Acting for a participant: an organiser on the participant's pages, as that person, with their own log-in.

What the cookie holds is a wish; that the organiser may, and that the person is of the event, is asked at each request.
It ends with the organiser's session. Pages and forms that are not listed here are for the person alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request, session
from flask_login import current_user

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import row_id
from matchmaker.people.queries.access import Participation, event_open_to, read_participation
from matchmaker.registrations.commands.acting import note_act
from matchmaker.registrations.queries.person import person_id_of
from web import database
from web.choice import choice
from web.security import keep_no_copy, note_refusal

ALONE = N_("This is for the person alone: it cannot be done on their behalf.")
PAGES = frozenset(
    {
        *("start", "what_now", "welcome", "seeks", "company", "logo", "card", "directory", "company_page"),
        *("wishes", "interest", "ask_no", "availability", "agenda", "reports", "report_choice", "report"),
        *("presentations", "new_presentation", "presentation", "ask_withdraw_presentation"),
    }
)
"""Pages of participants that an organiser may see on behalf, by endpoint; never log-ins, vetoes, feed addresses."""
ACTS: Mapping[str, str] = {
    **dict.fromkeys(("wish_add", "wish_change", "wish_move", "wish_order", "wish_remove", "wish_restore"), "wishes"),
    "answer": "answers",
    **dict.fromkeys(
        ("new_presentation", "change_presentation", "withdraw_presentation", "take_up_presentation"), "presentations"
    ),
    "change_availability": "times",
    "change_card": "card",
    **dict.fromkeys(("change_seeks", "change_company", "change_logo"), "company"),
    **dict.fromkeys(("report", "report_late_day", "report_take_back"), "reports"),
}
"""Forms that may be sent on behalf, by endpoint, and the code of what the history says of them."""


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom the organiser acts: the event, the registration, and how the person has asked for it."""

    slug: str
    registration_id: int
    basis: Basis

    @classmethod
    def of_session(cls) -> "Acting | None":
        """Return what the cookie holds; None for nothing."""
        kept: Any = session.get("acting")
        basis = choice(Basis, kept["basis"]) if kept else None
        return None if basis is None else cls(kept["slug"], kept["registration"], basis)

    def keep(self) -> None:
        """Act for this person from the next request on."""
        session["acting"] = {"slug": self.slug, "registration": self.registration_id, "basis": self.basis.value}


def stop() -> Acting | None:
    """Act for nobody any more, and return for whom it was."""
    found = Acting.of_session()
    session.pop("acting", None)
    return found


def participation(slug: str) -> Participation | None:
    """Return the place in the event of the person for whom the reader acts; None if they act for nobody there.

    Sets `g.acting`. Raises `NotFound` for what is for the person alone.
    """
    acting = Acting.of_session()
    if acting is None or not current_user.is_staff or acting.slug != slug:
        return None
    db = database.session()
    opened = event_open_to(db, slug, current_user.staff.id)
    if opened is None or (opened.community.demands_second_factor and not current_user.staff.totp_secret):
        return None
    person_id = person_id_of(db, opened.event, acting.registration_id)
    found = None if person_id is None else read_participation(db, slug, person_id)
    if found is None or found.registration.withdrawn or found.delegation.withdrawn:
        return None
    endpoint = (request.endpoint or "").removeprefix("participant.")
    if endpoint not in (PAGES if request.method in database.READING else ACTS):
        note_refusal("permission")
        raise NotFound(ALONE)
    keep_no_copy()
    g.acting = acting
    return found


def note(found: Participation) -> None:
    """Note in the history what was just done for somebody, with both names, and let them be told."""
    what = ACTS[(request.endpoint or "").removeprefix("participant.")]
    note_act(
        database.session(),
        found.event,
        row_id(found.registration),
        what=what,
        basis=g.acting.basis,
        staff=current_user.staff,
    )
