"""The part of the site that is nobody's in particular."""

from flask import Blueprint, Response, request

bp = Blueprint("auth", __name__)


@bp.after_request
def keep_tokens_private(response: Response) -> Response:
    """A page whose address holds a log-in token names itself to nobody and is kept nowhere."""
    if request.view_args and "token" in request.view_args:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
    return response
