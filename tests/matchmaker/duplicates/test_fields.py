"""A merge chooses between the values of both: no column of the cards is forgotten."""

import pytest
from sqlmodel import SQLModel

from matchmaker.duplicates.queries.comparison import FIELDS
from matchmaker.models import MergeKind, Organisation, Person

DERIVED = {"id", "community_id", "organisation_id", "name_key", "email_key", "search_text", "public_text"}
"""What follows from other columns, or from where the row belongs."""
KEPT = {"has_logo", "latitude", "longitude", "placed_by_hand", "is_public", "public_fields"}
"""Not chosen: either logo stays; position and consent are those of the organisation that stays."""
CHANGE = {"updated_at", "updated_by", "merged_into_id"}
"""Written by the merge itself."""


@pytest.mark.parametrize(("kind", "model"), [(MergeKind.PERSON, Person), (MergeKind.ORGANISATION, Organisation)])
def test_each_column_is_chosen_or_known_not_to_be(kind: MergeKind, model: type[SQLModel]):
    columns = set(model.model_fields)

    assert columns - DERIVED - KEPT - CHANGE == set(FIELDS[kind])
