"""Optimistic locking of wishes: tokens of what a form showed."""

from collections.abc import Sequence

from matchmaker.base.tokens import content_token
from matchmaker.models import Wish


def wish_token(wish: Wish) -> str:
    """Return the token of a wish's form."""
    return content_token(wish.strength, wish.person_id, wish.or_colleague, wish.why)


def order_token(wish_ids: Sequence[int]) -> str:
    """Return the token of a list of wishes in its order."""
    return content_token(*wish_ids)
