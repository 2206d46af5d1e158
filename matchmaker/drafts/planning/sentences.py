"""What speaks against a spot, in sentences."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from matchmaker.base.i18n import N_, format_mark, format_time, translate
from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.rules.conflicts import Conflict, ConflictKind
from matchmaker.models import Slot, required, row_id
from matchmaker.scheduling.planning.places import place_in_words

CONFLICTS: Mapping[ConflictKind, str] = {
    ConflictKind.NOT_AGREED: N_(
        "The two may not meet: there is no agreement, or one of them refuses or has withdrawn."
    ),
    ConflictKind.KEPT_APART: N_("By a rule of yours, these two do not meet."),
    ConflictKind.OUT_OF_ORDER: N_("By a rule of yours, the order with %(meeting)s would be wrong."),
    ConflictKind.CANNOT_GO: N_("%(person)s cannot be sent to this meeting."),
    ConflictKind.ONE_ALONE: N_("By a rule of yours, %(organisation)s sends two people here, and one would go."),
    ConflictKind.NOBODY_ALONG: N_("Nobody would come along who is needed there, such as an interpreter."),
    ConflictKind.PROGRAMME: N_("%(person)s takes part in “%(item)s”."),
    ConflictKind.NOT_YET: N_("%(person)s has not arrived yet."),
    ConflictKind.GONE: N_("%(person)s has left by then."),
    ConflictKind.ABSENT: N_("%(person)s is not available then."),
    ConflictKind.HOURS: N_("By a rule of yours, %(person)s has no meeting then."),
    ConflictKind.BUSY: N_("%(person)s meets %(other)s then."),
    ConflictKind.TRAVEL: N_("%(person)s meets %(other)s at %(time)s: the way takes %(minutes)s minutes."),
    ConflictKind.ITEM_TRAVEL: N_("%(person)s takes part in “%(item)s”: the way takes %(minutes)s minutes."),
    ConflictKind.ELSEWHERE: N_("%(person)s does not come along to this city."),
    ConflictKind.PLACE_TAKEN: N_("%(place)s is taken then."),
    ConflictKind.PLACES_TAKEN: N_("Every table where they could meet is taken then."),
    ConflictKind.PLACE_CLOSED: N_("%(place)s is closed then."),
    ConflictKind.OTHER_VENUE: N_("%(place)s is in another venue."),
    ConflictKind.OTHER_BOOTH: N_(
        "These two cannot use %(place)s: it is a booth, or they meet at a booth of their own."
    ),
    ConflictKind.MAXIMUM: N_("%(organisation)s has as many meetings as the rules allow."),
    ConflictKind.MAXIMUM_RECEIVED: N_("%(organisation)s has as many meetings wished by others as the rules allow."),
    ConflictKind.QUIET: N_("%(person)s keeps time free around “%(item)s”."),
    ConflictKind.MAX_PER_DAY: N_("%(person)s does not want more than %(limit)s meetings a day."),
    ConflictKind.MAX_IN_A_ROW: N_("%(person)s does not want more than %(limit)s meetings in a row."),
    ConflictKind.LUNCH: N_("%(person)s would have no time left for lunch."),
}

LOCKED = N_("This meeting is locked. Unlock it first.")


def times_in_words(slots: Collection[Slot], language: str) -> dict[int, str]:
    """Return when each slot of an event begins, by its id; with its day if they are of several days."""
    several_days = len({slot.day for slot in slots}) > 1
    found = {}
    for slot in slots:
        time = format_time(slot.starts, language)
        found[row_id(slot)] = f"{format_mark(slot.day, language)}, {time}" if several_days else time
    return found


class ConflictWords:
    """Says what speaks against a spot, with names and times, for an organiser."""

    def __init__(self, board: DraftBoard, language: str) -> None:
        self.board, self.language = board, language
        self._said: dict[Conflict | tuple[ConflictKind, int], str] = {}

    def say(self, conflict: Conflict) -> str:
        """Return the sentence of a conflict; each is made once, as many cells have the same."""
        # what speaks against a place is the same at all times, whoever meets there
        about = conflict if conflict.place_id is None else (conflict.kind, conflict.place_id)
        if about not in self._said:
            self._said[about] = self._say(conflict)
        return self._said[about]

    def _say(self, conflict: Conflict) -> str:
        facts, words = self.board.facts, dict[str, str]()
        if conflict.registration_id is not None:
            words["person"] = self.person(conflict.registration_id)
        if conflict.delegation_id is not None:
            words["organisation"] = facts.name(conflict.delegation_id)
        if conflict.place_id is not None:
            words["place"] = place_in_words(facts, conflict.place_id)
        if conflict.item_id is not None:
            words["item"] = facts.items[conflict.item_id].title(self.language)
        if conflict.kind in {ConflictKind.BUSY, ConflictKind.TRAVEL}:
            words["other"] = self._other(conflict)
        if conflict.minutes is not None:
            words["minutes"] = str(conflict.minutes)
        if conflict.kind is ConflictKind.TRAVEL:
            words["time"] = self.time(self.board.held[required(conflict.meeting_id)].spot.slot_id)
        if conflict.kind is ConflictKind.OUT_OF_ORDER:
            words["meeting"] = " – ".join(map(facts.name, self.board.held[required(conflict.meeting_id)].pair))
        if conflict.kind in {ConflictKind.MAX_PER_DAY, ConflictKind.MAX_IN_A_ROW}:
            words["limit"] = str(self._limit(conflict))
        return translate(self.language, CONFLICTS[conflict.kind], **words)

    def reasons(self, conflicts: Sequence[Conflict]) -> tuple[str, ...]:
        """Return the sentences of conflicts, each once; personal limits only where nothing else is in the way."""
        hard = [conflict for conflict in conflicts if conflict.rule is None]
        return tuple(dict.fromkeys(self.say(conflict) for conflict in hard or conflicts))

    def person(self, registration_id: int) -> str:
        """Return a person's name; empty for somebody who is not on the board."""
        person = self.board.facts.persons.get(registration_id)
        return "" if person is None else person.name

    def time(self, slot_id: int) -> str:
        """Return when a slot begins, with its day if the event has several."""
        return self._times[slot_id]

    @cached_property
    def _times(self) -> Mapping[int, str]:
        return times_in_words(self.board.facts.slots.values(), self.language)

    def _other(self, conflict: Conflict) -> str:
        """Return the other side of the meeting that is in the way, as the person sees it."""
        facts = self.board.facts
        held = self.board.held[required(conflict.meeting_id)]
        agent = facts.humans.agent(required(conflict.registration_id))
        own = {
            facts.registrations[person].delegation_id
            for person in held.spot.people
            if person in facts.registrations and facts.humans.agent(person) == agent
        }
        return " – ".join(facts.name(side) for side in held.pair if side not in own)

    def _limit(self, conflict: Conflict) -> int | None:
        registration = self.board.facts.registrations[required(conflict.registration_id)]
        return registration.max_per_day if conflict.kind is ConflictKind.MAX_PER_DAY else registration.max_in_a_row
