"""A text that is longer than its column is refused in words, on every database."""

import pytest
from sqlmodel import text

from matchmaker.base.errors import InvalidInput
from matchmaker.models import Organisation
from tests.builders.factories import make_organisation


def test_a_text_longer_than_its_column_is_refused(session):
    company = make_organisation(session, name="é" * 200)
    session.commit()

    with pytest.raises(InvalidInput, match="at most 200"):
        make_organisation(session, name="é" * 201)
    session.rollback()
    company.website = "x" * 301
    with pytest.raises(InvalidInput, match=r"^“x{40}…” is too long: at most 300 characters\.$"):
        session.flush()
    session.rollback()

    assert (company.name, company.website) == ("é" * 200, "")


def test_one_that_sqlite_took_before_stays(session, database_url):
    company = make_organisation(session)
    if database_url.startswith("sqlite"):
        session.execute(text("UPDATE organisation SET website = :long").bindparams(long="x" * 301))
        session.expire(company)

    company.name = f"{company.name} {company.website[:1]}"
    session.flush()

    assert session.get_one(Organisation, company.id) is company
