"""Changes of the structure are tried first: those who would be touched are shown, and the reader is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import flash, g, render_template, request
from flask_babel import LazyString, gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.setup.commands.changes import do_or_ask
from matchmaker.setup.planning.impact import Impact
from matchmaker.setup.words import impact_in_words
from web import database
from web.forms import Form
from web.i18n import language
from web.pages import Page
from web.redirects import redirect_to_path
from web.refusals import Refusal, refusable
from web.submissions import Submission

F = TypeVar("F", bound=Form)
KEPT = frozenset({"csrf_token", "seen"})
"""Fields of a form that are not sent again as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A change that waits for its reader's word."""

    impact: Impact
    title: str | LazyString
    """What would be done: "Close T15"."""
    button: str | LazyString
    back: str
    """Address of the page to return to."""
    step: str = ""
    """From what to what, such as times."""
    also: tuple[str, ...] = ()
    """Consequences beside those of the impact, said first."""
    shown: str = ""
    """Token of what these say, for optimistic locking."""

    @property
    def seen(self) -> str:
        """Names all that its reader is shown."""
        return f"{self.impact.digest}{self.shown}"

    @property
    def address(self) -> str:
        return request.full_path.rstrip("?")

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*self.also, *impact_in_words(self.impact, language()))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Everything that the form held, to be sent again."""
        return [(name, value) for name, value in request.form.items(multi=True) if name not in KEPT]


def attempt(
    change: Callable[[], object],
    *,
    title: str | LazyString,
    button: str | LazyString,
    back: str,
    step: str = "",
    also: tuple[str, ...] = (),
    always: bool = False,
    shown: str = "",
) -> tuple[Refusal, Trial | None]:
    """Do a change, or return its refusal, or the trial where its consequences are to be shown first."""
    impact, seen = None, request.form.get("seen", "")
    with refusable(InvalidInput, Stale) as refusal:
        digest = seen.removesuffix(shown) if seen.endswith(shown) else ""
        impact = do_or_ask(database.session(), g.event, change, seen=digest, always=always)
    if impact is None:
        return refusal, None
    if seen:
        flash(gettext("Something has changed meanwhile. Please look at the consequences again."), "warning")
    return refusal, Trial(impact=impact, title=title, button=button, back=back, step=step, also=also, shown=shown)


def trial_page(trial: Trial, *, menu: str = "structure") -> str:
    """Return the page that says what a change would do; `menu` is the entry of the navigation that its reader is at."""
    return render_template("organiser/setup/trial.html", trial=trial, menu=menu)


def tried(
    form: Submission[F],
    step: Callable[[F], tuple[Refusal, Trial | None]],
    *,
    done: Callable[[], Response],
    menu: str = "structure",
) -> Page | None:
    """Take a step that `attempt` returns; return the page of its trial, or what `done` says once it is saved.

    None where the form is to be shown: it was not sent, or it has errors. `menu` as for `trial_page`.
    """
    trial = form.attempt(step)
    if trial is not None:
        return trial_page(trial, menu=menu)
    return done() if form.saved else None


def ask_and_do(
    change: Callable[[], object],
    *,
    title: str | LazyString,
    button: str | LazyString,
    back: str,
    done: Callable[[], Response],
    also: tuple[str, ...] = (),
    shown: str = "",
    menu: str = "structure",
) -> Page:
    """Answer a button: always ask first; lead `back` with a refusal, else where `done` says.

    `shown` is a token of what `also` says, `menu` as for `trial_page`.
    """
    refusal, trial = attempt(change, title=title, button=button, back=back, also=also, always=True, shown=shown)
    if trial is not None:
        return trial_page(trial, menu=menu)
    if refusal:
        refusal.show()
        return redirect_to_path(back)
    return done()
