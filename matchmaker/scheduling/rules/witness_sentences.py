"""The organiser's sentences about an unmet wish that depend on the witness, where the row in `reasons` says less."""

from collections.abc import Mapping

from matchmaker.base.i18n import N_, translate_plural

NEVER_FREE = N_("%(one)s is not free at any time.")
FULL_FOR_A_DAY = N_("%(people)s (%(full)s) has as many meetings as wanted in a day: %(meetings)s in all.")
FULL_BY_RULE = N_("%(full)s has as many meetings as the rules allow: %(meetings)s.")
BOOTH_FULL = N_("The booth of %(owner)s is taken or closed at the times when both are free: %(times)s.")
FIXED_PLACE_FULL = N_("Their place is taken or closed at the times when both are free: %(times)s.")
BY_RULE = N_("Your rule plays a part: %(rule)s")
NOBODY_GAINS = N_("Nobody would gain from this meeting: neither side wished for it.")
WORTH_MORE = N_("Each of those meetings is worth more.")
NOT_WORTH_LESS = N_("None of those meetings is worth less.")

NOBODY_TO_INTERPRET = N_("No interpreter %(languages)s is free when both are: %(times)s.")
NOBODY_ALONG = N_("%(people)s, who joins them, is not free when both are: %(times)s.")
INTERPRETERS_FULL = N_(
    "Every free slot of the interpreters %(languages)s (%(people)s) holds a meeting already: %(meetings)s in all."
)
ALONG_FULL = N_("Every free slot of %(people)s, who joins them, holds a meeting already: %(meetings)s in all.")
ONE_MORE_INTERPRETER = N_("One more interpreter %(languages)s would help.")
THEIR_LANGUAGES = N_("for their languages")
"""Instead of the languages, where nobody has said which they speak, or all speak the same."""
NOT_INTERPRETED = N_("no interpreter %(languages)s is free at %(times)s")

WAY = N_("would have no time for the way from %(origin)s to %(goal)s, which takes %(minutes)d minutes")

RAISE_LIMIT = N_("Raise the limit of %(full)s.")
RELAX_PACE = N_("Ask %(people)s for one more meeting a day.")
SECOND_PLACE = N_("A second place for %(owner)s would make room.")

BY_PERSON = N_("%(who)s %(obstacles)s")
OBSTACLES: Mapping[str, str] = {
    "away": N_("is not free at %(times)s"),
    "max_per_day": N_("has as many meetings as wanted in a day (%(times)s)"),
    "max_in_a_row": N_("would have too many meetings in a row at %(times)s"),
    "keep_one_free": N_("keeps time for lunch at %(times)s"),
    "places": N_("no place is open and free at %(times)s"),
    "order": N_("another meeting must come first at %(times)s"),
    "spread": N_("breaks would be shared too unequally at %(times)s"),
}
"""What may be in the way in a slot beside meetings, by the solver's word for it: the limit, else the kind."""


def always_busy(who: str, times: int, language: str) -> str:
    """Return the sentence about the one person who is in a meeting at each of the times when both are there."""
    return translate_plural(
        language,
        "%(who)s has a meeting at the only time when both are there.",
        "%(who)s has meetings at all %(num)d times when both are there.",
        times,
        who=who,
    )


def busy(times: int, total: int, language: str) -> str:
    """Return what is said of a person who is in a meeting at some of the times when both are there."""
    return translate_plural(
        language,
        "is in another meeting %(num)d time out of %(total)d",
        "is in other meetings %(num)d times out of %(total)d",
        times,
        total=total,
    )
