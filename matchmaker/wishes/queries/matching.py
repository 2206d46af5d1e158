"""Suggestions as SQL: the rule of `matchmaker.wishes.rules.suggestions` as points and conditions on an organisation.

So a page reads the companies that it shows, whatever the size of the event.
"""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Text, and_, case, cast, exists, false, func, literal, or_, select
from sqlmodel import col

from matchmaker.models import Delegation, Organisation, Person, Registration, enrolled, sendable
from matchmaker.wishes.rules.suggestions import LANGUAGE_POINTS, NEED_POINTS, Profile

PROFILES = 256
"""Of how many delegations conditions are kept: making one takes longer than asking it."""


def lists(column: Any, code: str) -> ColumnElement[bool]:
    """Return the condition that a column with a list in JSON holds a code."""
    return cast(column, Text).contains(json.dumps(code), autoescape=True)


@lru_cache(PROFILES)
def points(ours: Profile) -> ColumnElement[int]:
    """Return `Match.points` of the organisation and delegation of a row, seen from ours."""
    return needs(ours) + case((shares_language(ours), LANGUAGE_POINTS), else_=0)


@lru_cache(PROFILES)
def needs(ours: Profile) -> ColumnElement[int]:
    """Return the part of `points` that is for needs."""
    total: ColumnElement[int] = literal(0)
    for need in (*_they_seek(ours), *_they_offer(ours)):
        total += case((need, NEED_POINTS), else_=0)
    return total


@lru_cache(PROFILES)
def suggested(ours: Profile) -> ColumnElement[bool]:
    """Return `Match.suggested` as a condition."""
    return or_(false(), *_they_seek(ours), *_they_offer(ours))


def they_seek(ours: Profile) -> ColumnElement[bool]:
    """Return the condition that they look for something that we offer."""
    return or_(false(), *_they_seek(ours))


@lru_cache(PROFILES)
def shares_language(ours: Profile) -> ColumnElement[bool]:
    """Return the condition that somebody who can be met there speaks a language of ours."""
    if not ours.languages:
        return literal(value=False)
    spoken = or_(*(lists(Person.languages, language) for language in sorted(ours.languages)))
    return exists().where(
        col(Registration.delegation_id) == col(Delegation.id),
        col(Person.id) == col(Registration.person_id),
        and_(sendable(), spoken),
    )


@cache
def spoken() -> ScalarSelect[str | None]:
    """Return the languages of all who can be met there, as text that `languages_of` reads."""
    return (
        select(func.aggregate_strings(cast(Person.languages, Text), ","))
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .where(col(Registration.delegation_id) == col(Delegation.id), sendable())
        .correlate(Delegation)
        .scalar_subquery()
    )


def languages_of(text: str | None) -> set[str]:
    """Return the languages in what a database answered to `spoken`."""
    return {language for one in json.loads(f"[{text or ''}]") for language in one}


@cache
def represented() -> ColumnElement[bool]:
    """Return the condition that somebody on the list can be sent to meetings, agreed or not yet."""
    return exists().where(col(Registration.delegation_id) == col(Delegation.id), Registration.meets, enrolled())


def _they_seek(ours: Profile) -> Iterable[ColumnElement[bool]]:
    return (lists(Organisation.seeks, code) for code in sorted(ours.offers))


def _they_offer(ours: Profile) -> Iterable[ColumnElement[bool]]:
    return (lists(Organisation.offers, code) for code in sorted(ours.seeks))
