"""A small mission: one city, companies that travel, a counterpart that is approached for them."""

from dataclasses import dataclass, field

from sqlmodel import Session

from matchmaker.missions.queries.demands import COUNTERPARTS
from matchmaker.models import (
    Counterpart,
    Delegation,
    Event,
    EventKind,
    Leg,
    Organisation,
    Prospect,
    ProspectStage,
    Registration,
    row_id,
)
from tests.builders import factories as make


@dataclass
class SmallMission:
    """Helsinki, with Nivelyo and Lumo, and Satama approached for both."""

    session: Session
    event: Event
    leg: Leg
    companies: dict[str, Registration]
    counterpart: Counterpart
    prospects: dict[str, Prospect] = field(default_factory=dict)

    def approach(self, company: str, stage: ProspectStage = ProspectStage.FOUND, **values: object) -> Prospect:
        """Approach Satama for a company."""
        number = self.companies[company].delegation_id
        found = Prospect(counterpart_id=row_id(self.counterpart), delegation_id=number, stage=stage, **values)
        self.session.add(found)
        self.session.flush()
        self.prospects[company] = found
        return found

    def delegation(self, company: str) -> Delegation:
        """Return the delegation of a company."""
        return self.session.get_one(Delegation, self.companies[company].delegation_id)


def small_mission(session: Session, **contact: str) -> SmallMission:
    """Return a mission whose counterpart has a contact, unless `contact` says otherwise."""
    event = make.make_event(session, kind=EventKind.MISSION)
    days = {"starts_on": event.starts_on, "ends_on": event.ends_on}
    leg = Leg(event_id=row_id(event), name="Helsinki", country="FI", zone="Europe/Helsinki", **days)
    session.add(leg)
    session.flush()
    category = make.make_category(session, event, "company")
    make.make_category(session, event, COUNTERPARTS)
    companies = {
        name: make.make_registration(
            session, make.make_delegation(session, event, category, make.make_organisation(session, name))
        )
        for name in ("Nivelyo", "Lumo")
    }
    satama: Organisation = make.make_organisation(session, "Satama")
    who = {"first_name": "Aino", "last_name": "Virtanen", "email": "aino@satama.example"} | contact
    counterpart = Counterpart(event_id=row_id(event), leg_id=row_id(leg), organisation_id=row_id(satama), **who)
    session.add(counterpart)
    session.flush()
    return SmallMission(session, event, leg, companies, counterpart)


def register_counterpart(mission: SmallMission) -> Registration:
    """Register somebody of the counterpart, as organisers do."""
    satama = mission.session.get_one(Organisation, mission.counterpart.organisation_id)
    category = make.make_category(mission.session, mission.event, "partner")
    return make.make_registration(
        mission.session, make.make_delegation(mission.session, mission.event, category, satama)
    )
