"""Suggestions as SQL: the rule of `matchmaker.wishes.rules.suggestions` as points and conditions on an organisation.

So a page reads the companies that it shows, whatever the size of the event.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, exists, false, literal, or_
from sqlmodel import col

from matchmaker.models import Delegation, Organisation, Person, Registration, enrolled, sendable
from matchmaker.wishes.rules.suggestions import LANGUAGE_POINTS, NEED_POINTS, Profile


def lists(column: Any, code: str) -> ColumnElement[bool]:
    """Return the condition that a column with a list in JSON holds a code."""
    return cast(column, Text).contains(json.dumps(code), autoescape=True)


def points(ours: Profile) -> ColumnElement[int]:
    """Return `Match.points` of the organisation and delegation of a row, seen from ours."""
    needs = (case((need, NEED_POINTS), else_=0) for need in (*_they_seek(ours), *_they_offer(ours)))
    total: ColumnElement[int] = case((shares_language(ours), LANGUAGE_POINTS), else_=0)
    for need in needs:
        total += need
    return total


def suggested(ours: Profile) -> ColumnElement[bool]:
    """Return `Match.suggested` as a condition."""
    return or_(false(), *_they_seek(ours), *_they_offer(ours))


def they_seek(ours: Profile) -> ColumnElement[bool]:
    """Return the condition that they look for something that we offer."""
    return or_(false(), *_they_seek(ours))


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


def represented() -> ColumnElement[bool]:
    """Return the condition that somebody on the list can be sent to meetings, agreed or not yet."""
    return exists().where(col(Registration.delegation_id) == col(Delegation.id), Registration.meets, enrolled())


def _they_seek(ours: Profile) -> Iterable[ColumnElement[bool]]:
    return (lists(Organisation.seeks, code) for code in sorted(ours.offers))


def _they_offer(ours: Profile) -> Iterable[ColumnElement[bool]]:
    return (lists(Organisation.offers, code) for code in sorted(ours.seeks))
