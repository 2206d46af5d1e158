"""What keeps those from a meeting who come along to it, in words for the organiser."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from matchmaker.base.i18n import translate
from matchmaker.models import PairKey
from matchmaker.scheduling.planning.along import INTERPRETER, is_along, wanted_pairs
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.presence import Presence
from matchmaker.scheduling.planning.problem import pair_key, row_number
from matchmaker.scheduling.planning.spans import spans_of
from matchmaker.scheduling.rules import witness_sentences
from matchmaker.scheduling.rules.interpreting import pairs_in_words


@dataclass(frozen=True)
class AlongWords:
    """Makes these parts of the sentences of `WitnessWords`."""

    facts: Facts
    language: str
    meetings: Counter[str]
    """How many meetings each agent has."""
    presence: Presence

    def never_free(self, request: str, together: Collection[str], away: Mapping[str, Collection[str]]) -> str:
        """Return who is never free in the slots in which both sides are; `away`: the parties with nobody, by slot."""
        lacking = Counter(party for slot in together for party in away[slot] if is_along(party))
        worst = max(self.presence.roles(request), key=lambda role: lacking[role.id])
        times = self._spans(together)
        if worst.id == INTERPRETER:
            languages = self.languages(pair_key(request), worst.agents)
            return self._text(witness_sentences.NOBODY_TO_INTERPRET, languages=languages, times=times)
        return self._text(witness_sentences.NOBODY_ALONG, people=self._people(worst.agents), times=times)

    def full(self, request: str, party: str, agents: Collection[str]) -> tuple[str, str]:
        """Return that all who may come along have no free slot left, and what would help."""
        count, people = sum(self.meetings[agent] for agent in agents), self._people(agents)
        if party != INTERPRETER:
            return self._text(witness_sentences.ALONG_FULL, people=people, meetings=count), ""
        languages = self.languages(pair_key(request), agents)
        return (
            self._text(witness_sentences.INTERPRETERS_FULL, languages=languages, people=people, meetings=count),
            self._text(witness_sentences.ONE_MORE_INTERPRETER, languages=languages),
        )

    def in_the_way(self, request: str, agents: Mapping[str, Collection[str]]) -> dict[str, dict[str, list[str]]]:
        """Return in which slots no interpreter is free, as `WitnessWords` tells it; `agents`: who is in the way."""
        pool = self.presence.pool(request, INTERPRETER)
        without = [slot for slot, found in agents.items() if not pool.isdisjoint(found)]
        if not without:
            return {}
        languages, times = self.languages(pair_key(request), pool), self._spans(without)
        return {"": {self._text(witness_sentences.NOT_INTERPRETED, languages=languages, times=times): without}}

    def languages(self, pair: PairKey, agents: Collection[str] = ()) -> str:
        """Return between which languages a pair needs an interpreter; `agents`: who could, if anybody."""
        wanted = wanted_pairs(self.facts, pair)
        known = frozenset(
            two for agent in agents for two in self.facts.interpreters.get(row_number(agent), frozenset())
        )
        return pairs_in_words(known & wanted or wanted, self.language) or self._text(witness_sentences.THEIR_LANGUAGES)

    def _people(self, agents: Collection[str]) -> str:
        return ", ".join(self.facts.persons[row_number(agent)].name for agent in agents)

    def _spans(self, slots: Collection[str]) -> str:
        return spans_of(self.facts, {row_number(slot) for slot in slots}, self.language)

    def _text(self, sentence: str, **params: object) -> str:
        return translate(self.language, sentence, **params)
