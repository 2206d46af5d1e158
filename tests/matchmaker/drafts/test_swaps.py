"""With which other meetings one of the draft could change places."""

import pytest

from matchmaker.base.errors import NotFound
from matchmaker.drafts.commands import edits
from matchmaker.drafts.commands.edits import Target
from matchmaker.drafts.queries.swaps import pick_swap
from matchmaker.drafts.rules.conflicts import Tone
from matchmaker.models import pair_of
from tests.builders.drafts import Draft


@pytest.fixture
def draft(session) -> Draft:
    """A–B and C–D in one slot, A–C and B–D in the next, E–F in the third."""
    draft = Draft(session)
    pair = pair_of(draft.sides["E"].id, draft.sides["F"].id)
    edits.place(session, draft.event, pair, Target(draft.slot(2)), **draft.judged)
    return draft


def swap(draft: Draft, one: str, other: int | None = None):
    return pick_swap(draft.session, draft.event, draft.scenario, draft.meetings[one], other, language="en")


def test_what_is_possible_comes_first_and_another_time_before_another_table(draft: Draft):
    found = swap(draft, "AB")

    assert [(one.title, one.tone, one.is_near) for one in found.others] == [
        ("E – F", Tone.FREE, False),
        ("C – D", Tone.FREE, False),
        ("A – C", Tone.BLOCKED, True),
        ("B – D", Tone.BLOCKED, True),
    ]
    assert (found.meeting.title, found.of_tone(Tone.FREE), found.chosen) == ("A – B", 2, None)


def test_what_speaks_against_a_swap_is_said_also_of_the_one_that_is_chosen(draft: Draft):
    edits.set_locked(draft.session, draft.event, draft.meetings["CD"], locked=True, **draft.by)

    found = swap(draft, "AB", draft.meetings["AC"])

    reasons = {one.title: one.reasons for one in found.others}
    assert reasons["A – C"] == found.chosen.reasons != ()
    assert reasons["C – D"] == ("This meeting is locked. Unlock it first.",)
    assert all(one.reasons == () for one in found.others if one.tone is Tone.FREE)


def test_of_a_large_draft_the_meetings_of_the_two_delegations_are_judged_and_the_chosen_one(draft: Draft, monkeypatch):
    monkeypatch.setattr("matchmaker.drafts.queries.swaps.MOST_JUDGED", 4)

    alone, chosen = swap(draft, "AB"), swap(draft, "AB", draft.meetings["CD"])

    assert {one.title for one in alone.others} == {"A – C", "B – D"}
    assert {one.title for one in chosen.others} == {"A – C", "B – D", "C – D"}


def test_a_meeting_that_is_not_in_the_draft_is_not_swapped(draft: Draft):
    with pytest.raises(NotFound):
        swap(draft, "AB", 999_999)
