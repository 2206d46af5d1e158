"""The search for repairs: changes are noted and taken back at once, then repairs are looked for without rows."""

from matchmaker.base.db import open_session
from matchmaker.base.errors import MatchmakerError
from matchmaker.change_desk.commands.trying import try_changes
from matchmaker.change_desk.planning.found import TriedChanges
from matchmaker.change_desk.planning.looking import look_for_repairs
from matchmaker.change_desk.rules import changes_from_json
from matchmaker.change_desk.words import kept_params
from matchmaker.models import Event, RepairSearch, RunState, Staff
from matchmaker.scheduling.jobs.searches import ClaimedSearch, carry_out


def search_repairs(search_id: int, *, url: str | None = None) -> None:
    """Find the repairs of a queued search; one that somebody has, or that was stopped, is left alone."""
    carry_out(RepairSearch, search_id, _search, url=url)


def _search(search: ClaimedSearch[RepairSearch]) -> RunState:
    try:
        trial = _try(search)
        fingerprint = trial.damage.fingerprint
        look_for_repairs(
            trial,
            changes_from_json(search.row.changes),
            should_stop=search.is_to_stop,
            on_found=lambda kept: search.show(found=kept, fingerprint=fingerprint),
        )
    except MatchmakerError as error:
        if _taken(search):
            return RunState.STOPPED
        search.show(error=error.message, error_params=kept_params(error))
        return RunState.FAILED
    return RunState.STOPPED if search.is_to_stop() else RunState.DONE


def _try(search: ClaimedSearch[RepairSearch]) -> TriedChanges:
    """Return the event as it would be after the changes of a search, of which nothing stays."""
    with open_session(url=search.url) as session:
        event = session.get_one(Event, search.row.event_id)
        staff = session.get_one(Staff, search.row.created_by_id)
        changes = changes_from_json(search.row.changes)
        trial = try_changes(session, event, changes, staff=staff, from_draft=search.row.from_draft)
        session.rollback()
    return trial


def _taken(search: ClaimedSearch[RepairSearch]) -> bool:
    """Tell whether a repair was taken meanwhile: the changes are noted then, and noting them again fails."""
    with open_session(read_only=True, url=search.url) as session:
        return session.get_one(RepairSearch, search.row.id).scenario_id is not None
