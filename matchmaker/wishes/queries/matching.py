"""Suggestions as SQL: the rule of `matchmaker.wishes.rules.suggestions` as points and conditions on an organisation.

So a page reads the companies that it shows, whatever the size of the event.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlmodel import col

from matchmaker.models import Delegation, Organisation, Person, Registration, enrolled, sendable
from matchmaker.wishes.rules.suggestions import LANGUAGE_POINTS, NEED_POINTS, Profile

SHAPES = 256
"""Of how many shapes conditions are kept: making one takes longer than asking it."""
_ESCAPE = "/"


@dataclass(frozen=True, slots=True)
class ProfileShape:
    """How many codes a profile has: all profiles of a shape are asked by one statement, with `codes_of` each."""

    offers: int
    seeks: int
    languages: int

    @classmethod
    def of(cls, ours: Profile) -> "ProfileShape":
        return cls(len(ours.offers), len(ours.seeks), len(ours.languages))


def codes_of(ours: Profile) -> dict[str, str]:
    """Return the parameters of the conditions for the shape of a profile."""
    kinds = {"offer": ours.offers, "seek": ours.seeks, "language": ours.languages}
    return {
        f"{kind}_{number}": _escaped(json.dumps(code))
        for kind, codes in kinds.items()
        for number, code in enumerate(sorted(codes))
    }


def _escaped(text: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        text = text.replace(sign, f"{_ESCAPE}{sign}")
    return text


def _hold(column: Any, kind: str, number: int) -> list[ColumnElement[bool]]:
    """Return for each code of ours, which is a parameter, the condition that a column with a list in JSON holds it."""
    codes: list[BindParameter[str]] = [bindparam(f"{kind}_{each}", type_=Text()) for each in range(number)]
    return [cast(column, Text).contains(code, escape=_ESCAPE) for code in codes]


def lists(column: Any, code: str) -> ColumnElement[bool]:
    """Return the condition that a column with a list in JSON holds a code."""
    return cast(column, Text).contains(json.dumps(code), autoescape=True)


@lru_cache(SHAPES)
def points(ours: ProfileShape) -> ColumnElement[int]:
    """Return `Match.points` of the organisation and delegation of a row, seen from ours."""
    return needs(ours) + case((shares_language(ours), LANGUAGE_POINTS), else_=0)


@lru_cache(SHAPES)
def needs(ours: ProfileShape) -> ColumnElement[int]:
    """Return the part of `points` that is for needs."""
    total: ColumnElement[int] = literal(0)
    for need in (*_they_seek(ours), *_they_offer(ours)):
        total += case((need, NEED_POINTS), else_=0)
    return total


@lru_cache(SHAPES)
def suggested(ours: ProfileShape) -> ColumnElement[bool]:
    """Return `Match.suggested` as a condition."""
    return or_(false(), *_they_seek(ours), *_they_offer(ours))


def they_seek(ours: ProfileShape) -> ColumnElement[bool]:
    """Return the condition that they look for something that we offer."""
    return or_(false(), *_they_seek(ours))


@lru_cache(SHAPES)
def shares_language(ours: ProfileShape) -> ColumnElement[bool]:
    """Return the condition that somebody who can be met there speaks a language of ours."""
    if not ours.languages:
        return literal(value=False)
    spoken = or_(*_hold(Person.languages, "language", ours.languages))
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


def _they_seek(ours: ProfileShape) -> list[ColumnElement[bool]]:
    return _hold(Organisation.seeks, "offer", ours.offers)


def _they_offer(ours: ProfileShape) -> list[ColumnElement[bool]]:
    return _hold(Organisation.offers, "seek", ours.seeks)
