"""Measure lists and searches with 5,000 members and 800 registrations: `make load`, or `python -m tests.load.members`.

On a SQLite file and on PostgreSQL, each question asked as a page asks it. The goals: a list within 200 ms, a search
within 100 ms.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session, col, select

from matchmaker.base.db import open_session, transaction
from matchmaker.base.names import name_key
from matchmaker.base.postcodes import COUNTRY, find_postcode
from matchmaker.base.tags import tags
from matchmaker.duplicates.queries.suggestions import read_duplicates
from matchmaker.members.queries.directory import DirectoryFilters, read_directory
from matchmaker.members.queries.listing import MemberFilters, read_members
from matchmaker.members.rules.membership import MembershipState
from matchmaker.models import Community, Event, MemberTag, Organisation, TierPeriod
from matchmaker.people.rules.company import follow_card
from matchmaker.people.rules.public_card import PublicField
from matchmaker.registrations.queries.listing import ListFilter, read_list, read_page
from tests.builders import databases
from tests.builders import factories as make

MEMBERS, REGISTRATIONS, TIMES = 5000, 800, 9
TODAY = date(2027, 3, 1)
SYLLABLES = ("ar", "ven", "mo", "sa", "lin", "tek", "dur", "bel", "qui", "nor", "fra", "xi", "lou", "gem", "pal", "ris")


def main() -> None:
    print(f"{'':38}median ms   longest ms")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with databases.sqlite_database(databases.make_template(path / "template.sqlite"), path / "one.sqlite") as url:
            _measure("SQLite", url)
        with (
            databases.postgres_server(path / "postgres") as server,
            databases.postgres_database(server, "members") as url,
        ):
            _measure("PostgreSQL", url)


def _measure(kind: str, url: str) -> None:
    with transaction(url) as session:
        community_id = _fill(session)
    with open_session(url=url) as session:
        if kind != "SQLite":
            session.execute(text("ANALYZE"))
            session.commit()
    # on SQLite all work is done in this process: what it computes does not depend on what else the machine does
    clock = time.process_time if kind == "SQLite" else time.perf_counter
    for name, ask in _questions().items():
        taken = []
        for _ in range(TIMES):
            with open_session(read_only=True, url=url) as session:
                community = session.get_one(Community, community_id)
                begun = clock()
                ask(session, community)
                taken.append((clock() - begun) * 1000)
        print(f"{kind + ', ' + name:38}{statistics.median(taken[1:]):9.0f}{max(taken[1:]):13.0f}")


def _questions() -> dict[str, Callable[[Session, Community], object]]:
    def members(session: Session, community: Community, **filters: object) -> object:
        return read_members(session, community, MemberFilters(**filters), TODAY)

    def directory(session: Session, community: Community, **filters: object) -> object:
        return read_directory(session, community, DirectoryFilters(**filters), TODAY)

    def people(session: Session, community: Community, **filters: str) -> object:
        event = session.exec(select(Event).where(col(Event.community_id) == community.id)).one()
        return read_page(session, event, read_list(session, event, "fr", ListFilter(**filters)))

    return {
        "list": members,
        "list, last page": partial(members, page=100),
        "list, ending soon": partial(members, state=MembershipState.ENDING),
        "search": partial(members, text="signature namur"),
        "search, misspelled": partial(members, text="sginature nammur"),
        "directory": directory,
        "directory, one town": partial(directory, town="Namur"),
        "directory, search": partial(directory, text="signature"),
        "directory, search misspelled": partial(directory, text="sginature"),
        "people of an event": people,
        "people of an event, search": partial(people, query="ven"),
        "duplicates": lambda session, community: read_duplicates(session, community.id),
    }


def _fill(session: Session) -> int:
    chance = random.Random(13)
    community = Community(slug="large", name="Large", directory_open=True)
    session.add(community)
    session.flush()
    needs = [tag.code for tag in tags().values() if tag.kind == "need"]
    codes = [code for code in map(str, range(1000, 9999)) if find_postcode(COUNTRY, code)]
    members = []
    for number in range(MEMBERS):
        name = "".join(chance.choices(SYLLABLES, k=4)).title() + f" {number}"
        member = Organisation(
            community_id=community.id,
            name=name,
            name_key=name_key(name),
            postcode=chance.choice(codes[:200]),
            offers=chance.sample(needs, 4),
            seeks=chance.sample(needs, 4),
            description="We make and sell what others need. " * 4,
            is_public=True,
            public_fields=[field.value for field in PublicField],
        )
        follow_card(member)
        members.append(member)
    session.add_all(members)
    session.flush()
    for number, member in enumerate(members):
        for year in (2025, 2026, 2027):
            ends_on = date(year, 3 if number % 10 == 0 and year == 2027 else 12, 31)
            period = TierPeriod(organisation_id=member.id, tier="Basic", starts_on=date(year, 1, 1), ends_on=ends_on)
            session.add(period)
        session.add(MemberTag(organisation_id=member.id, tag=f"tag {number % 30}"))
    session.flush()
    _register(session, community, members[:REGISTRATIONS], chance)
    return community.id


def _register(session: Session, community: Community, members: list[Organisation], chance: random.Random) -> None:
    """Make an event with a registration for each of some members."""
    event = make.make_event(session, community)
    category = make.make_category(session, event)
    make.make_slots(session, make.make_venue(session, event), number=16)
    for member in members:
        first, last = ("".join(chance.choices(SYLLABLES, k=number)).title() for number in (2, 4))
        person = make.make_person(session, member, first_name=first, last_name=last)
        make.make_registration(session, make.make_delegation(session, event, category, member), person)


if __name__ == "__main__":
    main()
