"""Log-out."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from web.auth.blueprint import bp
from web.auth.identity import leave


@bp.post("/logout")
def logout() -> Response:
    """Log out and let the browser forget the pages it kept."""
    leave()
    response = redirect(url_for("public.home"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
