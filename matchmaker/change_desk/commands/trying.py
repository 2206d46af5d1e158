"""Try changes: they are noted, and the event is read as it would be; the caller rolls that back."""

from collections.abc import Sequence

from sqlmodel import Session

from matchmaker.alerts.planning.repairs import read_damage
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.change_desk.commands.noting import note_rows
from matchmaker.change_desk.planning.found import TriedChanges
from matchmaker.change_desk.planning.talks import read_talks, staying_talks, touched_talks
from matchmaker.change_desk.queries.meetings import meeting_uids
from matchmaker.change_desk.rules import EventChange
from matchmaker.models import Event, Staff, row_id
from matchmaker.releases.queries.ground import read_ground
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.releases.queries.standing import find_strayed
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs


def try_changes(
    session: Session, event: Event, changes: Sequence[EventChange], *, staff: Staff, from_draft: bool = False
) -> TriedChanges:
    """Return the event as it would be after changes that `staff` asks for, read once for all that is said of it.

    The caller rolls back what is noted for that; what was read stays as it was read. Raises what `note_changes` raises,
    and `InvalidInput` before there is any schedule.
    """
    facts = load_facts(session, event)
    standing = find_pairs(facts, published=standing_pairs(session, row_id(event)))
    before, strayed = read_talks(session, facts), find_strayed(session, facts, standing).pairs
    wishes = {row_id(wish) for wish in facts.wishes}
    staying = staying_talks(facts, changes)
    happened = note_rows(session, event, changes, staff=staff)
    damage = read_damage(session, event, happened, from_draft=from_draft, keep_draft=True)
    now = damage.task.facts
    asked = frozenset(row_id(wish) for wish in now.wishes) - wishes
    talks = touched_talks(before, read_talks(session, now))
    ground = read_ground(session, event, now)
    languages = tuple(dict.fromkeys((staff.language, *SCREEN_LANGUAGES)))
    trial = TriedChanges(damage, talks, staying, strayed, asked, languages, ground, meeting_uids(session, event))
    session.expunge_all()
    return trial
