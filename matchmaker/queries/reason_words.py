"""The reason of an unmet wish in words for the organiser: codes and witnesses become names and times."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from matchmaker.i18n import format_day, format_time, translate
from matchmaker.models import Slot
from matchmaker.planning.facts import Facts
from matchmaker.planning.problem import pair_key, row_number
from matchmaker.rules import reasons
from matchmaker.rules.reasons import FIXES, ORGANISER, Why

OBSTACLES = {
    "meeting": reasons.BUSY,
    "away": reasons.AWAY,
    "max_per_day": reasons.DAY_FULL,
    "max_in_a_row": reasons.IN_A_ROW,
    "keep_one_free": reasons.LUNCH,
    "places": reasons.NO_PLACE,
    "order": reasons.OUT_OF_ORDER,
}
"""What may be in the way in a slot, by the solver's word for it: the limit, else the kind."""


@dataclass(frozen=True)
class ReasonWords:
    """Makes the sentences of one scenario in one language."""

    facts: Facts
    language: str
    meetings: Counter[str]
    """How many meetings each agent and delegation has, by the solver's ids."""

    def say(self, why: Why, one: int, other: int, witness: dict[str, Any]) -> tuple[str, str]:
        """Return why the wish of delegation `one` for `other` is not met, and what would help (may be empty)."""
        names = {"one": self.facts.name(one), "other": self.facts.name(other)}
        match why:
            case Why.NO_COMMON_SLOT:
                return self._never_together(one, other, witness), self._text(FIXES[why])
            case Why.PERSON_FULL:
                return self._full(witness)
            case Why.PLACES_FULL:
                return self._places_full(one, other, witness)
            case Why.BLOCKED:
                return self._text(ORGANISER[why], obstacles=self._obstacles(witness)), ""
            case Why.WORTH_LESS:
                return self._exchange(witness), ""
            case Why.OVER_LIMIT:
                names["limit"] = str(self._limit(one))
        return self._text(ORGANISER[why], **names), self._text(FIXES.get(why, ""), **names)

    def time(self, slot: Slot) -> str:
        """Return when a slot begins, with its day at an event of several days."""
        wall = format_time(slot.starts, self.language)
        if self.facts.event.starts_on == self.facts.event.ends_on:
            return wall
        return f"{format_day(slot.day, self.language)}, {wall}"

    def _text(self, sentence: str, **params: Any) -> str:
        return translate(self.language, sentence, **params)

    def _slot(self, name: str) -> Slot:
        return self.facts.slots[row_number(name)]

    def _limit(self, delegation_id: int) -> int | None:
        own = self.facts.delegations[delegation_id].wish_limit
        return self.facts.category(delegation_id).wish_limit if own is None else own

    def _never_together(self, one: int, other: int, witness: dict[str, Any]) -> str:
        free = {
            side: [name for name, away in witness["away"].items() if f"d{side}" not in away] for side in (one, other)
        }
        for side in (one, other):
            if not free[side]:
                return self._text(reasons.NEVER_FREE, one=self.facts.name(side))
        return self._text(
            ORGANISER[Why.NO_COMMON_SLOT],
            one=self.facts.name(one),
            other=self.facts.name(other),
            one_times=self._spans(free[one]),
            other_times=self._spans(free[other]),
        )

    def _spans(self, names: Iterable[str]) -> str:
        """Return slots as spans of time, those that follow each other joined."""
        wanted = {row_number(name) for name in names}
        runs: list[list[Slot]] = []
        last_inside = False
        for slot_id, slot in self.facts.slots.items():
            inside = slot_id in wanted
            if inside and last_inside and runs[-1][-1].block_id == slot.block_id:
                runs[-1].append(slot)
            elif inside:
                runs.append([slot])
            last_inside = inside
        return ", ".join(f"{self.time(run[0])}–{format_time(run[-1].ends, self.language)}" for run in runs)

    def _full(self, witness: dict[str, Any]) -> tuple[str, str]:
        party = witness["party"]
        full = self.facts.name(row_number(party)) if party.startswith("d") else self._person(party)
        if "limit" in witness:
            sentence = self._text(reasons.FULL_BY_RULE, full=full, meetings=self.meetings[party])
            return sentence, self._text(reasons.RAISE_LIMIT, full=full)
        agents: dict[str, str] = witness["agents"]
        names = {"full": full, "people": ", ".join(self._person(agent) for agent in agents)}
        count = sum(self.meetings[agent] for agent in agents)
        if "max_per_day" in agents.values():
            sentence = self._text(reasons.FULL_FOR_A_DAY, meetings=count, **names)
            return sentence, self._text(reasons.RELAX_PACE, **names)
        if count == 0:
            return self._text(reasons.NEVER_FREE, one=names["people"]), self._text(FIXES[Why.PERSON_FULL], full=full)
        sentence = self._text(ORGANISER[Why.PERSON_FULL], meetings=count, **names)
        return sentence, self._text(FIXES[Why.PERSON_FULL], full=full)

    def _person(self, agent: str) -> str:
        return self.facts.persons[row_number(agent)].name

    def _pair(self, request: str) -> str:
        low, high = pair_key(request)
        return f"{self.facts.name(low)} – {self.facts.name(high)}"

    def _exchange(self, witness: dict[str, Any]) -> str:
        if not witness["requests"]:
            return self._text(reasons.NOBODY_GAINS)
        instead = "; ".join(self._pair(request) for request in witness["requests"])
        return self._text(ORGANISER[Why.WORTH_LESS], instead=instead)

    def _places_full(self, one: int, other: int, witness: dict[str, Any]) -> tuple[str, str]:
        times = self._spans(witness["slots"])
        owners = {place.owner_id for place in self.facts.places.values()} & {one, other}
        if owners:
            owner = " / ".join(sorted(self.facts.name(side) for side in owners if side is not None))
            return self._text(reasons.BOOTH_FULL, owner=owner, times=times), self._text(
                reasons.SECOND_PLACE, owner=owner
            )
        first = self.time(self._slot(witness["slots"][0]))
        return self._text(ORGANISER[Why.PLACES_FULL], times=times), self._text(FIXES[Why.PLACES_FULL], first=first)

    def _obstacles(self, witness: dict[str, Any]) -> str:
        """Return what is in the way and when; that somebody is simply away is said only if there is nothing else."""
        told: dict[tuple[str, str], list[str]] = {}
        away: dict[tuple[str, str], list[str]] = {}
        for slot, obstacles in witness["slots"].items():
            telling = [obstacle for obstacle in obstacles if obstacle["kind"] != "away"]
            for first in (telling or obstacles)[:1]:
                into = told if telling else away
                into.setdefault((first.get("limit", first["kind"]), first.get("agent", "")), []).append(slot)
        return "; ".join(
            self._text(OBSTACLES[kind], times=self._spans(slots), who=self._whose(agent) if agent else "")
            for (kind, agent), slots in (told or away).items()
        )

    def _whose(self, agent: str) -> str:
        delegation_id = self.facts.registrations[row_number(agent)].delegation_id
        return f"{self._person(agent)} ({self.facts.name(delegation_id)})"
