"""One way for every form: shown, sent, checked, merged with what a colleague has changed, saved or refused."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from babel.lists import format_list
from flask import flash, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from matchmaker.base.errors import InvalidInput, MatchmakerError, Stale
from matchmaker.base.i18n import locale
from matchmaker.base.merging import Merged, merge
from web import database
from web.authors import Author
from web.forms import Form
from web.i18n import language
from web.meanwhile import changed_it_too, changed_the_same, has_changed, saved_by
from web.refusals import Refusal, refusable
from web.saved_forms import SavedForm, as_sent, in_words

F = TypeVar("F", bound=Form)
S = TypeVar("S", bound=SavedForm)
T = TypeVar("T")
Sent = MultiDict[str, str] | None
"""What a form holds that was sent; none where a page only shows the form."""
TRIES = 3
"""Of a change while others save the same values at the same moment."""
TAKE = "take"
"""Name of the boxes that take what the other has written, each with the name of its field."""
LONGEST = 80
"""Characters of a value in a message."""


class Submission(Generic[F]):
    """A form of a page: once it was sent, `save` does what it asks; otherwise `form` and `status` are what is shown."""

    def __init__(self, form: F, *kinds: type[MatchmakerError]) -> None:
        self.form = form
        self.status = 200
        self.saved = False
        self.refused = False
        """Whether the product has refused what was sent and is right in form."""
        self.made: Any = None
        """What the change of `save` has returned."""
        self._kinds = kinds or (InvalidInput,)

    @property
    def is_sent(self) -> bool:
        return request.method == "POST"

    def save(self, change: Callable[[F], object]) -> bool:
        """Do `change` with a form that was sent and is right, and return whether it was done.

        The refusals that the page expects are said above the form.
        """

        def step(form: F) -> tuple[Refusal, None]:
            with refusable(*self._kinds) as refusal:
                self.made = change(form)
            return refusal, None

        self.attempt(step)
        return self.saved

    def attempt(self, step: Callable[[F], tuple[Refusal, T | None]]) -> T | None:
        """Take a step that may ask a question first, and return the question; without one, see `saved`."""
        if not self.is_sent:
            return None
        self.status = 422
        if not self.form.validate():
            return None
        refusal, asks = step(self.form)
        if refusal:
            self.refuse(refusal)
        elif asks is None:
            self.saved, self.status = True, 200
        return asks

    def refuse(self, refusal: Refusal) -> None:
        """Say a refusal above the form."""
        refusal.show(self.form)
        self.refused = True
        self.status = refusal.status


class Edit(Submission[S]):
    """A form of saved values, which a colleague may change while it is filled in.

    What only one of the two has changed is kept. Where both have changed a field in different ways, nothing is saved:
    the form has both, and its reader chooses.
    """

    def __init__(
        self,
        read: Callable[[Sent], S],
        *kinds: type[MatchmakerError],
        author: Author = lambda: "",
        about: str = "",
    ) -> None:
        """`read` returns the form with the values that are saved at that moment, and with what was sent over them.

        `author` finds who has saved them; `about` names what is edited, for a message on a page that shows many.
        """
        self._read, self._author, self._about = read, author, about
        self._sent: Sent = request.form if request.method == "POST" else None
        self._told: dict[str, str] = {}
        self._again, self._tries = False, TRIES
        super().__init__(read(self._sent), *(kinds or (InvalidInput, Stale)))

    def attempt(self, step: Callable[[S], tuple[Refusal, T | None]]) -> T | None:
        """Merge, then take the step; once more where somebody was quicker between the two."""
        asks = None
        self._again = True
        while self._again and not self._is_settled():
            self._again, self._tries = False, self._tries - 1
            asks = super().attempt(step)
        if self._told:
            fields = [f"{label} ({words})" for label, words in self._told.items()]
            named = format_list(fields, locale=locale(language()))
            said = has_changed(self._author(), named)
            flash(gettext("“%(about)s”: %(said)s", about=self._about, said=said) if self._about else said, "info")
        return asks

    def refuse(self, refusal: Refusal) -> None:
        """Say a refusal above the form, unless a merge with what is newer may answer it."""
        if refusal.stale and self._tries:
            database.forget()
            newer = self._read(self._sent)
            self._again = newer.shown.object_data != self.form.token
            self.form = newer if self._again else self.form
        if not self._again:
            super().refuse(refusal)

    def _is_settled(self) -> bool:
        """Merge what was sent with what is saved by now; return whether no step is left to take."""
        taken = request.form.getlist(TAKE) if self._sent is request.form else []
        if self._sent is None or not (self.form.shown.stale or taken):
            return False
        saved, sent = self._read(None), MultiDict(self._sent)
        found = merge(self.form.shown.images, self.form.written, saved.written, self.form.GROUPS, taken)
        for name in found.saved:
            sent.setlist(name, as_sent(saved[name]))
        for name, options in found.ticked.items():
            sent.setlist(name, list(options))
        sent["shown"] = saved.shown._value()
        self._sent, self.form = sent, self._read(sent)
        self._told |= {str(saved[name].label.text): _short(in_words(saved[name])) for name in found.told}
        if found.conflicts:
            self._ask(saved, found)
            return True
        self.saved = self.form.written == saved.written
        return self.saved

    def _ask(self, saved: S, found: Merged) -> None:
        """Show both values of each field that both have changed."""
        self.status = Stale.status
        name = self._author()
        self.form.summary = changed_the_same(name)
        self.form.form_errors.append(gettext("Nothing is saved yet: choose in each of these fields, then save again."))
        for one in found.conflicts:
            field = self.form[one]
            field.errors = [changed_it_too(name)]
            field.flags.theirs, field.flags.theirs_by = in_words(saved[one]), saved_by(name)


class EditOf(Edit[S], Generic[T, S]):
    """An edit that keeps what its form was made of, as it was read last: `found`."""

    found: T

    def __init__(
        self,
        find: Callable[[], T],
        form_of: Callable[[T, Sent], S],
        *kinds: type[MatchmakerError],
        author: Author = lambda: "",
        about: str = "",
    ) -> None:
        """`find` reads what is saved; `form_of` returns its form with what was sent; the others as for `Edit`."""

        def read(sent: Sent) -> S:
            self.found = find()
            return form_of(self.found, sent)

        super().__init__(read, *kinds, author=author, about=about)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
