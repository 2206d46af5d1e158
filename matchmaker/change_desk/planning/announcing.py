"""What the release of a repair would tell people, without saving it first."""

from matchmaker.alerts.planning.proposals import RepairProposal
from matchmaker.change_desk.planning.found import Announced, TriedChanges
from matchmaker.releases.queries.lines import AgendaLines
from matchmaker.releases.queries.placed import AgendaMeeting
from matchmaker.releases.queries.told import Planned, told_by
from matchmaker.scheduling.planning.closeness import compare
from matchmaker.scheduling.planning.results import placed_pairs


def announced(trial: TriedChanges, lines: AgendaLines, proposal: RepairProposal) -> Announced:
    """Return what the release of a proposal would tell people; `lines` are those of the trial's ground."""
    ground, schedule = trial.ground, proposal.source.result.schedule
    placed = placed_pairs(schedule, ground.facts.humans)
    # who meets for the first time has no uid yet: here any will do that nothing else has
    meetings = (
        AgendaMeeting(pair, one.slot_id, one.place_id, tuple(sorted(one.people)), trial.uids.get(pair, f"{pair}"), None)
        for pair, one in placed.items()
    )
    disturbed = compare(trial.damage.task.problem, trial.damage.published, schedule).disturbed
    planned = Planned(lines.of(meetings), placed.keys(), disturbed)
    return Announced.of(told_by(ground, planned, trial.languages[0]))
