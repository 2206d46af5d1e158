"""What changes of the structure would do, and what the rules of a category mean, in words."""

from matchmaker.base.i18n import N_, N_plural, format_time, translate, translate_plural
from matchmaker.releases.words import in_the_way
from matchmaker.scheduling.planning.overlaps import DoubleTime
from matchmaker.setup.planning.hits import HitMeeting
from matchmaker.setup.planning.impact import Impact
from matchmaker.setup.planning.meaning import CategoryMeaning
from matchmaker.setup.planning.new_times import NewTimes

_MOVABLE = N_plural(
    "%(num)d published meeting can keep its time at another place.",
    "%(num)d published meetings can keep their times at other places.",
)
_MAKING_WAY = N_plural(
    "For that, %(num)d other published meeting changes its place, at the same time.",
    "For that, %(num)d other published meetings change their places, at the same time.",
)
_FALLING = N_plural(
    "%(num)d published meeting cannot take place any more (%(times)s).",
    "%(num)d published meetings cannot take place any more (%(times)s).",
)
_STUCK = N_plural(
    "%(num)d published meeting needs another time (%(times)s).",
    "%(num)d published meetings need other times (%(times)s).",
)
_HEALED = N_plural(
    "%(num)d published meeting that contradicted the structure fits again.",
    "%(num)d published meetings that contradicted the structure fit again.",
)
_SHIFTED = N_plural(
    "%(num)d published meeting keeps its slot and is at another time with it.",
    "%(num)d published meetings keep their slots and are at another time with them.",
)
_FEWER = N_plural(
    "%(num)d person has fewer times for meetings: %(after)s instead of %(before)s.",
    "%(num)d people have fewer times for meetings: %(after)s instead of %(before)s.",
)
_OTHER = N_plural(
    "%(num)d person has as many times for meetings as before, but others.",
    "%(num)d people have as many times for meetings as before, but others.",
)
_APART = N_plural(
    "%(num)d pair that agrees to meet has no time in common any more.",
    "%(num)d pairs that agree to meet have no time in common any more.",
)
_EXCLUDED = N_plural(
    "%(num)d wish no longer counts. It stays written, those who made it see why, and it counts again once you allow "
    "it.",
    "%(num)d wishes no longer count. They stay written, those who made them see why, and they count again once you "
    "allow it.",
)
_INCLUDED = N_plural("%(num)d wish counts again.", "%(num)d wishes count again.")
_PARTED = N_plural(
    "%(num)d pair that agrees to meet may not meet any more.", "%(num)d pairs that agree to meet may not meet any more."
)
_JOINED = N_plural("%(num)d more pair may meet.", "%(num)d more pairs may meet.")
_KEPT = N_plural(
    "%(num)d published meeting is of such a wish: it stays, and the next schedule may keep it.",
    "%(num)d published meetings are of such wishes: they stay, and the next schedule may keep them.",
)
_HURRIED = N_plural(
    "%(num)d meeting of the newest schedule leaves too little time for the way: %(people)s.",
    "%(num)d meetings of the newest schedule leave too little time for the way: %(people)s.",
)
_AT_ONCE = N_plural(
    "%(num)d person has “%(first)s” (%(first_time)s) and “%(second)s” (%(second_time)s) at the same time.",
    "%(num)d people have “%(first)s” (%(first_time)s) and “%(second)s” (%(second_time)s) at the same time.",
)
_MORE = N_plural(
    "%(num)d person has more times for meetings: %(after)s instead of %(before)s.",
    "%(num)d people have more times for meetings: %(after)s instead of %(before)s.",
)
_SAID = N_plural(
    "%(num)d of these people has said when they can: in new slots they count as free unless they said otherwise.",
    "%(num)d of these people have said when they can: in new slots they count as free unless they said otherwise.",
)
_SEATS = N_("Room for %(after)d meetings, before it was %(before)d.")
_STAY = N_("Release %(number)d stays as it is, and nobody is told, until you publish again.")
_NEXT = N_("These meetings come under “Needs you”, with repairs that disturb as few people as possible.")
_NOTHING = N_("Nothing is published yet: nobody's agenda changes.")
_MEMBERS = N_plural("%(num)d delegation", "%(num)d delegations")
_PEOPLE = N_plural("%(num)d person who meets", "%(num)d people who meet")
_FREE = N_("They can meet in %(free)d of %(slots)d times, person by person.")
_AGREED = N_plural("%(num)d pair agrees to meet.", "%(num)d pairs agree to meet.")
_AT_LIMIT = N_plural(
    "%(num)d delegation has made all the wishes that it may.", "%(num)d delegations have made all the wishes they may."
)
_NOT_COUNTED = N_plural(
    "%(num)d of their wishes does not count: it is for a category that they may not ask.",
    "%(num)d of their wishes do not count: they are for categories that they may not ask.",
)
_SHORT = N_plural(
    "%(num)d delegation has fewer agreed meetings than are aimed at.",
    "%(num)d delegations have fewer agreed meetings than are aimed at.",
)
_TALKS = N_plural("%(num)d presentation is in the programme.", "%(num)d presentations are in the programme.")
LISTED = 8
"""So many times are named."""


def impact_in_words(impact: Impact, language: str) -> tuple[str, ...]:
    """Return every consequence of a change as a sentence."""
    stuck, falling = impact.stuck, impact.falling
    counted = [
        translate_plural(language, *plural, number, **params)
        for plural, number, params in (
            (_MOVABLE, impact.movable, {}),
            (_MAKING_WAY, impact.making_way, {}),
            (_FALLING, len(falling), {"times": _times(falling, language)}),
            (_STUCK, len(stuck), {"times": _times(stuck, language)}),
            (_HEALED, impact.healed, {}),
            (_SHIFTED, impact.shifted, {}),
            (_FEWER, impact.fewer.people, _numbers(impact.fewer)),
            (_OTHER, impact.other.people, {}),
            (_MORE, impact.more.people, _numbers(impact.more)),
            (_SAID, impact.said, {}),
            (_APART, impact.apart, {}),
            (_EXCLUDED, impact.excluded, {}),
            (_INCLUDED, impact.included, {}),
            (_PARTED, impact.parted, {}),
            (_JOINED, impact.joined, {}),
            (_KEPT, impact.kept, {}),
            (_HURRIED, len(impact.hurried), {"people": _people(impact)}),
        )
        if number
    ]
    counted.extend(in_the_way(one, language) for one in impact.in_the_way)
    counted.extend(at_once(one, language) for one in impact.at_once)
    if impact.seats != impact.seats_before:
        counted.append(translate(language, _SEATS, after=impact.seats, before=impact.seats_before))
    if not impact.release:
        return (*counted, translate(language, _NOTHING))
    counted.append(translate(language, _STAY, number=impact.release))
    return (*counted, translate(language, _NEXT)) if impact.meetings or impact.shifted else tuple(counted)


def at_once(one: DoubleTime, language: str) -> str:
    """Return that people have two items of the programme at once."""
    words = {}
    for name, item in (("first", one.first), ("second", one.second)):
        words[name] = item.title(language)
        words[f"{name}_time"] = f"{format_time(item.starts, language)}–{format_time(item.ends, language)}"
    return translate_plural(language, *_AT_ONCE, len(one.people), **words)


def _numbers(times: NewTimes) -> dict[str, str]:
    return {
        name: str(least) if least == most else f"{least}–{most}"
        for name, (least, most) in (("before", times.before), ("after", times.after))
    }


def _people(impact: Impact) -> str:
    people = list(dict.fromkeys(name for names in impact.hurried for name in names))
    return ", ".join(people[:LISTED]) + (" …" if len(people) > LISTED else "")


def _times(meetings: tuple[HitMeeting, ...], language: str) -> str:
    times = list(dict.fromkeys(format_time(meeting.starts, language) for meeting in meetings))
    return ", ".join(times[:LISTED]) + (" …" if len(times) > LISTED else "")


def meaning_in_words(meaning: CategoryMeaning, language: str) -> tuple[str, ...]:
    """Return what the rules of a category mean at this event, as sentences; the first says who is in it."""
    who = translate_plural(language, *_MEMBERS, meaning.delegations)
    sentences = [f"{who}, {translate_plural(language, *_PEOPLE, meaning.people)}."]
    if meaning.slots:
        sentences.append(translate(language, _FREE, free=meaning.free, slots=meaning.slots))
    counted = (
        (_AGREED, meaning.agreed),
        (_NOT_COUNTED, meaning.excluded),
        (_AT_LIMIT, meaning.at_limit),
        (_SHORT, meaning.short),
        (_TALKS, meaning.presentations),
    )
    return (*sentences, *(translate_plural(language, *plural, number) for plural, number in counted if number))
