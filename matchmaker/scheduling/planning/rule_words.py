"""The rules for particular people as sentences, with the names of their event."""

from matchmaker.models import ParticularRule
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.rules.particular_sentences import RuleNames, rule_in_words


def sentence_of(facts: Facts, rule: ParticularRule, language: str) -> str:
    """Return a rule as a sentence with the names of its event."""

    def organisation(number: int | None) -> str:
        return "" if number is None else facts.name(number)

    person = facts.persons.get(rule.registration_id or 0)
    place = facts.places.get(rule.place_id or 0)
    names = RuleNames(
        one=organisation(rule.delegation_id),
        other=organisation(rule.other_id),
        then=organisation(rule.then_id),
        person="" if person is None else person.name,
        place="" if place is None else place.code,
    )
    return rule_in_words(rule, names, language)
