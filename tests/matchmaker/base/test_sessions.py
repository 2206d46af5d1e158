"""Sessions on PostgreSQL: what reads statement by statement, and connections that the server has closed."""

import pytest
from psycopg import Cursor
from psycopg.pq import TransactionStatus
from sqlalchemy import NullPool, create_engine, text

from matchmaker.base import postgres
from matchmaker.base.db import get_engine, open_session
from matchmaker.base.postgres import CONNECTIONS, READERS

pytestmark = pytest.mark.postgres


def status(session) -> TransactionStatus:
    session.execute(text("SELECT 1"))
    return session.connection().connection.driver_connection.info.transaction_status


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ({"read_only": True, "by_statement": True}, TransactionStatus.IDLE),
        ({"read_only": True}, TransactionStatus.INTRANS),
        ({"by_statement": True}, TransactionStatus.INTRANS),
    ],
)
def test_only_what_tries_nothing_out_reads_without_a_transaction(postgres_url, kind, expected):
    with open_session(**kind, url=postgres_url) as session:
        found = status(session)
    with open_session(url=postgres_url) as later:
        assert (found, status(later)) == (expected, TransactionStatus.INTRANS)


def test_what_is_read_by_statement_is_planned_once(postgres_url):
    asked = text("SELECT 7 + :number")
    plans = text("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT 7%'")
    with open_session(read_only=True, by_statement=True, url=postgres_url) as session:
        for _ in range(3):
            session.execute(asked, {"number": 1})

        assert session.execute(plans).all() == [(3, 0)]


def test_a_connection_that_was_closed_while_it_rested_is_replaced(postgres_url, monkeypatch):
    monkeypatch.setattr(postgres, "RESTED", 0.0)
    get_engine(postgres_url).dispose()  # no other connections rest
    pid = text("SELECT pg_backend_pid()")
    with open_session(url=postgres_url) as session:
        known = session.execute(pid).scalar_one()
    with create_engine(postgres_url, poolclass=NullPool).connect() as administrator:
        administrator.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": known})

    with open_session(url=postgres_url) as session:
        assert session.execute(pid).scalar_one() != known


@pytest.mark.parametrize(("kind", "rush_of"), [({}, CONNECTIONS), ({"read_only": True, "by_statement": True}, READERS)])
def test_connections_of_a_rush_stay_open(postgres_url, kind, rush_of):
    pid = text("SELECT pg_backend_pid()")
    get_engine(postgres_url).dispose()

    def rush() -> set[int]:
        sessions = [open_session(**kind, url=postgres_url) for _ in range(rush_of)]
        found = {session.execute(pid).scalar_one() for session in sessions}
        for session in sessions:
            session.close()
        return found

    assert rush() == rush()


def test_a_result_is_described_as_by_psycopg(postgres_url):
    asked = "SELECT 7 AS number, 'a' AS text"
    with open_session(url=postgres_url) as session:
        connection = session.connection().connection.driver_connection
        late, usual = connection.cursor(), Cursor(connection)
        late.execute(asked)
        usual.execute(asked)

        described = late.description
        assert [[tuple(one) for one in described], len(described), described[1].name] == [
            [tuple(one) for one in usual.description],
            2,
            "text",
        ]
        late.execute("SET LOCAL jit = on")
        assert late.description is None
