"""Migration 0026: what forms no longer take is out of the rows that they had written before."""

from sqlmodel import select

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate
from matchmaker.models import AuditEntry, Organisation
from tests.builders.factories import make_category, make_event, make_organisation


def test_stored_texts_lose_what_nobody_sees(session, database_url):
    company = make_organisation(session, name="Café Noir")
    company.name, company.description = "Café\u202e No\x07ir", "One\r\ntwo\u2066"
    company.name_key, company.search_text = "cafe no ir", "cafe no ir one two software"
    category = make_category(session, make_event(session))
    category.names = {"fr": "Acheteur\u200f", "en": "Buyer"}
    session.add(AuditEntry(actor="Anne\u202e", verb="publish"))
    session.commit()

    engine = get_engine(database_url)
    migrate(engine, "0025")
    migrate(engine)

    session.expire_all()
    row = session.exec(select(Organisation)).one()
    assert (row.name, row.description) == ("Café Noir", "One\ntwo")
    assert (row.name_key, row.search_text) == ("cafe noir", "cafe noir one two software")
    assert category.names == {"fr": "Acheteur", "en": "Buyer"}
    assert session.exec(select(AuditEntry.actor)).one() == "Anne"
