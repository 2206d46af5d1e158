"""The history of a community on its page and as a file."""

import csv
import io

from matchmaker.models import Act, record
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.pages import shown, text


def test_administrators_see_all_of_their_community_and_nothing_of_another(administrator, session, community):
    event = make.make_event(session, community, name="Salon")
    record(session, "Bruno", Act.HABITS, event_id=event.id)
    record(session, "Carla", Act.HABITS, event_id=make.make_event(session, make.make_community(session)).id)
    new = {"name": "Grappe", "languages": ["en"], "shown": shown(administrator.get("/c/grappe/"))}
    administrator.post("/c/grappe/", data=new)

    page = text(administrator.get("/c/grappe/history"))
    file = administrator.get("/c/grappe/history.csv").data.decode("utf-8-sig")

    assert "Settings of the community saved Anne" in page
    assert "Settings of the mails saved Bruno" in page
    assert "Carla" not in page + file
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert [row[2:5] for row in rows] == [
        ["Who", "What", "Event"],
        ["Anne", "Settings of the community saved", ""],
        ["Bruno", "Settings of the mails saved", "Salon"],
    ]
    assert trail(session)[-1] == ("Anne", "download_history", "", "127.0.0.0/24")


def test_the_team_of_a_community_is_in_its_history(administrator, session, community):
    carla = make.make_staff(session, make.make_event(session, community), name="Carla")

    administrator.post(f"/c/grappe/staff/{carla.id}", data={"role": "member_manager"})
    administrator.post("/c/grappe/staff", data={"email": "new@cluster.example", "role": "organiser"})

    page = text(administrator.get("/c/grappe/history?topic=roles"))
    assert "Role of Carla in the community: Member manager Anne" in page
    assert "Somebody invited to the team: Organiser Anne" in page
