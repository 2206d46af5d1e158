"""The open form and the former address of somebody who was merged: it may be somebody else's."""

import pytest
from sqlmodel import col, select

from matchmaker.models import Message, Registration, RegistrationAnswer, RegistrationRequest
from tests.builders import factories as make
from tests.builders.enrolment import ask, open_form, path_of_request

FORM = {
    "first_name": "Ada",
    "last_name": "Nivelyo",
    "email": "ada@nivelyo.example",
    "language": "en",
    "organisation": "Nivelyo SA",
    "country": "BE",
    "vat": "0403.019.261",
    "agreed": "y",
}


@pytest.mark.parametrize("is_there", [True, False], ids=["registered", "new to the event"])
def test_a_former_address_is_not_logged_in_and_changes_nothing(client, session, is_there):
    event = make.make_event(session, slug="namur")
    premium = make.make_category(session, event, "premium")
    open_form(session, event, {premium.id: None}, needs_approval=False)
    company = make.make_organisation(session, "Nivelyo SA", vat="BE0403019261", website="https://nivelyo.example")
    vic = make.make_person(session, company, email="vic@nivelyo.example", first_name="Vic")
    if is_there:
        make.make_registration(session, make.make_delegation(session, event, premium, company), vic)
    session.commit()
    question = ask(session, event)
    session.commit()
    client.post("/r/namur", data=FORM | {f"question_{question.id}": "Fish"})  # nothing is known of the address yet
    path = path_of_request(event, session.exec(select(RegistrationRequest)).one())
    make.make_person(session, company, email=FORM["email"], merged_into_id=vic.id)
    session.commit()

    confirmed = client.post(path)

    assert (confirmed.status_code, confirmed.location) == (303, path)
    assert client.get("/e/namur/card").location.startswith("/login")
    assert session.exec(select(Message.recipient).order_by(col(Message.id).desc())).first() == vic.email
    session.refresh(vic)
    assert (vic.email, vic.first_name) == ("vic@nivelyo.example", "Vic")
    assert session.exec(select(Registration.person_id)).all() == [vic.id]
    assert session.exec(select(RegistrationRequest.registration_id)).all() == [None]
    assert session.exec(select(RegistrationAnswer)).all() == []
    client.post("/r/namur", data=FORM)
    assert session.exec(select(Message.recipient).order_by(col(Message.id).desc())).first() == vic.email
