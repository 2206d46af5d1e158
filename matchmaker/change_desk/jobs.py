"""The search for repairs: changes are noted and taken back at once, then repairs are looked for without rows."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from matchmaker.alerts.planning.proposals import (
    ProposalKind,
    RepairProposal,
    Repairs,
)
from matchmaker.alerts.planning.repairs import Damage, propose, read_damage, work_for
from matchmaker.base.db import open_session
from matchmaker.base.errors import MatchmakerError
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.change_desk.commands.noting import note_rows
from matchmaker.change_desk.planning.announcing import announced
from matchmaker.change_desk.planning.found import Announced, RepairKind, TriedChanges, choices, keep, keeps_everything
from matchmaker.change_desk.planning.talks import read_talks, staying_talks, touched_talks
from matchmaker.change_desk.queries.meetings import meeting_uids
from matchmaker.change_desk.rules import ADDS_WISHES, changes_from_json
from matchmaker.change_desk.words import kept_params
from matchmaker.models import Event, RepairSearch, RunState, Staff, row_id
from matchmaker.releases.queries.ground import read_ground
from matchmaker.releases.queries.lines import AgendaLines
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.releases.queries.standing import find_strayed
from matchmaker.scheduling.jobs.searches import ClaimedSearch, carry_out
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs

FURTHER = 3
"""Times as many people as the solver's own proposals may disturb, for one more with more met."""
SHARE = 0.5
"""Of the work of the solver's own proposals, for that one."""
ENOUGH = 3
"""Repairs to choose from; with fewer, that one is looked for."""

MORE = frozenset({RepairKind.MORE_MET, RepairKind.MOST_MET})

Kinds = list[tuple[RepairKind, RepairProposal]]


def search_repairs(search_id: int, *, url: str | None = None) -> None:
    """Find the repairs of a queued search; one that somebody has, or that was stopped, is left alone."""
    carry_out(RepairSearch, search_id, _search, url=url)


def _search(search: ClaimedSearch[RepairSearch]) -> RunState:
    try:
        _find(search)
    except MatchmakerError as error:
        if _taken(search):
            return RunState.STOPPED
        search.show(error=error.message, error_params=kept_params(error))
        return RunState.FAILED
    return RunState.STOPPED if search.is_to_stop() else RunState.DONE


def _find(search: ClaimedSearch[RepairSearch]) -> None:
    trial = _try(search)
    damage = trial.damage

    def show(repairs: Repairs, found: Kinds, told: Mapping[RepairKind, Announced] | None = None) -> None:
        more = (one for kind, one in reversed(found) if kind in MORE)
        kept = keep(
            trial,
            found,
            outcome=repairs.outcome,
            cannot_stay=repairs.cannot_stay,
            most_disturbed=repairs.most_disturbed,
            more=next(more, None),
            announced=told or {},
        )
        search.show(found=kept, fingerprint=damage.fingerprint)

    stop = search.is_to_stop
    repairs = propose(damage, should_stop=stop, on_found=lambda repairs: show(repairs, _by_kind(repairs)))
    found = _by_kind(repairs)
    show(repairs, found)  # nobody waits for what comes now: one more repair, and who would hear what
    if not _enough(search, repairs, found) and not stop():
        more = FURTHER * repairs.most_disturbed
        work = SHARE * work_for(damage.task)
        best = min(repairs.proposals, key=lambda one: (one.guarantees_missing[1], -one.value[1]))
        start = best.source.result.schedule
        wider = propose(damage, work=work, most_disturbed=more, should_stop=stop, start=start)
        if (most := _most_met(wider, repairs)) is not None:
            found.append((RepairKind.MOST_MET, most))
            repairs = replace(repairs, most_disturbed=more)
    # nobody looks at those that are left when a stop comes: perhaps one of them was taken since
    lines = AgendaLines(trial.ground.facts, trial.ground.found)
    told = {kind: announced(trial, lines, one) for kind, one in choices(found) if not stop()}
    show(repairs, found, told)


def _enough(search: ClaimedSearch[RepairSearch], repairs: Repairs, found: Kinds) -> bool:
    """Tell whether there is nothing to look for in addition: enough to choose from, or everything stays."""
    if len(choices(found)) >= ENOUGH or not repairs.proposals:
        return True
    adds = any(change.kind in ADDS_WISHES for change in changes_from_json(search.row.changes))
    return not adds and any(keeps_everything(one) for one in repairs.proposals)


def _by_kind(repairs: Repairs) -> Kinds:
    return [(RepairKind(one.kind.value), one) for one in repairs.proposals]


def _most_met(wider: Repairs, repairs: Repairs) -> RepairProposal | None:
    """Return what a wider search has found, marked where it is the schedule of an earlier one."""
    found = next((one for one in wider.proposals if one.kind is ProposalKind.MORE_MET), None)
    if found is None:
        return None
    schedule = found.source.result.schedule
    same = next((one.kind for one in repairs.proposals if one.source.result.schedule == schedule), None)
    return replace(found, same_as=same)


def _try(search: ClaimedSearch[RepairSearch]) -> TriedChanges:
    """Return the event as it would be, read once for all that is said of it; what is noted for that is rolled back."""
    with open_session(url=search.url) as session:
        event = session.get_one(Event, search.row.event_id)
        facts = load_facts(session, event)
        standing = find_pairs(facts, published=standing_pairs(session, row_id(event)))
        before, strayed = read_talks(session, facts), find_strayed(session, facts, standing).pairs
        wishes = {row_id(wish) for wish in facts.wishes}
        staying = staying_talks(facts, changes_from_json(search.row.changes))
        damage, staff = _noted(session, search.row)
        now = damage.task.facts
        asked = frozenset(row_id(wish) for wish in now.wishes) - wishes
        talks = touched_talks(before, read_talks(session, now))
        ground = read_ground(session, event, now)
        languages = tuple(dict.fromkeys((staff.language, *SCREEN_LANGUAGES)))
        trial = TriedChanges(damage, talks, staying, strayed, asked, languages, ground, meeting_uids(session, event))
        session.expunge_all()  # what was read stays as it was read
        session.rollback()
    return trial


def _noted(session: Session, search: RepairSearch) -> tuple[Damage, Staff]:
    """Note the changes of a search; return what is to be repaired then, and who asks."""
    event, staff = session.get_one(Event, search.event_id), session.get_one(Staff, search.created_by_id)
    happened = note_rows(session, event, changes_from_json(search.changes), staff=staff)
    return read_damage(session, event, happened, from_draft=search.from_draft, keep_draft=True), staff


def _taken(search: ClaimedSearch[RepairSearch]) -> bool:
    """Tell whether a repair was taken meanwhile: the changes are noted then, and noting them again fails."""
    with open_session(read_only=True, url=search.url) as session:
        return session.get_one(RepairSearch, search.row.id).scenario_id is not None
