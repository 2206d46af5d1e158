"""Who may meet whom: who must agree, and which categories may wish for which."""

from babel.lists import format_list
from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import Optional

from matchmaker.base.i18n import locale
from matchmaker.models import Agreement
from matchmaker.setup.commands.meeting_rules import change_agreement, change_exclusions
from matchmaker.setup.planning.meaning import pairs_by_agreement
from matchmaker.setup.queries.meeting_rules import MeetingRules, read_meeting_rules
from matchmaker.setup.queries.preparation import read_preparation
from matchmaker.wishes.rules.exclusions import Exclusions, MeetingPreset, preset_exclusions
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import Trial, attempt, tried
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import Refusal
from web.saved_forms import SavedForm
from web.submissions import Edit, EditOf, Sent

AGREEMENTS = {
    Agreement.MUTUAL: lazy_gettext("Both sides say yes."),
    Agreement.ONE_SIDE: lazy_gettext("One wish is enough, unless the other side says no."),
    Agreement.ORGANISER: lazy_gettext("You approve the pairs."),
}


class AgreementForm(SavedForm):
    """What a meeting needs."""

    agreement = RadioField(
        lazy_gettext("When may two meet?"),
        choices=[SelectChoice(one.value, sentence) for one, sentence in AGREEMENTS.items()],
    )


class MeetingsForm(SavedForm):
    """The directions in which a category may ask another one, each as "from-to"."""

    may = SelectMultipleField(lazy_gettext("Who may meet whom"), validators=[Optional()])

    def fit(self, rules: MeetingRules) -> "MeetingsForm":
        """Offer the directions between the categories of an event."""
        self.may.choices = [SelectChoice(_direction(pair), _direction(pair)) for pair in rules.pairs]
        return self

    def exclusions(self, rules: MeetingRules) -> Exclusions:
        """Return what is not ticked; what holds for categories without meetings stays."""
        ticked = set(self.may.data or ())
        return rules.hidden | {pair for pair in rules.pairs if _direction(pair) not in ticked}


@bp.route("/<slug>/rules/agreement", methods=["GET", "POST"])
@organiser_required
def agreement(slug: str) -> Page:
    """Show who must agree before two meet, and how many pairs would; POST changes it."""
    session = database.session()

    def read(sent: Sent) -> AgreementForm:
        saved = g.event.agreement.value
        return AgreementForm.of_saved({"shown": saved, "agreement": saved}, sent)

    def step(form: AgreementForm) -> tuple[Refusal, Trial | None]:
        chosen = Agreement(form.agreement.data)
        return attempt(
            lambda: change_agreement(session, g.event, chosen, shown=form.token, staff=g.staff),
            title=gettext("Change who must agree"),
            button=gettext("Change"),
            back=url_for("organiser.agreement"),
            step=f"{AGREEMENTS[g.event.agreement]} → {AGREEMENTS[chosen]}",
        )

    edit = Edit(read)
    answer = tried(
        edit, step, done=lambda: redirect_to("organiser.category_rules", gettext("Saved.")), menu="category_rules"
    )
    if answer is not None:
        return answer
    page = render_template(
        "organiser/setup/agreement.html",
        form=edit.form,
        pairs=pairs_by_agreement(session, g.event),
        told=read_preparation(session, g.event, language()).agreed,
    )
    return page, edit.status


@bp.route("/<slug>/rules/meetings", methods=["GET", "POST"])
@organiser_required
def meetings(slug: str) -> Page:
    """Show which category may ask which; a preset in the address fills the form in, POST changes it."""
    session = database.session()
    preset, hosts = choice(MeetingPreset, request.args.get("preset", "")), request.args.get("hosts", type=int)

    def form_of(rules: MeetingRules, sent: Sent) -> MeetingsForm:
        return MeetingsForm.of_saved({"shown": rules.token, "may": _ticked(rules, rules.exclusions)}, sent).fit(rules)

    def step(form: MeetingsForm) -> tuple[Refusal, Trial | None]:
        new = form.exclusions(edit.found)
        return attempt(
            lambda: change_exclusions(session, g.event, new, shown=form.token, staff=g.staff),
            title=gettext("Change who may meet whom"),
            button=gettext("Change"),
            back=url_for("organiser.meetings"),
            step=_touched(edit.found, new),
        )

    edit = EditOf(lambda: read_meeting_rules(session, g.event, language()), form_of)
    answer = tried(
        edit, step, done=lambda: redirect_to("organiser.category_rules", gettext("Saved.")), menu="category_rules"
    )
    if answer is not None:
        return answer
    rules = edit.found
    if preset is not None and not edit.is_sent:
        edit.form.may.data = _ticked(rules, preset_exclusions(preset, tuple(rules.names), hosts))
    page = render_template(
        "organiser/setup/meetings.html",
        form=edit.form,
        rules=rules,
        ticked=set(edit.form.may.data or ()),
        preset=preset,
        hosts=hosts,
        presets=_presets(rules),
        sentences=who_meets(rules),
    )
    return page, edit.status


def _direction(pair: tuple[int, int]) -> str:
    return f"{pair[0]}-{pair[1]}"


def _ticked(rules: MeetingRules, exclusions: Exclusions) -> list[str]:
    return [_direction(pair) for pair in rules.pairs if pair not in exclusions]


def _touched(rules: MeetingRules, new: Exclusions) -> str:
    """Return the directions that a change closes and that have wishes: "Basic → Basic: 12 wishes"."""
    closed = [pair for pair in rules.pairs if pair in new - rules.exclusions and rules.wishes.get(pair)]
    return "; ".join(
        ngettext(
            "%(one)s → %(other)s: %(num)d wish",
            "%(one)s → %(other)s: %(num)d wishes",
            rules.wishes[one, other],
            one=rules.names[one],
            other=rules.names[other],
        )
        for one, other in closed
    )


def _presets(rules: MeetingRules) -> list[tuple[str, str, bool]]:
    """Return name, address and whether it holds today of each preset that the categories allow."""
    found: list[tuple[str, MeetingPreset, int | None]] = [
        (gettext("Everybody with everybody"), MeetingPreset.EVERYBODY, None)
    ]
    if len(rules.names) > 1:
        found.append((gettext("Nobody within their own category"), MeetingPreset.ACROSS, None))
        found += [
            (gettext("Only with %(category)s", category=name), MeetingPreset.WITH_HOSTS, number)
            for number, name in rules.names.items()
        ]
    return [
        (
            name,
            url_for("organiser.meetings", preset=preset, hosts=hosts),
            preset_exclusions(preset, tuple(rules.names), hosts) == rules.exclusions - rules.hidden,
        )
        for name, preset, hosts in found
    ]


def who_meets(rules: MeetingRules) -> list[str]:
    """Return who may ask whom as one plain sentence a category; one for all where nothing is excluded."""
    if not rules.exclusions - rules.hidden:
        return [gettext("Every category may ask every other one, and its own.")]
    return [_targets(rules, number, name) for number, name in rules.names.items()]


def _targets(rules: MeetingRules, number: int, name: str) -> str:
    said: str
    targets = rules.targets(number)
    if len(targets) == len(rules.names):
        said = gettext("%(category)s may ask everybody.", category=name)
    elif targets:
        names = format_list([rules.names[target] for target in targets], locale=locale(language()))
        said = gettext("%(category)s may ask: %(targets)s.", category=name, targets=names)
    else:
        said = gettext("%(category)s asks nobody, and answers those who ask.", category=name)
    return said
