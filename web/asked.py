"""What the address of a list asks for: words of a search, filters, order, page."""

from collections.abc import Mapping
from typing import Any

from flask import url_for


def asked(**values: Any) -> dict[str, Any]:
    """Return what an address must hold to ask for the same list: empty values ask for nothing and are left out."""
    return {name: value for name, value in values.items() if value}


def list_url(endpoint: str, given: Mapping[str, Any], **changed: Any) -> str:
    """Return the address of a list with something changed; an empty value takes a filter away."""
    return url_for(endpoint, **asked(**dict(given) | changed))
