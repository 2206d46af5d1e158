"""The reason of an unmet wish in words for the organiser: codes and witnesses become names and times."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from matchmaker.i18n import format_day, format_time, translate, translate_plural
from matchmaker.models import Slot
from matchmaker.planning.facts import Facts
from matchmaker.planning.problem import pair_key, row_number
from matchmaker.rules import reasons
from matchmaker.rules.reasons import FIXES, ORGANISER, Why

MOST_OBSTACLES = 4
"""More of them would not be read."""


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
                slots = [self._slot(name) for name in witness["slots"]]
                times = ", ".join(self.time(slot) for slot in slots)
                return self._text(ORGANISER[why], times=times), self._text(FIXES[why], first=self.time(slots[0]))
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

    def _obstacles(self, witness: dict[str, Any]) -> str:
        """Return what is in the way slot by slot; slots in which somebody is simply away come last."""
        told: list[str] = []
        away: list[str] = []
        for name, obstacles in witness["slots"].items():
            time = self.time(self._slot(name))
            telling = [obstacle for obstacle in obstacles if obstacle["kind"] != "away"]
            if telling:
                told.append(self._obstacle(telling[0], time))
            elif obstacles:
                away.append(self._obstacle(obstacles[0], time))
        shown = (told or away)[:MOST_OBSTACLES]
        more = len(told or away) - len(shown)
        if more:
            shown.append(translate_plural(self.language, "and one more time", "and %(num)d more times", more))
        return "; ".join(shown)

    def _obstacle(self, obstacle: dict[str, Any], time: str) -> str:
        match obstacle["kind"]:
            case "meeting":
                agent = obstacle["agent"]
                own = self.facts.registrations[row_number(agent)].delegation_id
                whom = {side for request in obstacle["requests"] for side in pair_key(request)} - {own}
                names = ", ".join(sorted(self.facts.name(side) for side in whom))
                return self._text(reasons.MEETS, time=time, who=self._person(agent), whom=names)
            case "away":
                return self._text(reasons.AWAY, time=time, who=self._person(obstacle["agent"]))
            case "limit":
                return self._text(reasons.LIMIT, time=time, who=self._person(obstacle["agent"]))
            case "places":
                return self._text(reasons.PLACES, time=time)
        return self._text(reasons.OTHER_OBSTACLE, time=time)
