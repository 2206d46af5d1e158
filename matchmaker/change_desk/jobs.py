"""The search for repairs: changes are noted and taken back at once, then repairs are looked for without rows."""

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic, process_time

from sqlmodel import Session

from matchmaker.alerts.commands.drafts import save_source
from matchmaker.alerts.planning.proposals import (
    ProposalKind,
    ProposalSource,
    RepairProposal,
    Repairs,
)
from matchmaker.alerts.planning.repairs import Damage, propose, read_damage, repair_settings
from matchmaker.base.db import open_session
from matchmaker.base.errors import MatchmakerError, Stale
from matchmaker.base.i18n import translate
from matchmaker.change_desk.commands.noting import note_changes
from matchmaker.change_desk.commands.searches import CHANGED
from matchmaker.change_desk.planning.found import Announced, RepairKind, choices, keep, keeps_everything
from matchmaker.change_desk.planning.talks import TouchedTalk, read_talks, touched_talks
from matchmaker.change_desk.rules import changes_from_json
from matchmaker.models import Event, PairKey, RepairSearch, RunState, Staff, row_id
from matchmaker.releases.queries.difference import read_difference
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.releases.queries.standing import find_strayed
from matchmaker.scheduling.jobs.searches import ClaimedSearch, carry_out
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs

SLACK = 1.25
"""Times what is enough for the solver's own proposals: the time for all repairs together."""
FIRST = 0.7
"""Share of that time for the solver's own proposals; what they leave is for one more."""
SLOWEST = 5.0
"""Times as much time as on a machine that does nothing else."""
ENOUGH = 3
"""Repairs to choose from; with fewer, one more is looked for that may disturb more people."""
FURTHER = 3
"""Times as many people as the solver's own proposals."""

Kinds = list[tuple[RepairKind, RepairProposal]]


def search_repairs(search_id: int, *, url: str | None = None) -> None:
    """Find the repairs of a queued search; one that somebody has, or that was stopped, is left alone."""
    carry_out(RepairSearch, search_id, _search, url=url)


def _search(search: ClaimedSearch[RepairSearch]) -> RunState:
    try:
        _find(search)
    except MatchmakerError as error:
        sentence = _sentence(search, error)
        search.show(error=sentence)
        return RunState.FAILED if sentence else RunState.STOPPED
    return RunState.STOPPED if search.is_to_stop() else RunState.DONE


def _find(search: ClaimedSearch[RepairSearch]) -> None:
    machine = BusyMachine()
    damage, talks, strayed = _try(search)

    def show(repairs: Repairs, found: Kinds, announced: Mapping[RepairKind, Announced] | None = None) -> None:
        kept = keep(
            damage,
            talks,
            found,
            strayed=strayed,
            outcome=repairs.outcome,
            cannot_stay=repairs.cannot_stay,
            most_disturbed=repairs.most_disturbed,
            announced=announced or {},
        )
        search.show(found=kept, fingerprint=damage.fingerprint)

    stop, time = search.is_to_stop, machine.slowness * SLACK * repair_settings(damage.task).time_limit
    repairs = propose(
        damage, seconds=FIRST * time, should_stop=stop, on_found=lambda repairs: show(repairs, _by_kind(repairs))
    )
    found = _by_kind(repairs)
    show(repairs, found)  # nobody waits for what comes now: one more repair, and who would hear what
    enough = len(choices(found)) >= ENOUGH or any(keeps_everything(one) for one in repairs.proposals)
    if not enough and repairs.proposals and not stop():
        more = FURTHER * repairs.most_disturbed
        time *= 1 - FIRST
        wider = propose(damage, seconds=time, most_disturbed=more, should_stop=stop, only_more=True)
        found += [(RepairKind.MOST_MET, one) for one in _another(wider, repairs)]
        repairs = replace(repairs, most_disturbed=more)
    announced: dict[RepairKind, Announced] = {}
    for kind, one in choices(found):
        if stop():  # perhaps since one of them was taken
            break
        announced[kind] = _announce(search, damage, one)
        show(repairs, found, announced)
    show(repairs, found, announced)


class BusyMachine:
    """How busy the machine is with other work, since this was made."""

    def __init__(self) -> None:
        self._began = monotonic(), process_time()

    @property
    def slowness(self) -> float:
        """Times as long as on a machine that does nothing else, from 1 to `SLOWEST`."""
        passed, worked = monotonic() - self._began[0], process_time() - self._began[1]
        return max(1.0, min(SLOWEST, passed / worked)) if worked else 1.0


def _by_kind(repairs: Repairs) -> Kinds:
    return [(RepairKind(one.kind.value), one) for one in repairs.proposals]


def _another(wider: Repairs, repairs: Repairs) -> list[RepairProposal]:
    """Return the one of a wider search with more met, if no other is the same schedule."""
    known = [one.source.result.schedule for one in repairs.proposals]
    more = (one for one in wider.proposals if one.kind is ProposalKind.MORE_MET)
    return [replace(one, same_as=None) for one in more if one.source.result.schedule not in known]


def _try(search: ClaimedSearch[RepairSearch]) -> tuple[Damage, tuple[TouchedTalk, ...], frozenset[PairKey]]:
    """Return the event as it would be, and whose meetings had strayed before; what is noted for that is rolled back."""
    with open_session(url=search.url) as session:
        event = session.get_one(Event, search.row.event_id)
        facts = load_facts(session, event)
        standing = find_pairs(facts, published=standing_pairs(session, row_id(event)))
        before, strayed = read_talks(session, facts), find_strayed(session, facts, standing).pairs
        damage, _staff = _noted(session, search.row)
        talks = touched_talks(before, read_talks(session, damage.task.facts))
        session.expunge_all()  # what was read stays as it was read
        session.rollback()
    return damage, talks, strayed


def _announce(search: ClaimedSearch[RepairSearch], damage: Damage, proposal: RepairProposal) -> Announced:
    """Return what the release of a proposal would tell people; what is noted and saved for that is rolled back."""
    with open_session(url=search.url) as session:
        again, staff = _noted(session, search.row)
        if again.fingerprint != damage.fingerprint:
            raise Stale(CHANGED)
        source = ProposalSource(again.task, again.start, proposal.source.result)
        event = session.get_one(Event, search.row.event_id)
        scenario = save_source(session, event, source, proposal.kind, staff_id=row_id(staff))
        announced = Announced.of(read_difference(session, event, scenario, language=staff.language))
        session.rollback()
    return announced


def _noted(session: Session, search: RepairSearch) -> tuple[Damage, Staff]:
    """Note the changes of a search; return what is to be repaired then, and who asks."""
    event, staff = session.get_one(Event, search.event_id), session.get_one(Staff, search.created_by_id)
    happened = note_changes(session, event, changes_from_json(search.changes), staff=staff)
    return read_damage(session, event, happened, from_draft=search.from_draft, keep_draft=True), staff


def _sentence(search: ClaimedSearch[RepairSearch], error: MatchmakerError) -> str:
    """Return why it cannot be, in the language of the one who asks; empty where a repair was taken meanwhile."""
    with open_session(read_only=True, url=search.url) as session:
        if session.get_one(RepairSearch, search.row.id).scenario_id is not None:
            return ""
        staff = session.get_one(Staff, search.row.created_by_id)
        return translate(staff.language, error.message, **error.params)[:500]
