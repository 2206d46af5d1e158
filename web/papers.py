"""Papers as downloads."""

from typing import Any

from flask import Response

from matchmaker.models import Act
from matchmaker.programmes.typesetting import Paper, set_paper
from web.downloads import attachment

PDF = "application/pdf"


def paper_file(paper: Paper, name: str, *, people: Act | None, **details: Any) -> Response:
    """Return a paper as a file called `name`, set while its reader waits; `people` goes into the history."""
    return attachment(set_paper(paper), f"{name}.pdf", PDF, people=people, **details)
