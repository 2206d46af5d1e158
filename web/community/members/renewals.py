"""Memberships that end soon, the reminders of their contacts, and what these say."""

from collections.abc import Iterable, Mapping
from typing import Self

from flask import g, render_template, request
from flask_babel import gettext, ngettext
from wtforms import TextAreaField
from wtforms.validators import Length

from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import SCREEN_LANGUAGES, screen_language
from matchmaker.communities.rules import Permission
from matchmaker.jobs import enqueue_outbox
from matchmaker.mail.letters.renewals import RenewalMail, usual_words
from matchmaker.members.commands.renewals import remind_shown, save_words
from matchmaker.members.queries.renewals import Renewal, read_renewals, renewals_token
from matchmaker.members.rules.membership import ending_within
from matchmaker.members.rules.renewals import LONGEST_LOOK, LONGEST_WORDS, words_token
from matchmaker.members.words import renewal_mail
from matchmaker.models import Act
from web import database
from web.auth.guards import community_permission
from web.authors import author_of
from web.community.blueprint import bp
from web.i18n import LANGUAGE_NAMES, language
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

AHEAD = (30, 60, 90, 180, 365)
"""Days that the list offers to look ahead, beside those of the community."""


def _in_language(code: str) -> TextAreaField:
    return TextAreaField(
        LANGUAGE_NAMES[code], validators=[Length(max=LONGEST_WORDS)], render_kw={"rows": 4, "lang": code}
    )


class WordsForm(SavedForm):
    """What reminders say after the date, in each language of `SCREEN_LANGUAGES`."""

    words_fr, words_en, words_nl, words_de = map(_in_language, SCREEN_LANGUAGES)

    @classmethod
    def of(cls, words: Mapping[str, str], sent: Sent) -> Self:
        """Return the form with the words as they are saved, and with what was `sent` over them."""
        values = {f"words_{code}": words.get(code, "") for code in SCREEN_LANGUAGES}
        return cls.of_saved(values | {"shown": words_token(words)}, sent)

    def words(self) -> dict[str, str]:
        """Return what was sent, by language."""
        return {code: self[f"words_{code}"].data or "" for code in SCREEN_LANGUAGES}


@bp.get("/members/renewals")
@community_permission(Permission.MEMBERS)
def renewals(community: str) -> str:
    """Show the memberships that end soon, what their contacts would read, and how many one button would remind."""
    return _page("community/members/renewals.html", _days())


def _page(template: str, days: int) -> str:
    found = read_renewals(database.session(), g.community, clock.today(), days)
    return render_template(
        template,
        renewals=found,
        shown=renewals_token(found, g.community.renewal_words),
        waiting=sum(len(one.to_remind) for one in found),
        without=sum(not one.to_remind and not one.reminded for one in found),
        days=days,
        ahead=sorted({*AHEAD, ending_within(g.community), days}),
        mails=_one_of_each_language(found),
    )


@bp.post("/members/renewals")
@community_permission(Permission.MEMBERS)
def remind_members(community: str) -> Page:
    """Ask first; sent from there, remind the contacts that were shown, each once, or show others that there are now."""
    shown, days = request.form.get("shown", ""), _days()
    if "sure" not in request.form and shown == _token(days):
        return _page("community/members/remind.html", days)
    with refusable(Stale) as refusal:
        number = remind_shown(database.session(), g.community, clock.today(), days, shown=shown, actor=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("community.renewals", days=days)
    database.after_commit(enqueue_outbox)
    said = ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", number)
    return redirect_to("community.renewals", said, days=days)


@bp.route("/members/renewals/words", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def renewal_words(community: str) -> Page:
    """Ask what reminders say after the date, in each language; POST saves it."""
    edit = Edit(lambda sent: WordsForm.of(g.community.renewal_words, sent), author=author_of(Act.SAVE_COMMUNITY))
    if edit.save(
        lambda form: save_words(database.session(), g.community, form.words(), shown=form.token, actor=g.staff.name)
    ):
        return redirect_to("community.renewals", gettext("Saved."))
    usual = {code: usual_words(code) for code in SCREEN_LANGUAGES}
    return render_template("community/members/renewal_words.html", form=edit.form, usual=usual), edit.status


def _token(days: int) -> str:
    """Return the token of the mails that would leave now."""
    found = read_renewals(database.session(), g.community, clock.today(), days)
    return renewals_token(found, g.community.renewal_words)


def _days() -> int:
    """Return how many days ahead the list looks: as the reader has chosen, else as the community has set."""
    asked = request.args.get("days", type=int)
    return asked if asked is not None and 1 <= asked <= LONGEST_LOOK else ending_within(g.community)


def _one_of_each_language(found: Iterable[Renewal]) -> dict[str, RenewalMail]:
    """Return for each language of those who would be reminded the first mail in it; that of the page first."""
    mails: dict[str, RenewalMail] = {}
    for renewal in found:
        for contact in renewal.to_remind:
            mails.setdefault(screen_language(contact.language), renewal_mail(g.community, renewal, contact))
    return dict(sorted(mails.items(), key=lambda mail: mail[0] != language()))
