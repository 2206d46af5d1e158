"""Access control of pages by decorators: 404 both for what does not exist and for what is not the reader's."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, current_app, flash, g, request, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlmodel import Session
from werkzeug.wrappers import Response as BaseResponse

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.communities.queries import community_open_to
from matchmaker.communities.row_security import lift_limit, limit_to_brought
from matchmaker.communities.rules import Permission
from matchmaker.jobs import enqueue_outbox
from matchmaker.people.queries.access import are_within_reach, event_open_to, read_participation
from web import database
from web.auth import acting
from web.auth.identity import login_watch
from web.errors import answer_old_page
from web.redirects import redirect_to, redirect_to_path
from web.security import keep_no_copy, note_refusal, path_of

P = ParamSpec("P")
R = TypeVar("R")
Guarded = Callable[P, R | BaseResponse]

ANY_STAFF = "any staff"
GUARD = "access_guard"
"""Attribute of a guarded view: the name of its guard, by which tests see that no page was forgotten.

It is "participant", `ANY_STAFF`, or the `Permission` that the page asks for.
"""


def _mark(view: Any, guard: str) -> None:
    setattr(view, GUARD, guard)


def _not_theirs() -> NotFound:
    note_refusal("permission")
    return NotFound()


def _to_login(endpoint: str) -> BaseResponse:
    """Send to the log-in, and back afterwards: to the page that was asked for, or on which a form stood."""
    if request.headers.get("HX-Request"):
        wanted = path_of(request.headers.get("HX-Current-URL", ""))
    elif request.method in database.READING:
        wanted = request.full_path.rstrip("?")
    else:
        wanted = path_of(request.referrer or "")
    if request.method not in database.READING:
        said = gettext("Your log-in has ended, so nothing was saved. Log in, and you are back where you were.")
        flash(said, "warning")
    return _to_page(url_for(endpoint, next=wanted or None))


def _on_old_page(error: CSRFError) -> BaseResponse:
    """Answer a form whose token is not that of the session; a session that has ended is a matter of the guard."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and hasattr(view, GUARD) and not current_user.is_authenticated:
        return current_app.make_response(current_app.ensure_sync(view)(**request.view_args or {}))
    return answer_old_page(error)


def init_app(app: Flask) -> None:
    """Let guards answer the forms of those whose session has ended."""
    app.register_error_handler(CSRFError, _on_old_page)


def _to_page(path: str) -> BaseResponse:
    """Redirect; a part of a page asked for by script moves the whole page."""
    if not request.headers.get("HX-Request"):
        return redirect_to_path(path)
    response = Response(status=204)
    response.headers["HX-Redirect"] = path
    return response


def participant_required(view: Callable[P, R]) -> Guarded[P, R]:
    """Let in who takes part in the event `<slug>`, and an organiser who acts for somebody (`web/auth/acting.py`).

    Sets `g.event`, `g.community`, `g.registration`, `g.person`, `g.delegation`, `g.organisation`, `g.category`.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | BaseResponse:
        if not current_user.is_authenticated:
            return _to_login("auth.login")
        found = None
        if current_user.is_participant and "frame" in g:
            found = g.frame.participation
        elif current_user.is_participant and request.view_args:
            found = read_participation(database.session(), request.view_args["slug"], current_user.person.id)
        elif request.view_args:
            found = acting.participation(request.view_args["slug"])
        if found is None:
            raise _not_theirs()
        g.event, g.registration, g.person = found.event, found.registration, found.person
        g.delegation, g.organisation, g.category = found.delegation, found.organisation, found.category
        g.community = found.community
        if "acting" not in g or request.method in database.READING:
            return view(*args, **kwargs)
        answer = current_app.make_response(current_app.ensure_sync(view)(*args, **kwargs))
        if answer.status_code < 400 and "refused" not in g:
            acting.note(found)
            database.after_commit(enqueue_outbox)
        return answer

    _mark(guarded, "participant")
    return guarded


def agreed_required(view: Callable[P, R]) -> Guarded[P, R]:
    """Let in who takes part in the event and has accepted the terms; all others see the welcome page first."""

    @wraps(view)
    def agreed(*args: P.args, **kwargs: P.kwargs) -> R | BaseResponse:
        if g.delegation.withdrawn:
            raise NotFound(N_("You no longer take part in this event."))
        if g.registration.withdrawn:
            return redirect_to("participant.withdrawn")
        if g.registration.agreed_at is None:
            return redirect_to("participant.welcome")
        return view(*args, **kwargs)

    return participant_required(agreed)


def _staff_guard(name: str, admits: Callable[[int], bool]) -> Callable[[Callable[P, R]], Guarded[P, R]]:
    """Return a decorator that lets in the members of the staff whom `admits` knows by their id; sets `g.staff`.

    Where the community demands a second factor, those without one see the page on which they set it up.
    """

    def guard(view: Callable[P, R]) -> Guarded[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | BaseResponse:
            if not current_user.is_authenticated:
                return _to_login("auth.staff_login")
            if not current_user.is_staff or not admits(current_user.staff.id):
                raise _not_theirs()
            keep_no_copy()
            g.staff = current_user.staff
            if "community" in g and g.community.demands_second_factor and not g.staff.totp_secret:
                return _to_page(url_for("auth.account"))
            return view(*args, **kwargs)

        _mark(guarded, name)
        return guarded

    return guard


def event_permission(permission: Permission) -> Callable[[Callable[P, R]], Guarded[P, R]]:
    """Let in whose role at the event `<slug>` has the permission.

    Sets `g.event`, `g.community`, `g.permissions` and `g.staff`. A partner who is limited to own organisations reads
    nothing else; what they change is checked by the ids in the address, then its command sees the whole event.
    """

    def admits(staff_id: int) -> bool:
        session, ids = database.session(), request.view_args or {}
        found = event_open_to(session, ids["slug"], staff_id, permission)
        if found is None:
            return False
        g.event, g.community, g.permissions = found.event, found.community, found.permissions
        if found.limited_to is not None:
            limit_to_brought(session, found.limited_to)
            if not are_within_reach(session, found.event, ids):
                return False
            if request.method not in database.READING:
                lift_limit(session)
        return True

    return _staff_guard(permission, admits)


def community_permission(permission: Permission) -> Callable[[Callable[P, R]], Guarded[P, R]]:
    """Let in whose role in the community `<community>` has the permission.

    Sets `g.community`, `g.permissions` and `g.staff`.
    """

    def admits(staff_id: int) -> bool:
        found = community_open_to(database.session(), (request.view_args or {})["community"], staff_id, permission)
        if found is not None:
            g.community, g.permissions = found
        return found is not None

    return _staff_guard(permission, admits)


def organiser_required(view: Callable[P, R]) -> Guarded[P, R]:
    """Let in who organises the event `<slug>`; sets what `event_permission` does."""
    return event_permission(Permission.ORGANISE)(view)


def staff_required(view: Callable[P, R]) -> Guarded[P, R]:
    """Let in any member of the staff, on pages that belong to no event; sets `g.staff`."""
    return _staff_guard(ANY_STAFF, lambda _staff_id: True)(view)


def organising_watch(slug: str) -> Callable[[Session], bool]:
    """Return a function that tells, without the request, whether its organiser still may read about the event."""
    logged_in, staff_id = login_watch(), g.staff.id
    return lambda db: logged_in(db) and event_open_to(db, slug, staff_id) is not None
