"""The rules for particular people as sentences, for organisers."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.base.i18n import N_, format_time, translate
from matchmaker.models import ParticularRule, RuleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNames:
    """The names that rules need, by id; what does not exist has none."""

    organisations: Mapping[int, str]
    """Of delegations."""
    people: Mapping[int, str]
    """Of registrations."""
    places: Mapping[int, str]


OF_PAIR: Mapping[RuleKind, str] = {
    RuleKind.REQUIRED: N_("%(one)s and %(other)s must meet."),
    RuleKind.FORBIDDEN: N_("%(one)s and %(other)s do not meet."),
    RuleKind.TABLE: N_("%(one)s and %(other)s meet at %(place)s."),
    RuleKind.LANGUAGE: N_("%(one)s and %(other)s meet only in a language that both people speak."),
    RuleKind.LANGUAGE_PREFERRED: N_("%(one)s and %(other)s meet preferably in a language that both people speak."),
    RuleKind.ORDER: N_("%(one)s meets %(other)s before %(then)s."),
    RuleKind.TOGETHER: N_("%(one)s sends two people to the meeting with %(other)s."),
    RuleKind.INTERPRETER: N_("%(one)s and %(other)s meet with an interpreter."),
}
OF_ORGANISATION: Mapping[RuleKind, str] = {
    RuleKind.NOT_BEFORE: N_("%(one)s has no meeting before %(time)s."),
    RuleKind.NOT_AFTER: N_("%(one)s has no meeting after %(time)s."),
    RuleKind.TABLE: N_("%(one)s has all meetings at %(place)s."),
    RuleKind.LANGUAGE: N_("%(one)s meets others only in a language that both people speak."),
    RuleKind.LANGUAGE_PREFERRED: N_("%(one)s meets others preferably in a language that both people speak."),
    RuleKind.TOGETHER: N_("%(one)s sends two people to each meeting."),
    RuleKind.INTERPRETER: N_("%(one)s meets others in a language that both people speak, or with an interpreter."),
}
OF_PERSON: Mapping[RuleKind, str] = {
    RuleKind.NOT_BEFORE: N_("%(person)s (%(one)s) has no meeting before %(time)s."),
    RuleKind.NOT_AFTER: N_("%(person)s (%(one)s) has no meeting after %(time)s."),
}


def rule_in_words(rule: ParticularRule, names: RuleNames, language: str) -> str:
    """Return a rule as one sentence."""
    sentences = OF_PERSON if rule.registration_id else OF_PAIR if rule.other_id else OF_ORGANISATION
    return translate(
        language,
        sentences[rule.kind],
        one=names.organisations.get(rule.delegation_id or 0, ""),
        other=names.organisations.get(rule.other_id or 0, ""),
        then=names.organisations.get(rule.then_id or 0, ""),
        person=names.people.get(rule.registration_id or 0, ""),
        place=names.places.get(rule.place_id or 0, ""),
        time="" if rule.wall is None else format_time(rule.wall, language),
    )
