"""Why people cannot be where a meeting is placed, by name: who has withdrawn, and who cannot meet in that slot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time

from matchmaker.base.i18n import N_, format_time, translate
from matchmaker.scheduling.planning.availability import Busy, BusyKind, busy_slots
from matchmaker.scheduling.planning.facts import Facts

WITHDRAWN = N_("%(name)s has withdrawn")
NOT_BEFORE = N_("by a rule of yours, %(name)s has no meeting before %(hour)s")
NOT_AFTER = N_("by a rule of yours, %(name)s has no meeting after %(hour)s")
SENTENCES: Mapping[BusyKind, str] = {
    BusyKind.NOT_YET: N_("%(name)s is not there yet"),
    BusyKind.GONE: N_("%(name)s has left by then"),
    BusyKind.ABSENT: N_("%(name)s is away"),
    BusyKind.ELSEWHERE: N_("%(name)s is not in that city"),
    BusyKind.PROGRAMME: N_("%(name)s is at “%(item)s”"),
    BusyKind.QUIET: N_("%(name)s has a pause around “%(item)s”"),
    BusyKind.ON_THE_WAY: N_("%(name)s is on the way to or from “%(item)s”"),
}

AwayAt = Callable[[Iterable[int], int], tuple["Away", ...]]
"""Of registrations and a slot: those who cannot be there."""


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who cannot be at a meeting where it is placed."""

    name: str
    kind: BusyKind | None
    """None: they have withdrawn."""
    titles: dict[str, str] = field(default_factory=dict, hash=False)
    """Of the programme item in the way."""
    not_before: time | None = None
    """By a rule; this or the next for `BusyKind.RULE`."""
    not_after: time | None = None

    def in_words(self, language: str) -> str:
        """Return who it is and why, without a full stop."""
        if self.kind is None:
            return translate(language, WITHDRAWN, name=self.name)
        if self.kind is BusyKind.RULE:
            hour = self.not_before or self.not_after or time.min
            said = NOT_AFTER if self.not_before is None else NOT_BEFORE
            return translate(language, said, name=self.name, hour=format_time(hour, language))
        item = self.titles.get(language) or next(iter(self.titles.values()), "")
        return translate(language, SENTENCES[self.kind], name=self.name, item=item)


def away_from(facts: Facts) -> AwayAt:
    """Return who of some people cannot be in a slot; all days are read once, when somebody is asked for."""
    days: dict[int, dict[int, Busy]] = {}

    def away(people: Iterable[int], slot_id: int) -> tuple[Away, ...]:
        if not days:
            days.update(busy_slots(facts))
        found = (_away(facts, days.get(one, {}), one, slot_id) for one in people if one in facts.registrations)
        return tuple(one for one in found if one is not None)

    return away


def _away(facts: Facts, days: Mapping[int, Busy], registration_id: int, slot_id: int) -> Away | None:
    registration, name = facts.registrations[registration_id], facts.persons[registration_id].name
    if registration.withdrawn or facts.delegations[registration.delegation_id].withdrawn:
        return Away(name, None)
    busy, slot = days.get(slot_id), facts.slots.get(slot_id)
    if busy is None or slot is None:
        return None
    if busy.kind is BusyKind.RULE:
        hours = facts.rules.hours(registration_id, registration.delegation_id)
        begins, ends = hours or (time.min, time.max)
        early = slot.starts < begins
        return Away(name, busy.kind, not_before=begins if early else None, not_after=None if early else ends)
    return Away(name, busy.kind, {} if busy.item is None else dict(busy.item.titles))
