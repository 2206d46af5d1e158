"""Input errors as English sentences."""

from solver.formats.reading import InvalidDocument
from solver.model.sanity import InvalidProblem

PROBLEMS = {
    "agent_twice": "Request {0} names somebody twice: on both sides, or for two roles.",
    "role_twice": "Request {0} has two roles, or a role and a delegation, of the same name.",
    "duplicate_id": "There is more than one thing of the same kind with the id {all}.",
    "negative_number": "A number of {0} is negative.",
    "no_candidate": "A side of request {0} has nobody who could go.",
    "no_length": "Request {0} has no length: it takes at least one slot.",
    "not_a_text": "An id is not a text, or empty: {all}.",
    "not_a_whole_number": "{0} has a {1} that is not a whole number.",
    "not_two_sides": "Request {0} does not have two sides.",
    "nothing_to_keep_free": "Agent {0} is to keep one of no slots free.",
    "number_too_large": "{0} has a {1} above 1,000,000,000.",
    "order_in_a_circle": "These requests wait for each other in a circle, or for one that does: {all}.",
    "pin_agents": "Request {0} is pinned to people who are not its candidates.",
    "pin_away": "Request {0} is pinned to slot {1}, in which somebody who is needed is away.",
    "pin_place": "Request {0} is pinned to place {1}, which it may not use, or not then.",
    "pin_slot": "Request {0} is pinned to slot {1}, in which it may not begin.",
    "pin_vetoed": "Request {0} is pinned although the two delegations never meet.",
    "pins_clash": "Requests {0} and {1} are pinned to times at which {2} cannot be in both.",
    "pins_overfill_place": "Request {0} is one too many of those that are pinned to place {1} in slot {2}.",
    "reference_twice": "The reference has more than one meeting of request {all}.",
    "same_delegation": "Both sides of request {0} are the same delegation.",
    "slot_ends_before_start": "Slot {0} ends before it starts.",
    "slots_not_in_order": "Slot {0} starts before the one that is listed before it.",
    "slots_overlap_in_block": "Slot {0} begins before the slot before it, of the same block, is over.",
    "too_large": "The problem is too large: {1} {0}.",
    "unknown_agent": "There is no agent {all}.",
    "unknown_delegation": "There is no delegation {all}.",
    "unknown_place": "There is no place {all}.",
    "unknown_request": "There is no request {all}.",
    "unknown_slot": "There is no slot {all}.",
    "veto_needs_two": "A veto is between two delegations, not {all}.",
}
DOCUMENTS = {
    "unreadable": "It cannot be read: {detail}",
    "too_large": "It is too large: {detail}",
    "duplicate_key": "An object has the key {detail!r} twice.",
    "unknown_format": "It is something else: {detail}",
    "unknown_version": "It is of another version: {detail}",
    "malformed": "It is not as expected: {detail}",
}
MOST_NAMED = 10


def sentence(error: InvalidDocument | InvalidProblem) -> str:
    """The sentence, on one line, with the culprits by name."""
    if isinstance(error, InvalidDocument):
        text = DOCUMENTS.get(error.code, "{code}: {detail}").format(code=error.code, detail=error.detail)
    else:
        named = [*error.ids[:MOST_NAMED], *(["and others"] if len(error.ids) > MOST_NAMED else [])]
        text = PROBLEMS.get(error.code, "{code}: {all}").format(*error.ids, all=", ".join(named), code=error.code)
    return " ".join(text.split())
