"""Migration 0030: addresses at international domains are found by the form that DNS knows."""

from datetime import timedelta

from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate
from matchmaker.models import LoginLink, Person
from tests.builders.factories import make_organisation, make_person


def test_keys_of_addresses_are_written_anew(session, database_url):
    company = make_organisation(session)
    for name, email in (("Ada", "ada@b.example"), ("Bo", "Bo@bücher.example"), ("Cy", "cy@straße.example")):
        make_person(session, company, first_name=name, email=email)
    link = LoginLink(email_key="bo@bücher.example", secret_hash="x", expires_at=clock.now() + timedelta(days=1))
    session.add(link)
    session.commit()

    engine = get_engine(database_url)
    migrate(engine, "0029")
    session.expire_all()
    before = session.exec(select(Person.email_key).order_by(Person.id)).all()
    session.commit()
    migrate(engine)

    session.expire_all()
    assert before == ["ada@b.example", "bo@bücher.example", "cy@strasse.example"]
    assert session.exec(select(Person.email_key).order_by(Person.id)).all() == [
        "ada@b.example",
        "bo@xn--bcher-kva.example",
        "cy@xn--strae-oqa.example",
    ]
    assert link.email_key == "bo@xn--bcher-kva.example"
