"""The demo's registration form, open and with people who wait; two partners, one with a link for their members."""

from sqlmodel import Session, col, select

from matchmaker.base.names import email_key
from matchmaker.enrolment.commands.confirming import confirm
from matchmaker.enrolment.commands.links import make_link
from matchmaker.enrolment.commands.questions import QuestionWords, add_question
from matchmaker.enrolment.commands.sending import Newcomer, keep_request
from matchmaker.enrolment.commands.settings import (
    FormSettings,
    impact_of,
    offered_capacities,
    save_form,
    settings_token,
)
from matchmaker.enrolment.queries.form import read_open_form, read_settings
from matchmaker.enrolment.queries.tokens import link_token
from matchmaker.enrolment.rules.asked import AskedField, FieldUse
from matchmaker.models import (
    AnswerAudience,
    Category,
    Delegation,
    Event,
    EventStaff,
    Organisation,
    QuestionKind,
    Staff,
    StaffRole,
    row_id,
)
from matchmaker.team.commands.roles import set_brought

PARTNERS = (
    ("paul.lambert@cap-numerique.example", "Paul Lambert", StaffRole.PARTNER_OWN),
    ("julie.noel@agence-export.example", "Julie Noël", StaffRole.PARTNER_FIGURES),
)
"""A sister cluster that looks after its own members, and an agency that reads figures."""
BROUGHT = ("Ardenne AI", "Arlon Data", "Citadelle Apps", "Gaume Robotique", "Semois Sécurité", "Verviers 3D")
NEWCOMERS = (
    ("Élodie", "Marchal", "elodie@fagne-capteurs.example", "Fagne Capteurs", "guest", "Un capteur de gel"),
    ("Thijs", "Verbruggen", "thijs@zennelabs.example", "Zennelabs", "guest", ""),
    (
        "Katrin",
        "Schäfer",
        "k.schaefer@ostkanton-digital.example",
        "Ostkanton Digital",
        "member",
        "Digitale Lieferscheine",
    ),
)
"""The last one comes by the link of the partner."""


def open_registration(session: Session, event: Event, anne: Staff, password_hashes: tuple[str, ...]) -> None:
    """Make the partners, open the form, and let some people ask to be registered; after the first release."""
    roles = [
        _partner(session, event, role, Staff(email=email, email_key=email_key(email), name=name, password_hash=hashed))
        for (email, name, role), hashed in zip(PARTNERS, password_hashes, strict=True)
    ]
    named = select(Delegation.id).join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
    brought = session.exec(named.where(Delegation.event_id == event.id, col(Organisation.name).in_(BROUGHT))).all()
    set_brought(session, event, roles[0].staff_id, [number for number in brought if number], actor=anne.name)
    codes = {one.code: row_id(one) for one in session.exec(select(Category).where(Category.event_id == event.id))}
    _open(session, event, {codes["guest"]: 20, codes["basic"]: None}, anne)
    question = add_question(
        session,
        event,
        QuestionWords(
            kind=QuestionKind.TEXT,
            labels={
                "fr": "Que souhaitez-vous montrer ?",
                "en": "What do you want to show?",
                "nl": "Wat wilt u tonen?",
                "de": "Was möchten Sie zeigen?",
            },
            options={},
            is_required=False,
            seen_by=AnswerAudience.PARTICIPANTS,
        ),
        staff=anne,
    )
    link = make_link(
        session,
        event,
        name="Cap Numérique",
        category_id=codes["basic"],
        partner_id=row_id(roles[0]),
        staff=anne,
    )
    for first_name, last_name, email, organisation, by, shows in NEWCOMERS:
        form = read_open_form(session, event.slug, via=link_token(link) if by == "member" else "")
        newcomer = Newcomer(
            first_name=first_name,
            last_name=last_name,
            email=email,
            language="fr",
            organisation=organisation,
            country="BE",
            category_id=codes["guest"],
            answers={row_id(question): shows},
        )
        confirm(session, keep_request(session, form, newcomer))


def _partner(session: Session, event: Event, role: StaffRole, staff: Staff) -> EventStaff:
    session.add(staff)
    session.flush()
    found = EventStaff(event_id=row_id(event), staff_id=row_id(staff), role=role)
    session.add(found)
    session.flush()
    return found


def _open(session: Session, event: Event, offered: dict[int, int | None], anne: Staff) -> None:
    """Open the form with approval, through the same path as its page: the impact is seen, then it is saved."""
    settings = FormSettings(
        is_open=True,
        closes_at=event.wishes_close_at,
        capacity=None,
        needs_approval=True,
        has_waiting_list=True,
        fields={AskedField.JOB_TITLE: FieldUse.OPTIONAL, AskedField.VAT: FieldUse.OPTIONAL},
        introductions={"fr": "La participation est gratuite, repas compris."},
        offered=offered,
    )
    shown = settings_token(read_settings(session, event), offered_capacities(session, event))
    save_form(session, event, settings, shown=shown, seen=impact_of(session, event, settings).token, staff=anne)
