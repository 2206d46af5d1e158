"""A mission that ended some months ago: companies that met a counterpart each, by the last final release."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.missions.queries.demands import COUNTERPARTS
from matchmaker.models import (
    Event,
    EventKind,
    FollowUpAnswer,
    FollowUpRound,
    Leg,
    Meeting,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Role,
    row_id,
)
from tests.builders import factories as make
from tests.builders.calendars import VENUE, meeting_details, person
from tests.builders.published import add_entry, publish

ZONE = "Europe/Helsinki"


@dataclass
class PastMission:
    """Helsinki, where each company met Satama."""

    session: Session
    event: Event
    leg: Leg
    release: Release
    satama: Registration
    companies: dict[str, Registration] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)

    def uid(self, company: str) -> str:
        return f"m-{self.meetings[company].uid}"

    def interpreted(self, company: str) -> Registration:
        """Let an interpreter come along to a meeting, whose line was written first; return them."""
        session, meeting = self.session, self.meetings[company]
        state = make.make_delegation(session, self.event, make.make_category(session, self.event, "team"))
        interpreter = make.make_registration(session, state, role=Role.INTERPRETER)
        lines = session.exec(select(ReleaseEntry).where(ReleaseEntry.meeting_id == meeting.id)).all()
        sides = [line.details["own"] for line in lines]
        both = {"delegation_id": 0, "organisation": f"{company} – Satama", "people": []}
        own = {"delegation_id": state.id, "organisation": "State", "people": []}
        along = {"own": own, "other": both, "role": Role.INTERPRETER.value, "sides": sides}
        values = lines[0].model_dump(exclude={"id", "details", "registration_id"})
        details = lines[0].details | along
        first = ReleaseEntry(**values, id=-row_id(meeting), details=details, registration_id=row_id(interpreter))
        session.add(first)
        session.flush()
        return interpreter

    def answered(self, months: int, company: str, **values: object) -> FollowUpAnswer:
        """Note an answer of a company in a round."""
        rounds = select(FollowUpRound).where(FollowUpRound.event_id == self.event.id, FollowUpRound.months == months)
        found = self.session.exec(rounds).one_or_none()
        if found is None:
            found = FollowUpRound(event_id=row_id(self.event), months=months)
            self.session.add(found)
            self.session.flush()
        who = row_id(self.companies[company])
        answer = FollowUpAnswer(round_id=row_id(found), registration_id=who, answered_at=clock.now(), **values)
        self.session.add(answer)
        self.session.flush()
        return answer


def past_mission(
    session: Session, *names: str, ago: int = 100, kind: EventKind = EventKind.MISSION, **company: object
) -> PastMission:
    """Return a mission that ended `ago` days before today, with a meeting for each company of `names`."""
    names = names or ("Nivelyo", "Lumo")
    day = clock.today() - timedelta(days=ago)
    event = make.make_event(session, kind=kind, starts_on=day, ends_on=day, zone="Europe/Brussels")
    leg = Leg(event_id=row_id(event), name="Helsinki", country="FI", zone=ZONE, starts_on=day, ends_on=day)
    session.add(leg)
    session.flush()
    category = make.make_category(session, event, "company")
    local = make.make_category(session, event, COUNTERPARTS)
    satama = make.make_registration(
        session, make.make_delegation(session, event, local, make.make_organisation(session, "Satama"))
    )
    mission = PastMission(session, event, leg, publish(session, row_id(event), kind=ReleaseKind.FINAL), satama)
    for place, name in enumerate(names):
        organisation = make.make_organisation(session, name, **company)
        delegation = make.make_delegation(session, event, category, organisation)
        registration = make.make_registration(session, delegation)
        mission.companies[name] = registration
        mission.meetings[name] = _met(mission, name, day, time(9 + place % 8, 0 if place < 8 else 30))
    return mission


def _met(mission: PastMission, name: str, day: date, starts: time) -> Meeting:
    session, own = mission.session, mission.companies[name]
    low, high = sorted((own.delegation_id, mission.satama.delegation_id))
    meeting = Meeting(event_id=row_id(mission.event), low_id=low, high_id=high)
    session.add(meeting)
    session.flush()
    sides = {
        who.delegation_id: {"delegation_id": who.delegation_id, "organisation": organisation, "people": [known]}
        for who, organisation, known in (
            (own, name, person("Zoé Lambert", "CEO", ("fr",))),
            (mission.satama, "Satama", person("Aino Virtanen", "CTO", ("fi",))),
        )
    }
    ends = starts.replace(minute=starts.minute + 25)
    when = {
        "day": day,
        "starts": starts,
        "ends": ends,
        "zone": ZONE,
        "starts_at": clock.instant(day, starts, ZONE),
        "ends_at": clock.instant(day, ends, ZONE),
    }
    for reader, other in ((own, mission.satama), (mission.satama, own)):
        details = meeting_details(
            own=sides[reader.delegation_id], other=sides[other.delegation_id], venue=VENUE | {"leg": "Helsinki"}
        )
        add_entry(session, mission.release, reader, f"m-{meeting.uid}", meeting_id=meeting.id, details=details, **when)
    return meeting
