"""Who keeps which city: pages without an account made, corrected and ended on the organisers' pages."""

import pytest
from sqlmodel import select

from matchmaker.models import AttachePage, Message
from tests.builders import factories as make
from tests.builders.pages import fields
from tests.builders.prospects import small_mission


@pytest.fixture
def mission(client, session, as_organiser):
    mission = small_mission(session)
    as_organiser(client, make.make_staff(session, mission.event, language="en", name="Anne"))
    session.commit()
    return mission


def test_the_page_of_an_attache_is_made_shown_and_ended(client, session, mission):
    path = f"/o/{mission.event.slug}/pipeline/attaches"

    made = client.post(path, data={"leg_id": str(mission.leg.id), "name": "Pia", "language": "fr"})
    shown = client.get(path).text
    page = session.exec(select(AttachePage)).one()
    address = shown.split('id="attache-')[1].split('value="')[1].split('"')[0].split("/", 3)[3]
    opened = client.get(f"/{address}").status_code
    ended = client.post(f"{path}/{page.id}/end")

    assert (made.status_code, opened, ended.status_code) == (303, 200, 303)
    assert client.get(f"/{address}").status_code == 410
    assert client.get(f"{path}/{page.id}").status_code == 404


def test_an_attache_with_an_address_gets_that_of_the_page_and_is_corrected(client, session, mission):
    path = f"/o/{mission.event.slug}/pipeline/attaches"
    new = {"leg_id": str(mission.leg.id), "name": "Pia", "language": "fr"}

    wrong = client.post(path, data=new | {"email": "pia@"})
    made = client.post(path, data=new | {"email": "pia@attaches.example"}, follow_redirects=True)
    page = session.exec(select(AttachePage)).one()
    corrected = fields(client.get(f"{path}/{page.id}")) | {"email": "laurent@attaches.example", "phone": "+358 9 1"}
    saved = client.post(f"{path}/{page.id}", data=corrected)

    session.refresh(page)
    assert (wrong.status_code, made.status_code, saved.status_code) == (422, 200, 303)
    assert "mailed to pia@attaches.example" in made.text
    assert (page.email, page.phone) == ("laurent@attaches.example", "+358 9 1")
    sent = session.exec(select(Message.recipient).where(Message.kind == "attache_page").order_by(Message.id)).all()
    assert sent == ["pia@attaches.example", "laurent@attaches.example"]
