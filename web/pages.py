"""What a view returns."""

from typing import TypeAlias

from werkzeug.wrappers import Response

Page: TypeAlias = str | Response | tuple[str, int]
"""HTML; HTML with its status; or another response, for example a redirect."""
