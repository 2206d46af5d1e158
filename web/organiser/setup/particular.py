"""Rules for particular people: each a sentence with who made it and its price; added, removed, undone."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from flask import abort, g, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import Length

from matchmaker.base import clock
from matchmaker.base.tables import Table
from matchmaker.history.words import actor_in_words
from matchmaker.journal.words import change_in_words
from matchmaker.models import Act, Place, RuleKind, StructureAct, row_id
from matchmaker.scheduling.queries.particular import rule_lines, rules_in_words
from matchmaker.scheduling.queries.prices import RulePrice, last_prices
from matchmaker.setup.commands.particular_rules import add_rule, remove_rule
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.new_rule import NewRule, new_rule_in_words
from matchmaker.setup.queries.particular_rules import places, required_in_words, rule_of, taking_part
from matchmaker.setup.queries.programme import guests
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.downloads import table_file
from web.forms import REQUIRED, Form, LongSelect
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import ask_and_do, attempt, tried
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission

NOBODY = 0
LATEST = 5
ACTS = (StructureAct.ADD_RULE, StructureAct.REMOVE_RULE)
TITLES = {
    RuleKind.REQUIRED: lazy_gettext("Two must meet"),
    RuleKind.FORBIDDEN: lazy_gettext("Two do not meet"),
    RuleKind.NOT_BEFORE: lazy_gettext("No meeting before a time"),
    RuleKind.NOT_AFTER: lazy_gettext("No meeting after a time"),
    RuleKind.TABLE: lazy_gettext("A fixed table"),
    RuleKind.LANGUAGE: lazy_gettext("A language in common"),
    RuleKind.LANGUAGE_PREFERRED: lazy_gettext("Preferably a language in common"),
    RuleKind.ORDER: lazy_gettext("One meeting before another"),
    RuleKind.TOGETHER: lazy_gettext("Two people of one side"),
    RuleKind.INTERPRETER: lazy_gettext("Interpreter needed"),
}
MEANINGS = {
    RuleKind.REQUIRED: lazy_gettext(
        "Their meeting is planned before everything else. Nobody meets without agreeing: while one of them has not "
        "agreed, or says no, the rule waits."
    ),
    RuleKind.FORBIDDEN: lazy_gettext(
        "They never meet, whatever they wish. To both it reads as if nothing had been agreed or no time was left."
    ),
    RuleKind.NOT_BEFORE: lazy_gettext("On each day, at the hours of the venue."),
    RuleKind.NOT_AFTER: lazy_gettext("On each day, at the hours of the venue: the last meeting is over by then."),
    RuleKind.TABLE: lazy_gettext(
        "The table stays open to others when they do not need it. Two who both have a table of their own meet at one "
        "of them."
    ),
    RuleKind.LANGUAGE: lazy_gettext(
        "Only those go who speak a language of the other side. Who has not said which languages they speak is taken to "
        "speak them all."
    ),
    RuleKind.LANGUAGE_PREFERRED: lazy_gettext(
        "Whoever shares a language with the other side goes, as long as they have the time, and such wishes count a "
        "little more. Those without a common language meet as well; published meetings stay as they are."
    ),
    RuleKind.ORDER: lazy_gettext("If both meetings take place, the first is over before the second begins."),
    RuleKind.TOGETHER: lazy_gettext(
        "Two different people of the organisation are booked. While only one of them takes part, the rule waits."
    ),
    RuleKind.INTERPRETER: lazy_gettext(
        "Between two whom you name, an interpreter always comes along; with everybody, where the two share no "
        "language. Without an interpreter who is free the meeting does not take place."
    ),
}
FIELDS = {
    RuleKind.REQUIRED: ("one", "other"),
    RuleKind.FORBIDDEN: ("one", "other"),
    RuleKind.NOT_BEFORE: ("who", "at"),
    RuleKind.NOT_AFTER: ("who", "at"),
    RuleKind.TABLE: ("one", "with_whom", "place"),
    RuleKind.LANGUAGE: ("one", "with_whom"),
    RuleKind.LANGUAGE_PREFERRED: ("one", "with_whom"),
    RuleKind.ORDER: ("one", "first", "then"),
    RuleKind.TOGETHER: ("one", "with_whom"),
    RuleKind.INTERPRETER: ("one", "with_whom"),
}
"""The fields of each kind, beside the note."""


class RuleForm(Form):
    """What an organiser says of a rule; each kind has some of these fields."""

    one = SelectField(lazy_gettext("Organisation"), coerce=int, default=NOBODY, widget=LongSelect())
    other = SelectField(lazy_gettext("and"), coerce=int, default=NOBODY, widget=LongSelect())
    with_whom = SelectField(lazy_gettext("With whom"), coerce=int, default=NOBODY, widget=LongSelect())
    first = SelectField(lazy_gettext("meets first"), coerce=int, default=NOBODY, widget=LongSelect())
    then = SelectField(lazy_gettext("and then"), coerce=int, default=NOBODY, widget=LongSelect())
    who = SelectField(lazy_gettext("Who"), default="", widget=LongSelect())
    at = TimeField(lazy_gettext("Time"), validators=[REQUIRED])
    place = SelectField(lazy_gettext("Table or booth"), coerce=int, default=NOBODY, widget=LongSelect())
    note = StringField(
        lazy_gettext("Why"),
        description=lazy_gettext("Your colleagues read it; participants do not."),
        validators=[Length(max=200)],
    )

    def fit(self, kind: RuleKind) -> "RuleForm":
        """Keep the fields of a kind of rule, and offer what can be chosen."""
        for name in {name for names in FIELDS.values() for name in names} - set(FIELDS[kind]):
            del self[name]
        session = database.session()
        asked = SelectChoice(NOBODY, gettext("Please choose"))
        everybody = SelectChoice(NOBODY, gettext("With everybody"))
        named = [SelectChoice(one.delegation_id, one.name) for one in taking_part(session, g.event)]
        for name in ("one", "other", "first", "then"):
            if name in self:
                self[name].choices = [asked, *named]
        if "with_whom" in self:
            self.with_whom.choices = [everybody, *named]
        if "place" in self:
            self.place.choices = [asked, *(_place(place) for place in places(session, g.event))]
        if "who" in self:
            self.who.choices = [SelectChoice("", gettext("Please choose")), *_people()]
        return self

    def rule(self, kind: RuleKind) -> NewRule:
        """Return the rule that the form describes."""
        values = {name: self[name].data or None for name in FIELDS[kind] if name != "who"}
        side, _, person = (self.who.data if "who" in self else "").partition("-")
        return NewRule(
            kind=kind,
            delegation_id=int(side) if side else values.get("one"),
            other_id=values.get("other") or values.get("with_whom") or values.get("first"),
            then_id=values.get("then"),
            registration_id=int(person) if person else None,
            place_id=values.get("place"),
            wall=self.at.data if "at" in self else None,
            note=self.note.data or "",
        )


def _place(place: Place) -> SelectChoice:
    return SelectChoice(row_id(place), f"{place.code} · {place.label}" if place.label else place.code)


def _people() -> Iterator[SelectChoice]:
    """Yield each organisation as a whole, then its people one by one."""
    for (side, organisation), people in groupby(
        guests(database.session(), g.event), lambda guest: (guest.delegation_id, guest.organisation)
    ):
        yield SelectChoice(f"{side}-", gettext("%(organisation)s: everybody", organisation=organisation))
        for guest in people:
            name = gettext("%(organisation)s: %(name)s", organisation=organisation, name=guest.name)
            yield SelectChoice(f"{side}-{guest.registration_id}", name)


@bp.get("/<slug>/rules/particular")
@organiser_required
def particular_rules(slug: str) -> str:
    """Show each rule as a sentence, with who made it, what it costs, and how required pairs stand."""
    session = database.session()
    lines, search = rule_lines(session, g.event, language()), last_prices(session, g.event, language())
    prices = _prices()
    return render_template(
        "organiser/setup/particular.html",
        lines=lines,
        states=required_in_words(session, g.event, language()),
        prices=prices,
        unpriced=(search is None or not search.active) and any(line.id not in prices for line in lines),
        titles=TITLES,
        changes=latest_changes(session, g.event, LATEST, acts=ACTS),
        words=lambda change: change_in_words(change.act, change.what, language()),
        who=lambda actor: actor_in_words(actor, language()),
    )


@bp.get("/<slug>/rules/particular.<file_format>")
@organiser_required
def particular_rules_file(slug: str, file_format: str) -> Response:
    """Download the rules, one a line."""
    lines = rule_lines(database.session(), g.event, language())
    prices = _prices()
    headings = (
        gettext("Kind"),
        gettext("Rule"),
        gettext("Note"),
        gettext("Added by"),
        gettext("Added"),
        gettext("Cost in wishes"),
    )
    rows = [
        (
            str(TITLES[line.kind]),
            line.sentence,
            line.note,
            actor_in_words(line.created_by, language()) if line.created_by else "",
            f"{clock.local(line.created_at, g.event.zone):%Y-%m-%d %H:%M}",
            prices[line.id].wishes if line.id in prices else "",
        )
        for line in lines
    ]
    table = Table(headings, rows)
    return table_file(table, f"{g.event.slug}-rules", file_format, people=Act.DOWNLOAD_RULES, number=len(lines))


def _prices() -> Mapping[int, RulePrice]:
    """Return what each rule costs, as far as it is known."""
    search = last_prices(database.session(), g.event, language())
    return {} if search is None else {one.rule_id: one for one in search.rules if one.rule_id is not None}


@bp.route("/<slug>/rules/particular/new/<rule_kind>", methods=["GET", "POST"])
@organiser_required
def new_particular_rule(slug: str, rule_kind: str) -> Page:
    """Add a rule of a kind; what it would do to published meetings is shown first."""
    kind = choice(RuleKind, rule_kind)
    if kind is None:
        abort(404)
    session = database.session()
    new = Submission(RuleForm().fit(kind))
    answer = tried(
        new,
        lambda form: attempt(
            lambda: add_rule(session, g.event, form.rule(kind), staff=g.staff),
            title=TITLES[kind],
            button=gettext("Add the rule"),
            back=url_for("organiser.new_particular_rule", rule_kind=kind),
            step=new_rule_in_words(session, form.rule(kind), language()),
        ),
        done=lambda: redirect_to("organiser.particular_rules", gettext("The rule holds from the next schedule on.")),
        menu="category_rules",
    )
    if answer is not None:
        return answer
    page = render_template(
        "organiser/setup/new_particular.html",
        form=new.form,
        fields=FIELDS[kind],
        title=TITLES[kind],
        meaning=MEANINGS[kind],
    )
    return page, new.status


@bp.post("/<slug>/rules/particular/<int:rule_id>/remove")
@organiser_required
def remove_particular_rule(slug: str, rule_id: int) -> Page:
    """Ask, then remove a rule."""
    session = database.session()
    row = rule_of(session, g.event, rule_id)
    (sentence,) = rules_in_words(session, (row,), language())
    return ask_and_do(
        lambda: remove_rule(session, g.event, rule_id, staff=g.staff),
        title=gettext("Remove this rule"),
        button=gettext("Remove"),
        back=url_for("organiser.particular_rules"),
        also=(sentence,),
        menu="category_rules",
        done=lambda: redirect_to("organiser.particular_rules", gettext("The rule is removed. You can undo it below.")),
    )
