"""The reason of an unmet wish in words for the organiser: codes and witnesses become names and times."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from matchmaker.base.i18n import translate
from matchmaker.models import Slot, pair_of
from matchmaker.scheduling.planning.along import INTERPRETER, is_along
from matchmaker.scheduling.planning.along_words import AlongWords
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.parties import role_id
from matchmaker.scheduling.planning.places import office_of
from matchmaker.scheduling.planning.presence import Presence
from matchmaker.scheduling.planning.problem import pair_key, request_id, row_number
from matchmaker.scheduling.planning.rule_words import sentence_of
from matchmaker.scheduling.planning.spans import spans_of, time_of
from matchmaker.scheduling.rules import witness_sentences as reasons
from matchmaker.scheduling.rules.reasons import REASONS, UnmetReason
from matchmaker.scheduling.rules.witness_sentences import OBSTACLES

Obstacle = dict[str, Any]
OF_TIMES_AND_PLACES = frozenset(
    {
        UnmetReason.NO_COMMON_SLOT,
        UnmetReason.PERSON_FULL,
        UnmetReason.PLACES_FULL,
        UnmetReason.OFFICE_FULL,
        UnmetReason.BLOCKED,
    }
)
"""Reasons in which a rule for particular people may play a part."""


@dataclass(frozen=True)
class WitnessWords:
    """Makes the sentences of one scenario in one language."""

    facts: Facts
    language: str
    meetings: Counter[str]
    """How many meetings each agent and delegation has, by the solver's ids."""
    presence: Presence

    def sentence_and_fix(self, reason: UnmetReason, one: int, other: int, witness: dict[str, Any]) -> tuple[str, str]:
        """Return why the wish of delegation `one` for `other` is not met, and what would help (may be empty).

        Rules for particular people that say when or where the two meet are named with it.
        """
        sentence, fix = self._by_reason(reason, one, other, witness)
        if reason not in OF_TIMES_AND_PLACES:
            return sentence, fix
        limiting = self.facts.rules.limiting(pair_of(one, other))
        told = (sentence_of(self.facts, rule, self.language) for rule in limiting)
        return " ".join((sentence, *(self._text(reasons.BY_RULE, rule=rule) for rule in told))), fix

    def _by_reason(self, reason: UnmetReason, one: int, other: int, witness: dict[str, Any]) -> tuple[str, str]:
        names = {"one": self.facts.name(one), "other": self.facts.name(other)}
        row = REASONS[reason]
        match reason:
            case UnmetReason.NO_COMMON_SLOT:
                return self._never_together(one, other, witness), self._text(row.fix)
            case UnmetReason.PERSON_FULL:
                return self._full(one, other, witness)
            case UnmetReason.PLACES_FULL | UnmetReason.OFFICE_FULL:
                return self._places_full(one, other, witness)
            case UnmetReason.BLOCKED:
                return self._blocked(one, other, witness)
            case UnmetReason.WORTH_LESS:
                return self._exchange(witness), ""
            case UnmetReason.CANNOT_COME:
                said = self.facts.declines[pair_of(one, other)]
                agents = dict.fromkeys(self.facts.humans.agent(who.registration_id) for who in said)
                names["people"] = ", ".join(map(self._whose, agents))
            case UnmetReason.OVER_LIMIT:
                names["limit"] = str(self.facts.limits(one).wish_limit)
            case UnmetReason.NO_INTERPRETER | UnmetReason.NO_INTERPRETER_BY_RULE:
                names["languages"] = self._along.languages(pair_of(one, other))
        return self._text(row.organiser, **names), self._text(row.fix, **names)

    @property
    def _along(self) -> AlongWords:
        return AlongWords(self.facts, self.language, self.meetings, self.presence)

    def time(self, slot: Slot) -> str:
        """Return when a slot begins, with its day at an event of several days."""
        return time_of(self.facts, slot, self.language)

    def _text(self, sentence: str, **params: Any) -> str:
        return translate(self.language, sentence, **params)

    def _slot(self, name: str) -> Slot:
        return self.facts.slots[row_number(name)]

    def _never_together(self, one: int, other: int, witness: dict[str, Any]) -> str:
        free = {
            side: [name for name, away in witness["away"].items() if not {f"d{side}", role_id(side)} & {*away}]
            for side in (one, other)
        }
        for side in (one, other):
            if not free[side]:
                return self._text(reasons.NEVER_FREE, one=self.facts.name(side))
        if together := [name for name in free[one] if name in free[other]]:
            return self._along.never_free(self._request(one, other), together, witness["away"])
        return self._text(
            REASONS[UnmetReason.NO_COMMON_SLOT].organiser,
            one=self.facts.name(one),
            other=self.facts.name(other),
            one_times=self._spans(free[one]),
            other_times=self._spans(free[other]),
        )

    def _spans(self, names: Iterable[str]) -> str:
        """Return slots as spans of time, or as days."""
        return spans_of(self.facts, {row_number(name) for name in names}, self.language)

    def _full(self, one: int, other: int, witness: dict[str, Any]) -> tuple[str, str]:
        party = witness["party"]
        if is_along(party):
            return self._along.full(self._request(one, other), party, tuple(witness["agents"]))
        full = self.facts.name(row_number(party))
        if "limit" in witness:
            sentence = self._text(reasons.FULL_BY_RULE, full=full, meetings=self.meetings[party])
            return sentence, self._text(reasons.RAISE_LIMIT, full=full)
        agents: dict[str, str] = witness["agents"]
        names = {"full": full, "people": ", ".join(self._person(agent) for agent in agents)}
        count = sum(self.meetings[agent] for agent in agents)
        if "max_per_day" in agents.values():
            sentence = self._text(reasons.FULL_FOR_A_DAY, meetings=count, **names)
            return sentence, self._text(reasons.RELAX_PACE, **names)
        helped = self._one_more_delegate(one, other, row_number(party))
        if count == 0:
            return self._text(reasons.NEVER_FREE, one=names["people"]), helped
        return self._text(REASONS[UnmetReason.PERSON_FULL].organiser, meetings=count, **names), helped

    def _one_more_delegate(self, one: int, other: int, full: int) -> str:
        """Return that one more delegate of `full` would help, if the other side and a place are free at some time."""
        openings = self.presence.openings(self._request(one, other), f"d{full}")
        if not openings:
            return ""
        return self._text(
            REASONS[UnmetReason.PERSON_FULL].fix,
            full=self.facts.name(full),
            other=self.facts.name(other if full == one else one),
            first=self.time(self._slot(openings[0])),
        )

    def _person(self, agent: str) -> str:
        return self.facts.persons[row_number(agent)].name

    def _request(self, one: int, other: int) -> str:
        return request_id(pair_of(one, other))

    def _pair(self, request: str) -> str:
        low, high = pair_key(request)
        return f"{self.facts.name(low)} – {self.facts.name(high)}"

    def _exchange(self, witness: dict[str, Any]) -> str:
        if not witness["requests"]:
            return self._text(reasons.NOBODY_GAINS)
        instead = "; ".join(self._pair(request) for request in witness["requests"])
        return self._text(REASONS[UnmetReason.WORTH_LESS].organiser, instead=instead)

    def _places_full(self, one: int, other: int, witness: dict[str, Any]) -> tuple[str, str]:
        times = self._spans(witness["slots"])
        owners = {place.owner_id for place in self.facts.places.values()} & {one, other}
        if self.facts.rules.places(pair_of(one, other)):
            return self._text(reasons.FIXED_PLACE_FULL, times=times), ""
        office = office_of(self.facts, pair_of(one, other))
        if office is not None and office.owner_id is not None:
            owner, row = self.facts.name(office.owner_id), REASONS[UnmetReason.OFFICE_FULL]
            return self._text(row.organiser, owner=owner, times=times), self._text(row.fix, owner=owner)
        if owners:
            owner = " / ".join(sorted(self.facts.name(side) for side in owners if side is not None))
            return self._text(reasons.BOOTH_FULL, owner=owner, times=times), self._text(
                reasons.SECOND_PLACE, owner=owner
            )
        first = self.time(self._slot(witness["slots"][0]))
        return self._text(REASONS[UnmetReason.PLACES_FULL].organiser, times=times), self._text(
            REASONS[UnmetReason.PLACES_FULL].fix, first=first
        )

    def _blocked(self, one: int, other: int, witness: dict[str, Any]) -> tuple[str, str]:
        """Return who is the bottleneck, in how many of the times when both are there, and what would help."""
        in_the_way = self._bottleneck(self._request(one, other), witness)
        told = self._along.in_the_way(
            self._request(one, other), {slot: set(map(_agent, found)) for slot, found in in_the_way.items()}
        )
        interpreters = self.presence.pool(self._request(one, other), INTERPRETER)
        for slot, obstacles in in_the_way.items():
            for obstacle in obstacles:
                if _agent(obstacle) in interpreters:
                    continue
                kinds = told.setdefault(_agent(obstacle), {})
                kinds.setdefault(self._kind(obstacle, slot), []).append(slot)
        if len(told) == 1 and all(list(kinds) == ["meeting"] for kinds in told.values()):
            sentence = reasons.always_busy(self._whose(next(iter(told))), len(in_the_way), self.language)
        else:
            often = sorted(told.items(), key=lambda person: -sum(len(slots) for slots in person[1].values()))
            said = "; ".join(self._obstacles(*person, len(in_the_way)) for person in often)
            sentence = self._text(REASONS[UnmetReason.BLOCKED].organiser, obstacles=said)
        sides = {self._side(agent) for agent in told}
        bottleneck = sides.pop() if len(sides) == 1 else None
        helped = "" if bottleneck is None else self._one_more_delegate(one, other, bottleneck)
        return " ".join(filter(None, (sentence, self._worth(self._request(one, other), in_the_way)))), helped

    def _bottleneck(self, request: str, witness: dict[str, Any]) -> dict[str, list[Obstacle]]:
        """Return what is in the way in each slot where both are there, told of those who are in the way most often."""
        both_there = [slot for slot in self.presence.both_there(request) if slot in witness["slots"]]
        choices: dict[str, list[list[Obstacle]]] = {}
        for slot in both_there or witness["slots"]:
            obstacles: list[Obstacle] = witness["slots"][slot]
            choices[slot] = [[obstacle for obstacle in obstacles if obstacle["kind"] != "away"] or obstacles]
            choices[slot] += [
                [{"kind": "meeting", "agent": agent, "requests": [meeting]} for agent, meeting in busy.items()]
                for busy in self.presence.in_meetings(request, slot)
            ]
        often = Counter(agent for alternatives in choices.values() for agent in set(map(_agent, chain(*alternatives))))

        def frequency(obstacles: list[Obstacle]) -> int:
            return max(often[agent] if agent else 0 for agent in map(_agent, obstacles))

        return {slot: max(alternatives, key=frequency) for slot, alternatives in choices.items()}

    def _kind(self, obstacle: Obstacle, slot: str) -> str:
        """Return what an obstacle is called; a meeting elsewhere that leaves no time for the way is its way."""
        here, named = self._slot(slot), obstacle.get("limit") or str(obstacle["kind"])
        placed = [found for request in obstacle.get("requests", ()) if (found := self.presence.slot_of(request))]
        slots = [self._slot(other) for other in placed]
        if any(one.starts_at < here.ends_at and here.starts_at < one.ends_at for one in slots):
            return named
        far = max(slots, key=lambda one: self.facts.travel.too_far(one, here), default=here)
        minutes = 0 if far is here else self.facts.travel.too_far(far, here)
        if not minutes:
            return named
        ends = sorted((far, here), key=lambda one: one.starts_at)
        return self._text(
            reasons.WAY,
            origin=self.facts.venues[ends[0].venue_id].name,
            goal=self.facts.venues[ends[1].venue_id].name,
            minutes=minutes,
        )

    def _obstacles(self, agent: str, kinds: dict[str, list[str]], total: int) -> str:
        """Return what keeps one person (nobody, if empty) from the meeting."""
        told = ", ".join(self._told(kind, slots, total) for kind, slots in kinds.items())
        return self._text(reasons.BY_PERSON, who=self._whose(agent), obstacles=told) if agent else told

    def _told(self, kind: str, slots: list[str], total: int) -> str:
        if kind == "meeting":
            return reasons.busy(len(slots), total, self.language)
        # a way is in words already
        return self._text(OBSTACLES[kind], times=self._spans(slots)) if kind in OBSTACLES else kind

    def _worth(self, request: str, in_the_way: dict[str, list[Obstacle]]) -> str:
        """Return that the meetings in the way are worth more, if each of them is."""
        meetings = {
            meeting for obstacles in in_the_way.values() for one in obstacles for meeting in one.get("requests", ())
        }
        least = min((self.presence.worth(meeting) for meeting in meetings), default=0)
        own = self.presence.worth(request)
        if least > own:
            return self._text(reasons.WORTH_MORE)
        return self._text(reasons.NOT_WORTH_LESS) if meetings and least == own else ""

    def _side(self, agent: str) -> int | None:
        return self.facts.registrations[row_number(agent)].delegation_id if agent else None

    def _whose(self, agent: str) -> str:
        delegation_id = self.facts.registrations[row_number(agent)].delegation_id
        return f"{self._person(agent)} ({self.facts.name(delegation_id)})"


def _agent(obstacle: Obstacle) -> str:
    """Return who it is about; empty for nobody."""
    agent: str = obstacle.get("agent", "")
    return agent
