"""A question before something is removed or ended: a page that says what follows, with one button and a way back."""

from flask import render_template

from web.forms import Form


def ask(
    title: str,
    question: str,
    follows: str,
    *,
    yes: str,
    back: str,
    active: str,
    shown: str = "",
    form: Form | None = None,
) -> str:
    """Return the page of a question; its answer is posted to the same address.

    `follows` says what follows in a sentence or two, `back` is the address that changes nothing, `active` the entry of
    the navigation, `shown` the token of what is asked about, `form` one with errors to show.
    """
    return render_template(
        "layouts/staff_question.html",
        heading=title,
        question=question,
        follows=follows,
        yes=yes,
        back=back,
        active=active,
        shown=shown,
        form=form,
    )
