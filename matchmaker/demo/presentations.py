"""The sample forum's call for presentations: proposals, marks of the committee, a decision and a waiting list."""

from datetime import time, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import (
    Category,
    DayPart,
    Decision,
    Event,
    EventStaff,
    Person,
    Presentation,
    PresentationCall,
    ProposalState,
    Registration,
    ReviewMark,
    row_id,
)

BEFORE = timedelta(weeks=4)
"""The call closes so long before the event."""
TEXTS = {
    "fr": "Vingt minutes devant tous : un cas vécu, ce qui a marché, ce qui a coûté. Pas de promotion.",
    "nl": "Twintig minuten voor iedereen: een echt geval, wat werkte en wat het kostte. Geen verkooppraatje.",
    "en": "Twenty minutes for everybody: a true case, what worked and what it cost. No sales pitch.",
    "de": "Zwanzig Minuten vor allen: ein echter Fall, was gelang und was es kostete. Keine Verkaufsvorführung.",
}
PROPOSALS = (
    (
        "sofie.maes@banque-delvaux.example",
        "Un crédit signé depuis le canapé",
        "fr",
        "Neuf agences, aucun papier : les quatre étapes où nos clients décrochaient, et ce que nous y avons changé.",
        (5, 4),
        Decision.ACCEPTED,
    ),
    (
        "elodie.marchal@nivelyo.example",
        "Ce qu’un juge demande à une signature",
        "fr",
        "Trois affaires réelles, dont une perdue. Vous repartez avec la liste des actes à ne pas signer en ligne.",
        (4, 5),
        Decision.PROPOSED,
    ),
    (
        "yassine.elamrani@brabantsec.example",
        "Votre application passe-t-elle un test d’intrusion ?",
        "fr",
        "Nous ouvrons une application devant vous et montrons ce qu’un attaquant y trouve en dix minutes.",
        (3,),
        Decision.PROPOSED,
    ),
    (
        "femke.vandewalle@kortrijkpayments.example",
        "Leeftijd controleren zonder identiteitskaart",
        "nl",
        "Een jaar ervaring aan de kassa: wat mag, wat klanten aanvaarden en wat de toezichthouder vroeg.",
        (2, 3),
        Decision.WAITING,
    ),
)
"""Proposer, title, language, abstract, marks of the organisers, decision; none of them is told yet."""


def propose_presentations(session: Session, event: Event) -> None:
    """Open the call of the sample forum, and let some people propose; nobody is written to."""
    day = event.starts_on - BEFORE
    codes = session.exec(select(Category.code).where(Category.event_id == event.id, col(Category.may_present))).all()
    session.add(
        PresentationCall(
            event_id=row_id(event),
            is_open=True,
            closes_at=clock.instant(day, time(18), event.zone),
            texts=TEXTS,
            languages=["fr", "en", "nl", "de"],
            lengths=[20, 30],
            limits=dict.fromkeys(codes, 2),
        )
    )
    people = dict(
        session.exec(
            select(Person.email, Registration)
            .join(Registration, col(Registration.person_id) == col(Person.id))
            .where(Registration.event_id == event.id)
        ).all()
    )
    members = session.exec(
        select(EventStaff.staff_id).where(EventStaff.event_id == event.id).order_by(col(EventStaff.id))
    ).all()
    for email, title, language, abstract, marks, decision in PROPOSALS:
        proposer = people[email]
        talk = Presentation(
            event_id=row_id(event),
            delegation_id=proposer.delegation_id,
            speaker_id=proposer.id,
            proposed_by_id=proposer.id,
            title=title,
            abstract=abstract,
            language=language,
            minutes=20,
            impossible=[DayPart.LATE.value],
            state=ProposalState.SENT,
            sent_at=clock.now(),
            decision=decision,
            decided_at=None if decision is Decision.PROPOSED else clock.now(),
        )
        session.add(talk)
        session.flush()
        session.add_all(
            ReviewMark(presentation_id=row_id(talk), staff_id=staff_id, mark=mark)
            for staff_id, mark in zip(members, marks, strict=False)
        )
    session.flush()
