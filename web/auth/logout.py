"""Log-out."""

from flask_babel import gettext
from werkzeug.wrappers import Response

from web.auth.blueprint import bp
from web.auth.identity import leave, leave_everywhere
from web.redirects import redirect_to


@bp.post("/logout")
def logout() -> Response:
    """Log out and let the browser forget the pages it kept."""
    leave()
    return _left()


@bp.post("/logout/everywhere")
def logout_everywhere() -> Response:
    """Log out on all devices."""
    leave_everywhere()
    return _left(gettext("You are logged out on all devices."))


def _left(message: str = "") -> Response:
    response = redirect_to("public.home", message)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
