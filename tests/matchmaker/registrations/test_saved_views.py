"""Saved views of the list of people: at most so many, and each name once."""

import pytest
from sqlalchemy import event as events
from sqlmodel import insert

from matchmaker.base.errors import Stale, TooMany
from matchmaker.models import SavedView
from matchmaker.registrations.commands.saved_views import MOST, save_view
from tests.builders import factories as make


def test_one_has_so_many_views_at_an_event_and_a_known_name_is_no_new_one(session):
    event = make.make_event(session)
    anne, marc = make.make_staff(session, event), make.make_staff(session, event)
    for number in range(MOST):
        save_view(session, event, f"View {number}", {}, shared=False, staff=anne)

    with pytest.raises(TooMany):
        save_view(session, event, "One more", {}, shared=False, staff=anne)
    again = save_view(session, event, "View 0", {"q": "bank"}, shared=True, staff=anne)
    assert (again.asked, again.shared) == ({"q": "bank"}, True)
    assert save_view(session, event, "One more", {}, shared=False, staff=marc).staff_id == marc.id


def test_the_same_view_saved_at_the_same_moment_is_refused(session):
    event = make.make_event(session)
    staff = make.make_staff(session, event)
    values = {"event_id": event.id, "staff_id": staff.id, "name": "Banks"}

    @events.listens_for(session, "before_flush", once=True)
    def quicker(*_) -> None:
        """The other request, after this one has looked for the name."""
        session.connection().execute(insert(SavedView).values(**values, shared=False, asked={}))

    with pytest.raises(Stale):
        save_view(session, event, "Banks", {}, shared=False, staff=staff)
