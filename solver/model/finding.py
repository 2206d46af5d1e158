"""What the ladder says: something that cannot be kept, or wishes that cannot all be met, with witnesses.

Almost every finding is a *cover*: wherever the `requests` may be placed, they use some of the `items`, and the items
hold so little that at most `held` of the requests can be placed, whatever else is done. The shape of `Finding.witness`:

* covers: `{"requests": [request, ...], "items": [item, ...], "held": int}`. An item is
  `{"kind", "slots": [slot, ...], "holds": int}` and, by kind,
  "time", with "agent": the slots exclude each other, so one meeting;
  "keep_one_free", with "agent": one slot fewer than there are; "max_in_a_row", with "agent": directly following slots;
  "max_per_day", with "agent": the slots of a day, counted by meetings; all others count slots;
  "places", with "places": the meetings that those places hold in those slots altogether;
  "pairs", with "agents": in one slot, half as many meetings as there are people, rounded down;
  "maximum" and "maximum_received", with "delegation": any slot.
  NO_COMMON_SLOT has no items, and "away": `{slot: [party, ...]}`, for each allowed slot the parties with nobody free
  (none: no allowed place is open).
* GUARANTEE: a cover of requests of the "delegation", with "others": how many more requests it has, and "guaranteed".
* GUARANTEE_ABOVE_REACH: `{"delegation", "minimum", "reachable"}`.
* ORDER: `{"requests": [...]}`: each waits for the one before; the last has no slot left after them.
* FORCED: `{"requests": [request], "steps": [step, ...]}`: slots cut away one after the other until the request has
  none. A step is `{"request", "slots": [slot, ...], "because": [request, ...], "items": [item, ...]}`: those requests
  fill all that the items hold, so that this one cannot use them; or it has "after" or "before", with the one request
  that takes away the slots by the order of the two.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Witness = dict[str, Any]
Item = dict[str, Any]


class FindingCode(StrEnum):
    """What was found."""

    VETOED = "vetoed"
    """The two delegations never meet."""
    NO_COMMON_SLOT = "no_common_slot"
    PERSON_OVERFULL = "person_overfull"
    """More meetings than all the time of those who must go."""
    FEW_SLOTS_SHARED = "few_slots_shared"
    """Some meetings of the same people have too few slots together."""
    MAXIMUM = "maximum"
    """More requests than a delegation may have meetings."""
    PLACES = "places"
    """Meetings that can only be in slots with too few places."""
    ODD_GROUP = "odd_group"
    """More meetings among some people than pairs of them, slot by slot."""
    ORDER = "order"
    FORCED = "forced"
    """Nothing is left when everything that follows from the rest is put together."""
    GUARANTEE = "guarantee"
    GUARANTEE_ABOVE_REACH = "guarantee_above_reach"
    """More is promised than the delegation could have alone; the goal counts only what it could have."""


class Promise(StrEnum):
    """What cannot be kept."""

    OBLIGATORY = "obligatory"
    """Pins, or everything placed: there is no schedule at all."""
    REQUIRED = "required"
    GUARANTEE = "guarantee"
    WISHES = "wishes"


class Severity(StrEnum):
    CONTRADICTION = "contradiction"
    """Something that was promised is provably impossible."""
    BOTTLENECK = "bottleneck"
    """It provably costs at least so many wishes, and so much value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: at least `lost` of its requests (or meetings of a guarantee) are lost, worth at least `value`."""

    code: FindingCode
    promise: Promise
    lost: int
    value: int = 0
    witness: Witness = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity.BOTTLENECK if self.promise is Promise.WISHES else Severity.CONTRADICTION
