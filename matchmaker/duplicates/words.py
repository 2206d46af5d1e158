"""Why two look alike, and what a merge does, as sentences."""

from collections.abc import Iterator, Mapping, Sequence

from matchmaker.base.i18n import N_, N_plural, format_short_day, translate, translate_plural
from matchmaker.duplicates.queries.comparison import SideBySide
from matchmaker.duplicates.queries.shared import SharedEvent, SharedOutcome
from matchmaker.duplicates.rules import Likeness
from matchmaker.models import MergeKind

LIKENESS: Mapping[Likeness, str] = {
    Likeness.NUMBER: N_("same enterprise number"),
    Likeness.PROFILE: N_("same LinkedIn profile"),
    Likeness.NAME: N_("same name"),
    Likeness.WEBSITE: N_("same website, similar names"),
    Likeness.TELEPHONE: N_("same telephone number, similar names"),
    Likeness.SPELLING: N_("similar spelling"),
}
_EVENTS: Mapping[MergeKind, Mapping[SharedOutcome, str]] = {
    MergeKind.PERSON: {
        SharedOutcome.JOINED: N_("%(event)s: the two registrations become one."),
        SharedOutcome.LEFT: N_("%(event)s: the two registrations stay in the records as they were."),
        SharedOutcome.BLOCKED: N_(
            "%(event)s: both take part, and there is a schedule. Withdraw one of the two registrations there first, "
            "or merge them after the event."
        ),
    },
    MergeKind.ORGANISATION: {
        SharedOutcome.JOINED: N_("%(event)s: the two delegations become one."),
        SharedOutcome.LEFT: N_("%(event)s: the two delegations stay in the records as they were."),
        SharedOutcome.BLOCKED: N_(
            "%(event)s: both take part, and there is a schedule. Withdraw one of the two there first, or merge them "
            "after the event."
        ),
    },
}
DOMAINS_SHOWN = 3
_KEPT = N_plural("%(num)d wish is kept.", "%(num)d wishes are kept.")
_DROPPED = N_plural(
    "%(num)d wish that is there twice, or between the two, is dropped.",
    "%(num)d wishes that are there twice, or between the two, are dropped.",
)
_VETOED = N_plural(
    "%(num)d wish is taken off its list, because a veto stands against it.",
    "%(num)d wishes are taken off their lists, because vetoes stand against them.",
)
_MOVED = N_plural(
    "%(num)d other event with all that belongs to it comes along.",
    "%(num)d other events with all that belongs to them come along.",
)
_PEOPLE = N_plural("%(num)d person comes along.", "%(num)d people come along.")
_SAME_ADDRESS = N_plural(
    "%(num)d person is there in both with the same address, and becomes one.",
    "%(num)d people are there in both with the same address, and become one each.",
)
_PERIOD = N_("Membership “%(tier)s”, %(first)s to %(last)s, comes along.")
_PERIOD_LEFT = N_(
    "Membership “%(tier)s”, %(first)s to %(last)s, stays in the records: %(name)s has another one on these days."
)
_ENDLESS = N_("no end")
_ADDRESS = N_(
    "Mails go to the address that stays. A log-in link that is asked for with the other one goes to that address."
)
_TOLD = N_("Log-ins end, and calendars must be subscribed to anew.")
_OTHER_DOMAINS = N_(
    "Addresses are of other domains: %(one)s and %(other)s. Make sure that this is one organisation before you merge."
)
_READ_EACH_OTHER = N_("Where both take part, their people see each other's wishes, vetoes and meetings.")
_CALENDARS = N_("Calendars that are subscribed to go on; log-ins stay valid.")
_BOTH_LOGGED_IN = N_(
    "Somebody has logged in with each of the two addresses. An administrator of the community, or an organiser of the "
    "events of both, can merge them."
)
_STAYS = N_("%(email)s stays: somebody has logged in with it. Organisers of an event of theirs can correct it.")
_NAMESAKE = N_(
    "%(email)s belongs to two people of other names, one in each. Give one of them an address of their own first."
)


def effects_in_words(found: SideBySide, addresses: Sequence[int], language: str) -> tuple[str, ...]:
    """Return every consequence of a merge that is possible, as a sentence; `addresses` are those it may keep."""
    return tuple(_effects(found, addresses, language))


def obstacles_in_words(found: SideBySide, addresses: Sequence[int], language: str) -> tuple[str, ...]:
    """Return why a merge is not possible, each with the way out; nothing where it is."""
    blocked = [_event(found, one, language) for one in found.blocked]
    if found.kind is MergeKind.PERSON and not addresses:
        blocked.append(translate(language, _BOTH_LOGGED_IN))
    return (*blocked, *(translate(language, _NAMESAKE, email=email) for email in found.namesakes))


def _effects(found: SideBySide, addresses: Sequence[int], language: str) -> Iterator[str]:
    if found.of_other_domains:
        domains = [", ".join(side.domains[:DOMAINS_SHOWN]) for side in found.sides]
        yield translate(language, _OTHER_DOMAINS, one=domains[0], other=domains[1])
    for one in found.shared:
        yield _event(found, one, language)
        if one.wishes_kept:
            yield translate_plural(language, *_KEPT, one.wishes_kept)
        if one.wishes_dropped:
            yield translate_plural(language, *_DROPPED, one.wishes_dropped)
        if one.wishes_vetoed:
            yield translate_plural(language, *_VETOED, one.wishes_vetoed)
    counted = (
        (_MOVED, len(found.merged.events) - len(found.shared)),
        (_PEOPLE, found.merged.people - len(found.same_address)),
        (_SAME_ADDRESS, len(found.same_address)),
    )
    for plural, number in counted:
        if number > 0:
            yield translate_plural(language, *plural, number)
    for period in found.merged.periods:
        yield translate(
            language,
            _PERIOD_LEFT if period in found.periods_left else _PERIOD,
            name=found.kept.name,
            tier=period.tier,
            first=format_short_day(period.starts_on, language),
            last=format_short_day(period.ends_on, language) if period.ends_on else translate(language, _ENDLESS),
        )
    if found.kind is not MergeKind.PERSON:
        yield translate(language, _READ_EACH_OTHER)
        yield translate(language, _CALENDARS)
        return
    if len(addresses) == 1:
        yield translate(
            language, _STAYS, email=next(one for one in found.sides if one.id == addresses[0]).values["email"]
        )
    yield translate(language, _ADDRESS)
    yield translate(language, _TOLD)


def _event(found: SideBySide, one: SharedEvent, language: str) -> str:
    return translate(language, _EVENTS[found.kind][one.outcome], event=one.event.name)
