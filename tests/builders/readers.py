"""What independent calendar readers say, and whose calendar to show them."""

from sqlmodel import Session, select

from matchmaker.models import Person, Registration, ReleaseEntry

LIGHT = 9
"""Readers of the kit besides Thunderbird, all of which must agree."""


def busiest(session: Session, event_id: int, language: str) -> Registration:
    """The person of a language with the longest agenda."""
    registrations = session.exec(
        select(Registration).join(Person).where(Registration.event_id == event_id, Person.language == language)
    ).all()
    return max(
        registrations,
        key=lambda registration: len(
            session.exec(select(ReleaseEntry).where(ReleaseEntry.registration_id == registration.id)).all()
        ),
    )


def content(verdict: dict[str, dict[str, str]], readers: int = LIGHT) -> bool:
    """Whether every reader passed every file; shows those that did not."""
    complaints = {
        f"{file} {name}": said
        for file, report in verdict.items()
        for name, said in report.items()
        if not said.startswith("PASS")
    }
    assert complaints == {}
    return all(report["agreement"] == f"PASS: {readers} readers" for report in verdict.values())
