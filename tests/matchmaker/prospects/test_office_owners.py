"""Who may get an office in a city: its counterparts, those that receive there first."""

from matchmaker.models import Counterpart, MeetsAt, row_id
from matchmaker.prospects.queries.receiving import office_owners
from tests.builders import factories as make
from tests.builders.prospects import register_counterpart, small_mission


def test_counterparts_of_the_city_without_a_place_and_no_company_that_travels(session):
    mission = small_mission(session)
    names = [sorted(name for _, name in office_owners(session, mission.event, row_id(mission.leg)))]
    satama = register_counterpart(mission)
    category = make.make_category(session, mission.event, "other")
    other = make.make_delegation(session, mission.event, category, make.make_organisation(session, "Aalto"))
    here = {"event_id": row_id(mission.event), "leg_id": row_id(mission.leg)}
    session.add(Counterpart(**here, organisation_id=other.organisation_id))
    session.flush()

    names.append([name for _, name in office_owners(session, mission.event, row_id(mission.leg))])
    mission.counterpart.meets_at = MeetsAt.OFFICE
    session.flush()
    names.append([name for _, name in office_owners(session, mission.event, row_id(mission.leg))])
    make.make_place(session, make.make_venue(session, mission.event), owner_id=satama.delegation_id)
    names.append([name for _, name in office_owners(session, mission.event, row_id(mission.leg))])
    make.make_place(session, make.make_venue(session, mission.event), owner_id=row_id(other))
    names.append([name for _, name in office_owners(session, mission.event, row_id(mission.leg))])

    assert names == [["Lumo", "Nivelyo"], ["Aalto", "Satama"], ["Satama", "Aalto"], ["Aalto"], []]
