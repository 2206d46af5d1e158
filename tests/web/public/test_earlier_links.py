"""The link of an earlier registration mail, whose form is kept no longer."""

from sqlmodel import col, select

from matchmaker.models import Registration, RegistrationRequest
from tests.builders import factories as make
from tests.builders.enrolment import FILLED, open_form, path_of_request
from tests.builders.pages import text


def newest(session) -> RegistrationRequest:
    session.expire_all()
    return session.exec(select(RegistrationRequest).order_by(col(RegistrationRequest.id).desc())).first()


def test_the_link_of_an_earlier_mail_leads_on_and_says_nothing_of_who_is_known(client, session):
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    event = make.make_event(session, slug="namur")
    premium = make.make_category(session, event, "premium")
    open_form(session, event, {premium.id: None})
    client.post("/r/namur", data=FILLED)
    earlier = path_of_request(event, newest(session))
    client.post("/r/namur", data=FILLED | {"job_title": "CEO"})
    client.post(path_of_request(event, newest(session)))
    client.post("/logout")

    opened, confirmed, taken_back = client.get(earlier), client.post(earlier), client.post(f"{earlier}/give-up")

    assert [page.status_code for page in (opened, confirmed, taken_back)] == [410] * 3
    assert "If you have a newer mail about this event, open its link" in text(opened)
    assert 'href="/r/namur"' in opened.text
    assert FILLED["email"] not in opened.text
    assert client.get(f"{earlier[:-1]}{'0' if earlier[-1] != '0' else '1'}").status_code == 404
    assert len(session.exec(select(Registration)).all()) == 1
