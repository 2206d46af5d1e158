"""What a schedule meets: directed wishes, and whether more could be worth more."""

from collections.abc import Iterable

import solver
from matchmaker.models import Strength
from matchmaker.scheduling.planning.problem import pair_key
from matchmaker.scheduling.planning.tasks import Task


def wishes_met(task: Task, requests: Iterable[str], strength: Strength | None = None) -> int:
    """Return how many directed wishes (of a strength) are met by meetings for some of the solver's requests."""
    pairs = task.found.eligible
    met = (wish for request in requests for wish in pairs[pair_key(request)].wishes)
    return sum(wish is not None and strength in {None, wish.strength} for wish in met)


def is_proved(result: solver.Result) -> bool:
    """Return whether no schedule is worth more, as far as the goals before the value have their values."""
    return next((goal.proved for goal in result.goals if goal.goal is solver.Goal.VALUE), False)
