"""How the time of a run is shared out between search and proof, and which goals are settled how."""

from solver.model.result import Goal

SHARES = {
    Goal.EXCESS: 0.1,
    Goal.REQUIRED: 0.1,
    Goal.GUARANTEES: 0.2,
    Goal.VALUE: 0.4,
    Goal.FAIRNESS: 0.5,
    Goal.DISTURBED: 0.6,
    Goal.MOVED: 0.5,
    Goal.BREAKS: 0.97,
}
"""Of the time that is left, the most that the proof of a goal may use; what it does not need goes to the next."""
SHARE = 0.8
"""The same for any other goal."""
SHARE_WITHOUT_SCHEDULE = 0.5
"""The same for finding any schedule that places whatever must be placed."""
SEARCH_ALONE, SECONDS_OF_A_COMBINATION, SEARCH_ALONE_SHARE = 0.3, 2e-5, 0.3
"""Seconds, and for each possible combination, but at most this part of the time, that the search gets before the first
proof: from a better schedule it is over sooner, and beginning again costs what a model takes to be read."""
SEARCH_SHARE = 0.5
"""With one worker: the part of the time before the first proof."""
AFTERWARDS = 1.0
"""Concrete places and reasons of a large problem get so many times what it took until its search began (both grow with
the problem, and both know how busy the machine is)."""
SECONDS_OF_A_REQUEST = 0.02
"""With one worker: what is enough for a search, however much time there is."""
LADDER, LADDER_SHARE = 1.0, 0.2
"""Seconds in any case, and the part of the time, after which no further test is begun whether there is a schedule."""
FROZEN = frozenset({Goal.VALUE, Goal.FAIRNESS, Goal.MOVED})
"""Goals that the search gives up no more once they are proved, with all before them; as long as the value is open,
everything may give way to it for a while."""
CORES = frozenset({Goal.DISTURBED, Goal.MOVED})
"""Goals that core-guided search settles: it looks at few people, or meetings, at a time."""
PAUSE = 0.02
"""Seconds between two looks at a proof when there is nothing to search."""
