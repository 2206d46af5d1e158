"""Rules for particular people: added and removed, with their undo; what they contradict is refused."""

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_, SCREEN_LANGUAGES
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.journal.words import named
from matchmaker.models import Event, ParticularRule, RuleKind, Staff, StructureAct, row_id
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.rule_words import sentence_of
from matchmaker.scheduling.queries.particular import rules_in_words
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.planning.contradictions import refuse_contradiction
from matchmaker.setup.queries.new_rule import NewRule
from matchmaker.setup.queries.particular_rules import rule_of

LONGEST_NOTE, LONGEST_NAME = 200, 120


def add_rule(session: Session, event: Event, new: NewRule, *, staff: Staff) -> ParticularRule:
    """Add a rule for particular people and return it; published meetings that it breaks are not touched here.

    Raises `InvalidInput` for what is missing or of elsewhere, for one who has withdrawn, for somebody else's booth, and
    for a rule that contradicts another one.
    """
    event = lock_event(session, row_id(event))
    facts = load_facts(session, event)
    row = _checked(facts, new)
    row.note, row.created_by = one_line(new.note)[:LONGEST_NOTE], staff.name[:LONGEST_NAME]
    refuse_contradiction(facts, row, staff.language)
    sentences = {language: sentence_of(facts, row, language) for language in SCREEN_LANGUAGES}
    with noted(session, event, StructureAct.ADD_RULE, [named(sentences, "")], staff=staff):
        session.add(row)
        session.flush()
    return row


def _checked(facts: Facts, new: NewRule) -> ParticularRule:
    if not new.complete:
        raise InvalidInput(N_("Say whom and what the rule is about."))
    sides = [one for one in (new.delegation_id, new.other_id, new.then_id) if one is not None]
    person = None if new.registration_id is None else facts.registrations.get(new.registration_id)
    foreign = (
        not facts.delegations.keys() >= set(sides)
        or (new.registration_id is not None and (person is None or person.delegation_id != new.delegation_id))
        or (new.place_id is not None and new.place_id not in facts.places)
    )
    if foreign:
        raise InvalidInput(N_("Choose people and places of this event."))
    if len(set(sides)) != len(sides):
        raise InvalidInput(N_("Choose different organisations."))
    if any(facts.delegations[side].withdrawn for side in sides) or (person is not None and person.withdrawn):
        raise InvalidInput(N_("One of them does not take part any more."))
    if new.kind is RuleKind.TOGETHER and len(facts.delegate_ids[sides[0]]) < 2:
        raise InvalidInput(N_("%(name)s has only one person who goes to meetings."), name=facts.name(sides[0]))
    place = facts.places.get(new.place_id or 0)
    if place is not None and place.owner_id is not None and place.owner_id not in sides:
        raise InvalidInput(N_("%(place)s is the booth of somebody else."), place=place.code)
    return new.row(row_id(facts.event))


def remove_rule(session: Session, event: Event, rule_id: int, *, staff: Staff) -> None:
    """Remove a rule for particular people; raises `NotFound` if there is none any more."""
    event = lock_event(session, row_id(event))
    row = rule_of(session, event, rule_id)
    sentences = {language: rules_in_words(session, (row,), language)[0] for language in SCREEN_LANGUAGES}
    with noted(session, event, StructureAct.REMOVE_RULE, [named(sentences, "")], staff=staff):
        session.delete(row)
        session.flush()
