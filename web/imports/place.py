"""Where the pages of an import are, and whose rows it writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, g, url_for
from flask_babel import gettext
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from matchmaker.imports.commands import uploads
from matchmaker.imports.owners import Owner
from matchmaker.models import ImportUpload
from web import database
from web.redirects import redirect_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlace:
    """The import of one kind of file, for an event or a community."""

    owner: Owner
    kind: str
    title: LazyString
    active: str
    """Entry of the navigation."""
    zone: str
    endpoints: Mapping[str, str]
    """By steps: `file`, `columns`, `forget`, `preview`, `words`, `apply`, `left_out`, `done`, `undo`."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the addresses of a file hold besides its id."""

    def url(self, step: str, **more: Any) -> str:
        """Return the address of a step."""
        return url_for(self.endpoints[step], **self._values(step), **more)

    def lead_to(self, step: str, said: str = "", **more: Any) -> Response:
        """Lead on to a step."""
        return redirect_to(self.endpoints[step], said, **self._values(step), **more)

    def uploaded(self, upload_id: str) -> ImportUpload:
        """Return the file that the reader has uploaded; raises `NotFound` for any other.

        Who sends one again that is applied is led to what it did, by a click too many mostly.
        """
        found = uploads.find_upload(
            database.session(), self.owner, staff_id=g.staff.id, kind=self.kind, upload_id=upload_id
        )
        if found.applied_at is not None:
            said = gettext("“%(file)s” is applied already: what it did is in the list of imports.", file=found.filename)
            abort(self.lead_to("done", said))
        return found

    def _values(self, step: str) -> Mapping[str, Any]:
        return {} if step in {"done", "undo"} else self.values
