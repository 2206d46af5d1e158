"""Whatever somebody uploads, the answer is a sentence, and a file that is refused writes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from matchmaker.base.db import get_engine
from matchmaker.base.errors import MatchmakerError
from matchmaker.imports import Kind, apply, preview
from matchmaker.imports.columns import PARTICIPANTS, PROGRAMME, WISHES
from matchmaker.imports.prospects import COLUMNS as PROSPECTS
from tests.builders import factories
from tests.builders.examples import examples
from tests.builders.imports import counts

COLUMNS = {Kind.PARTICIPANTS: PARTICIPANTS, Kind.WISHES: WISHES, Kind.PROGRAMME: PROGRAMME, Kind.PROSPECTS: PROSPECTS}
WORDS = st.sampled_from(
    ["A1", "Firm", "basic", "jo@firm.example", "JO@firm.example|", "2027-03-11", "09:00", "10:00", "meal", "must",
     "presentation", "yes", "BE", "fr|en", "5", "99999999999", "=1", "+32 81 22", "|", '"', "é",
     "0000-00-00 24:61", "²", "2027-03-11 10:00", "٣", "\u202e", "\U0001f600", " ", ""]
)  # fmt: skip
CELLS = st.one_of(WORDS, st.text(max_size=12))


@st.composite
def tables(draw: st.DrawFn, kind: Kind) -> bytes:
    """A file with our headers, in some order, and cells that are sometimes right."""
    headers = draw(st.permutations([column.name for column in COLUMNS[kind]]))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=4))
    separator = draw(st.sampled_from(";,\t"))
    text = "\n".join(separator.join(row) for row in [headers, *rows])
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16"])), errors="surrogatepass")


def check(session: Session, event_id: int, kind: Kind, data: bytes) -> None:
    """Preview and apply either agree that the file is good, or both refuse it and nothing is written."""
    event = session.get_one(factories.Event, event_id)
    before = counts(session)
    try:
        view = preview(session, event, kind, data, "any.csv")
    except MatchmakerError:
        view = None
    assert counts(session) == before
    if view is not None and not view.errors:
        assert apply(session, event, kind, data) == view.outcome
        assert preview(session, event, kind, data).outcome.same == len(view.lines)
    else:
        with pytest.raises(MatchmakerError):
            apply(session, event, kind, data)
        assert counts(session) == before
    session.rollback()


@pytest.fixture
def prepared(sqlite_url: str) -> tuple[Session, int]:
    session = Session(get_engine(sqlite_url), expire_on_commit=False)
    event = factories.make_event(session)
    category = factories.make_category(session, event, "basic")
    firm = factories.make_organisation(session, "Firm", external_id="A1")
    delegation = factories.make_delegation(session, event, category, firm)
    factories.make_registration(session, delegation, factories.make_person(session, firm, email="jo@firm.example"))
    factories.make_venue(session, event)
    session.commit()
    assert event.id is not None
    return session, event.id


CALM = examples(150)


@CALM
@given(data=st.binary(max_size=200), kind=st.sampled_from(list(Kind)))
def test_any_bytes(prepared, data, kind) -> None:
    check(*prepared, kind, data)


@CALM
@given(data=st.sampled_from(list(Kind)).flatmap(lambda kind: st.tuples(st.just(kind), tables(kind))))
def test_any_cells_below_our_headers(prepared, data) -> None:
    check(*prepared, *data)
