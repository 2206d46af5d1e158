"""The rules for particular people as sentences, with the names of their event."""

from matchmaker.models import ParticularRule
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.rules.particular_sentences import RuleNames, rule_in_words


def sentence_of(facts: Facts, rule: ParticularRule, language: str) -> str:
    """Return a rule as a sentence with the names of its event."""
    sides = (rule.delegation_id, rule.other_id, rule.then_id)
    names = RuleNames(
        organisations={side: facts.name(side) for side in sides if side is not None},
        people={number: person.name for number, person in facts.persons.items() if number == rule.registration_id},
        places={number: place.code for number, place in facts.places.items() if number == rule.place_id},
    )
    return rule_in_words(rule, names, language)
