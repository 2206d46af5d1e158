"""The goals in compiled code, one function each, named as in `solver.validate.goals`; smaller is better."""

from solver.search.arrays import (
    ALLOWANCE,
    BIT,
    BITS,
    DELEGATION,
    IN_REFERENCE,
    LIMITED,
    MINIMUM,
    NEAR,
    OBLIGATORY,
    OVERLAPPING,
    RECEIVES,
    REQUIRED,
    SIDE_COLUMNS,
    STAYS,
    TARGET,
    VALUE,
    WISHES,
    WORD,
    Ints,
    ProblemArrays,
    Small,
)
from solver.search.compiled import compiled
from solver.search.state import (
    ALLOWED,
    FAIRNESS,
    GUARANTEES,
    MET,
    MISSING,
    RECEIVED,
    SHORT_OF_REQUIRED,
    WISHED,
    WORTH,
    State,
)

FULL = (1 << BITS) - 1


@compiled
def required_missing(f: ProblemArrays, request: int) -> int:
    """Goal `required`: what it costs to leave the request out."""
    return f.request[request, REQUIRED]


@compiled
def guarantee_shortfall(f: ProblemArrays, delegation: int, met: int) -> int:
    """Goal `guarantees`: what is missing to the minimum of a delegation."""
    return max(0, f.delegation[delegation, MINIMUM] - met)


@compiled
def value_met(f: ProblemArrays, request: int) -> int:
    """Goal `value`: worth of a placed request."""
    return f.request[request, VALUE]


@compiled
def unfairness(f: ProblemArrays, delegation: int, wished: int) -> int:
    """Goal `fairness`: the squared distance of what a delegation got from its target."""
    gap = f.delegation[delegation, TARGET] - wished
    return gap * gap


@compiled
def count(f: ProblemArrays, s: State, delta: Ints, request: int, step: int) -> None:
    """A request comes in (step 1) or goes out (-1): its delegations' standing, the goals about placed requests."""
    if f.rules[NEAR]:
        s.numbers[ALLOWED] += step * f.reference[request, ALLOWANCE]
    delta[MISSING] -= step * f.request[request, OBLIGATORY]
    delta[SHORT_OF_REQUIRED] -= step * required_missing(f, request)
    delta[WORTH] -= step * value_met(f, request)
    for side in range(2):
        column = side * SIDE_COLUMNS
        delegation = f.side[request, column + DELEGATION]
        met = s.standing[delegation, MET]
        s.standing[delegation, MET] = met + step
        s.standing[delegation, RECEIVED] += step * f.side[request, column + RECEIVES]
        delta[GUARANTEES] += guarantee_shortfall(f, delegation, met + step) - guarantee_shortfall(f, delegation, met)
        if f.side[request, column + WISHES]:
            wished = s.standing[delegation, WISHED]
            s.standing[delegation, WISHED] = wished + step
            delta[FAIRNESS] += unfairness(f, delegation, wished + step) - unfairness(f, delegation, wished)


@compiled
def upsets(f: ProblemArrays, request: int, slot: int, agent: int) -> int:
    """Goals `excess` and `disturbed`: what a placed meeting adds to the reasons for which an agent in it is displaced.

    One reason less if the agent keeps a meeting of the reference that could stay, one more if it was somebody else's.
    """
    if not f.reference[request, IN_REFERENCE]:
        return 0
    for k in range(f.went_first[request], f.went_first[request + 1]):
        if agent == f.went[k]:
            return -1 if slot == f.reference[request, STAYS] else 0
    return 1


@compiled
def gains(f: ProblemArrays, request: int) -> int:
    """Goal `disturbed`: whether a placed meeting is new to all its people."""
    return 0 if f.reference[request, IN_REFERENCE] else 1


@compiled
def stays(f: ProblemArrays, request: int, slot: int, people: Ints | Small) -> int:
    """Goal `moved`: whether a placed meeting is one of the reference that could stay, as it was."""
    if slot < 0 or slot != f.reference[request, STAYS]:
        return 0
    first = f.went_first[request]
    for k in range(f.went_first[request + 1] - first):
        if people[k] != f.went[first + k]:
            return 0
    return 1


@compiled
def excess(f: ProblemArrays, s: State, displaced: int) -> int:
    """Goal `excess`: people displaced above the allowance of what is placed (already counted)."""
    return max(0, displaced - s.numbers[ALLOWED]) if f.rules[LIMITED] else 0


@compiled
def breaks_of(f: ProblemArrays, agent: int, agendas: Ints, j: int) -> int:
    """Goal `breaks`: breaks of the agent with these busy slots.

    Slots that are neither busy nor idle take over the state of the slot before them (a carry runs through them): breaks
    are then the runs of busy slots of a day, less one.
    """
    found = 0
    for day in range(f.day_first.shape[0] - 1):
        runs, last = 0, 0
        for word in range(f.day_first[day], f.day_first[day + 1]):
            busy = agendas[j, word]
            skipped = FULL & ~busy & ~(f.counting[agent, word] & ~_engaged(f, agendas, j, word))
            seeds = ((busy << 1) | last) & skipped
            filled = busy | (((skipped + seeds) ^ skipped) & skipped)
            runs += ones(filled & ~((filled << 1) | last))
            last = (filled >> (BITS - 1)) & 1
        if runs > 1:
            found += runs - 1
    return found


@compiled
def waiting_of(f: ProblemArrays, agent: int, agendas: Ints, j: int) -> int:
    """Goal `waiting`: idle hours of the agent between the first and the last meeting of each day."""
    found = 0
    for day in range(f.day_first.shape[0] - 1):
        first, last = -1, -1
        for word in range(f.day_first[day], f.day_first[day + 1]):
            if agendas[j, word]:
                last = word
                if first < 0:
                    first = word
        if first < 0:
            continue
        for word in range(first, last + 1):
            busy = agendas[j, word]
            idle = f.hours[agent, word] & ~_engaged(f, agendas, j, word)
            if word == first:
                idle &= ~((busy & -busy) - 1)
            if word == last:
                for shift in (1, 2, 4, 8, 16, 32):
                    busy |= busy >> shift
                idle &= busy
            found += ones(idle)
    return found


@compiled
def _engaged(f: ProblemArrays, agendas: Ints, j: int, word: int) -> int:
    """Busy slots, and those that overlap them."""
    engaged = agendas[j, word]
    if not f.rules[OVERLAPPING]:
        return engaged
    for slot in range(f.slot.shape[0]):
        if agendas[j, f.slot[slot, WORD]] & f.slot[slot, BIT]:
            engaged |= f.overlaps[slot, word]
    return engaged


@compiled
def ones(word: int) -> int:
    """How many ones a word has."""
    word = word - ((word >> 1) & 0x5555555555555555)
    word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333)
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F
    return (word * 0x0101010101010101) >> 56
