"""Why there are not three repairs to choose from, or none, in one sentence."""

from typing import Any

from matchmaker.alerts.words import why_no_repair
from matchmaker.base.errors import MatchmakerError
from matchmaker.base.i18n import N_, translate
from matchmaker.change_desk.planning.found import Found, keeps_everything
from matchmaker.models import RepairSearch


def kept_params(error: MatchmakerError) -> dict[str, Any]:
    """Return what fills the placeholders of an error's sentence, as a search keeps it."""
    return {name: value if isinstance(value, int | float) else str(value) for name, value in error.params.items()}


def why_failed(search: RepairSearch, language: str) -> str:
    """Return why the changes of a search cannot be noted; empty where nothing is known."""
    return translate(language, search.error, **search.error_params)


def why_not_more(found: Found, language: str) -> str:
    """Return why there are not three repairs to choose from; empty where there are."""
    if len(found.proposals) >= 3:
        return ""
    if not found.proposals:
        return why_no_repair(found.outcome, language)
    if found.more_proved:
        said = N_(
            "Proved: no schedule that moves, adds or cancels meetings of up to %(people)d other people is worth more;"
            " a must counts more than a want."
        )
    elif found.more_looked_for or not keeps_everything(found.proposals[0].view):
        said = N_(
            "Also looked for: schedules that move, add or cancel meetings of up to %(people)d other people. Nothing"
            " better was found in the time; it is not proved that there is nothing."
        )
    else:
        said = N_("No more was looked for: every meeting takes place, and nobody else is disturbed.")
    return translate(language, said, people=found.most_disturbed)
