"""Log-out."""

from werkzeug.wrappers import Response

from web.auth.blueprint import bp
from web.auth.identity import leave
from web.redirects import redirect_to


@bp.post("/logout")
def logout() -> Response:
    """Log out and let the browser forget the pages it kept."""
    leave()
    response = redirect_to("public.home")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
