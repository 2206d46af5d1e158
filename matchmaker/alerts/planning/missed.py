"""The wishes that a repair does not meet, each with its reason in words."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import solver
from matchmaker.alerts.planning.proposals import ProposalSource
from matchmaker.models import Strength, pair_of
from matchmaker.scheduling.planning.presence import Presence
from matchmaker.scheduling.planning.problem import pair_key, request_id
from matchmaker.scheduling.planning.results import unmet_wishes
from matchmaker.scheduling.planning.witnesses import WitnessWords
from matchmaker.scheduling.rules.reasons import UnmetReason
from matchmaker.wishes.rules.values import STRENGTH_WORTH

_Why = tuple[UnmetReason, int, int, dict[str, Any]]
"""Code, both sides and witness of a wish that is not met."""


@dataclass(frozen=True, slots=True)
class MissedWish:
    """A wish that a repair does not meet, and why."""

    from_name: str
    to_name: str
    strength: Strength
    code: UnmetReason
    sentence: str
    fix: str
    """What would help; empty if nothing is known to."""
    lost: bool
    """Whether it is met by what is published."""
    others: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Both in other languages of those who may read them."""

    def said(self, language: str) -> tuple[str, str]:
        """Return why, and what would help: in that language, if it is known in it."""
        return self.others.get(language, (self.sentence, self.fix))


def missed_wishes(
    source: ProposalSource,
    released: solver.Schedule,
    languages: Sequence[str],
    *,
    asked: Collection[int] | None = None,
    worded: int | None = None,
) -> tuple[MissedWish, ...]:
    """Return the wishes that a repair does not meet: first those that are met as `released`, then the strongest.

    With `asked`, the ids of wishes that a change adds: only these, and those that are met as released. So many are
    `worded` (by default all), in each of the `languages`; the others have no sentence.
    """
    task, schedule = source.task, source.result.schedule
    witnesses = {pair_key(reason.request): reason.witness for reason in source.result.reasons}
    counts = Counter(agent for one in schedule.assignments.values() for agent in one.agents)
    counts.update(f"d{side}" for name in schedule.assignments for side in pair_key(name))
    presence = Presence(task.problem, schedule)
    words = [WitnessWords(task.facts, language, counts, presence) for language in languages]
    found = []
    for wish in unmet_wishes(task, source.result):
        one, other = wish["from"], wish["to"]
        pair, code = pair_of(one, other), UnmetReason(wish["code"])
        lost = request_id(pair) in released.assignments
        if asked is not None and not lost and wish["wish"] not in asked:
            continue
        if wish["eligible"] and pair not in task.found.eligible:
            # what is published is taken out by hand or by the change; all else lacks somebody who could go
            code = UnmetReason.CANCELLED if lost else UnmetReason.WITHDRAWN
        if lost and code is UnmetReason.NOBODY_REGISTERED:
            code = UnmetReason.WITHDRAWN  # somebody was to go
        names, strength = (task.facts.name(one), task.facts.name(other)), Strength(wish["strength"])
        why = code, one, other, witnesses.get(pair, {}) if wish["eligible"] else {}
        found.append((wish["rank"], MissedWish(*names, strength, code, "", "", lost), why))
    found.sort(key=lambda item: (not item[1].lost, -STRENGTH_WORTH[item[1].strength], item[0], item[1].from_name))
    most = len(found) if worded is None else worded
    told = (_worded(missed, words, why) if place < most else missed for place, (_, missed, why) in enumerate(found))
    return tuple(told)


def _worded(missed: MissedWish, words: Sequence[WitnessWords], why: _Why) -> MissedWish:
    (sentence, fix), *others = (one.sentence_and_fix(*why) for one in words)
    languages = (one.language for one in words[1:])
    return replace(missed, sentence=sentence, fix=fix, others=dict(zip(languages, others, strict=True)))
