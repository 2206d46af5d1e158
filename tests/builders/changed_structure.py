"""A published forum whose structure is changed: two tables, two slots, three meetings."""

from datetime import time

from sqlmodel import Session

from matchmaker.models import Audience, ProgrammeKind, ReleaseKind, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.setup.queries.programme import ItemValues
from tests.builders import factories as make
from tests.builders.forum import Forum, Seat, make_forum


def published_forum(session: Session) -> Forum:
    """Two tables; at 9:00 both are taken, at 9:30 only the first one. Published."""
    forum = make_forum(session, tables=2)
    alpha, beta, gamma, delta = (forum.join(name) for name in ("Alpha", "Beta", "Gamma", "Delta"))
    for one, other in ((alpha, beta), (gamma, delta), (alpha, gamma), (beta, delta)):
        forum.wish(one, other)
    scenario = forum.scenario(
        Seat(alpha, beta, slot=0, table=0), Seat(gamma, delta, slot=0, table=1), Seat(alpha, gamma, slot=1, table=0)
    )
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


def item_of_all(forum: Forum, starts: time, ends: time, **values: object) -> ItemValues:
    """Return the values of a talk for everybody, unless `values` say otherwise."""
    defaults = {
        "kind": ProgrammeKind.TALK,
        "titles": {"fr": "Exposé"},
        "venue_id": row_id(forum.venue),
        "room": "",
        "day": make.DAY,
        "starts": starts,
        "ends": ends,
        "audience": Audience.EVERYONE,
        "attendees": frozenset(),
        "delegation_id": None,
        "speaker_id": None,
        "quiet_minutes": 0,
        "buffer_before": 0,
        "buffer_after": 0,
    }
    return ItemValues(**defaults | values)
