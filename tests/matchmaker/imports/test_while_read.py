"""While a long file of wishes is read, people go on speaking to each other; what they say meanwhile counts."""

from sqlalchemy import event as events
from sqlalchemy import text
from sqlmodel import Session, select

from matchmaker.base.db import get_engine
from matchmaker.imports import apply
from matchmaker.models import Answer, Event, Registration, Wish, row_id
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.wishes import add_wish
from tests.builders import factories as make


def test_a_no_that_is_said_while_a_file_is_read_neither_waits_nor_is_lost(own_postgres_url: str) -> None:
    engine = get_engine(own_postgres_url)
    with Session(engine) as session:
        forum = make.make_event(session)
        category = make.make_category(session, forum)
        sides = [
            make.make_registration(
                session, make.make_delegation(session, forum, category, make.make_organisation(session, name))
            )
            for name in ("Nivelyo", "Lumo")
        ]
        session.commit()
        event_id, nivelyo, lumo = row_id(forum), row_id(sides[0]), row_id(sides[1])
    said: list[str] = []

    def speak(_connection, _cursor, statement: str, *_: object) -> None:
        if said or "FROM kept_answer" not in statement:  # the file is being read
            return
        said.append(statement)
        with Session(engine) as other:
            other.execute(text("SET LOCAL lock_timeout = '3s'"))
            asking, asked = (other.get_one(Registration, number) for number in (nivelyo, lumo))
            wish = add_wish(other, asking, asked.delegation_id)
            answer_wish(other, asked, row_id(wish), Answer.NO)
            other.commit()

    events.listen(engine, "before_cursor_execute", speak)
    with Session(engine) as session:
        apply(session, session.get_one(Event, event_id), "wishes", b"from;to;why\nNivelyo;Lumo;Both make robots\n")
        session.commit()
        found = session.exec(select(Wish.answer, Wish.why)).all()

    assert (len(said), found) == (1, [(Answer.NO, "Both make robots")])
