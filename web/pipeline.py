"""What the pages of the pipeline share, for organisers and for the attaché of a city: filters, forms, moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, g, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, SelectChoice, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Length

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.names import fold
from matchmaker.missions.queries.demands import read_demands
from matchmaker.models import Counterpart, Event, row_id
from matchmaker.prospects.commands.counterparts import CounterpartContact, NewCounterpart
from matchmaker.prospects.commands.instead import answer_instead
from matchmaker.prospects.commands.stages import FOR_THEM, move
from matchmaker.prospects.queries.counterpart import CONTACT, approached_of, counterpart_token
from matchmaker.prospects.queries.pipeline import (
    Approached,
    PipelineFilters,
    cards_of,
    read_approached,
    turns_of,
)
from matchmaker.prospects.queries.registered import colleague_named
from matchmaker.prospects.rules import BY_HAND, ENDS, PipelineStage, Turn, next_stage
from web import database
from web.choice import choice
from web.forms import WRITTEN, Checkboxes, Form
from web.i18n import LANGUAGE_NAMES
from web.ids import whole_number
from web.refusals import Refusal, refusable
from web.saved_forms import SavedForm
from web.submissions import Sent

STAGES = {
    PipelineStage.FOUND: (lazy_gettext("Found"), lazy_gettext("to be proposed"), ""),
    PipelineStage.PROPOSED: (lazy_gettext("Proposed"), lazy_gettext("to the company"), "wait"),
    PipelineStage.WANTED: (lazy_gettext("Wanted"), lazy_gettext("to be contacted"), ""),
    PipelineStage.CONTACTED: (lazy_gettext("Contacted"), lazy_gettext("we wait for their answer"), "wait"),
    PipelineStage.INTERESTED: (lazy_gettext("Interested"), lazy_gettext("want to know more"), "info"),
    PipelineStage.AGREED: (lazy_gettext("Agreed to meet"), lazy_gettext("to be planned"), "ok"),
    PipelineStage.PLACED: (lazy_gettext("Placed"), lazy_gettext("provisional"), "wait"),
    PipelineStage.CONFIRMED: (lazy_gettext("Confirmed"), lazy_gettext("in the schedule"), "ok"),
    PipelineStage.OVER: (lazy_gettext("Over"), lazy_gettext("did it take place?"), "wait"),
    PipelineStage.HELD: (lazy_gettext("Held"), lazy_gettext("has taken place"), "ok"),
    PipelineStage.NOT_HELD: (lazy_gettext("Did not take place"), lazy_gettext("as was said"), "away"),
    PipelineStage.DECLINED: (lazy_gettext("Declined"), lazy_gettext("with the reason"), "away"),
}
"""What the board says of a stage: its name, what it means, its tone."""
TURNS = {
    Turn.ATTACHE: (lazy_gettext("Attaché"), "person"),
    Turn.COMPANY: (lazy_gettext("Company"), "booth"),
    Turn.COUNTERPART: (lazy_gettext("Counterpart"), "mail"),
    Turn.ORGANISERS: (lazy_gettext("Organisers"), "table"),
    Turn.NOBODY: (lazy_gettext("Nobody"), "check"),
}
LANGUAGES = [SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()]
IN_A_COLUMN = 6
"""Cards of a stage that the board shows; the table shows all."""


@dataclass(frozen=True)
class Keeper:
    """Who keeps a pipeline: an organiser, or the attaché of one city (`leg_id`), by name."""

    event: Event
    name: str
    pages: Mapping[str, str]
    """Endpoints of the pages, by what they are."""
    leg_id: int | None = None
    token: str = ""
    """Of the address of an attaché."""

    def url(self, page: str, **ids: Any) -> str:
        """Return the address of one of the pages."""
        own: dict[str, Any] = {"token": self.token} if self.token else {}
        return url_for(self.pages[page], **own, **ids)


class CounterpartForm(SavedForm):
    """Whom to ask at a counterpart."""

    first_name = StringField(lazy_gettext("First name"), validators=[Length(max=100)])
    last_name = StringField(lazy_gettext("Last name"), validators=[Length(max=100)])
    job_title = StringField(lazy_gettext("Job title"), validators=[Length(max=120)])
    email = EmailField(lazy_gettext("E-mail"), validators=[Length(max=254)])
    phone = TelField(lazy_gettext("Telephone"), validators=[Length(max=40)])
    language = SelectField(lazy_gettext("Language of their page"), choices=LANGUAGES)
    note = TextAreaField(
        lazy_gettext("Note"),
        description=lazy_gettext("Read by the organisers and the attaché only."),
        validators=[Length(max=1000)],
        render_kw={"rows": 3, "maxlength": 1000},
    )

    @classmethod
    def of(cls, approached: Approached, sent: Sent) -> "CounterpartForm":
        """Return the form of a counterpart, and with what was `sent`."""
        row = approached.counterpart
        saved = {name: getattr(row, name) for name in (*CONTACT, "note")}
        return cls.of_saved(saved | {"shown": counterpart_token(row)}, sent)

    @property
    def contact(self) -> CounterpartContact:
        """What was sent."""
        return CounterpartContact(**{name: self[name].data or "" for name in (*CONTACT, "note")})


class NewCounterpartForm(Form):
    """A counterpart that is added by hand: three fields are enough."""

    leg_id = SelectField(lazy_gettext("City"), coerce=int)
    name = StringField(lazy_gettext("Organisation"), validators=[WRITTEN, Length(max=200)])
    first_name = StringField(lazy_gettext("First name"), validators=[Length(max=100)])
    last_name = StringField(lazy_gettext("Last name"), validators=[Length(max=100)])
    email = EmailField(lazy_gettext("E-mail"), validators=[Length(max=254)])
    language = SelectField(lazy_gettext("Language of their page"), choices=LANGUAGES, default="en")
    companies = Checkboxes(lazy_gettext("For which companies"), coerce=int)

    @classmethod
    def at(cls, keeper: Keeper, city: int | None) -> "NewCounterpartForm":
        """Return the form with the cities of the keeper, and the companies that go to one of them."""
        form = cls()
        lines = read_demands(database.session(), keeper.event)
        cities = {line.leg_id: line.city for line in lines if keeper.leg_id in {None, line.leg_id}}
        form.leg_id.choices = [SelectChoice(number, name) for number, name in cities.items()]
        if request.method == "POST":
            here = form.leg_id.data
        else:
            here = city if city in cities else next(iter(cities), None)
            form.leg_id.process_data(here)
        going = [line for line in lines if line.leg_id == here and here in cities]
        form.companies.choices = [SelectChoice(line.delegation_id, line.company) for line in going]
        return form

    @property
    def new(self) -> NewCounterpart:
        """What was sent."""
        names = ("first_name", "last_name", "email", "language")
        contact = CounterpartContact(**{name: self[name].data or "" for name in names})
        companies = self.companies.data or []
        return NewCounterpart(leg_id=self.leg_id.data, name=self.name.data or "", contact=contact, companies=companies)


FILTERS = ("city", "company", "turn", "stage", "q")
"""What an address asks for: anything else in it leads nowhere."""


def read_filters() -> PipelineFilters:
    """Return what the address asks for; what makes no sense asks for nothing."""
    asked = request.args
    return PipelineFilters(
        leg_id=whole_number(asked.get("city", "")),
        delegation_id=whole_number(asked.get("company", "")),
        turn=choice(Turn, asked.get("turn", "")),
        stage=choice(PipelineStage, asked.get("stage", "")),
        search=asked.get("q", "")[:100],
    )


def board(keeper: Keeper) -> dict[str, Any]:
    """Return everything that the page of a pipeline shows; eight statements, whatever its size."""
    filters = read_filters()
    found = read_approached(database.session(), keeper.event, leg_id=keeper.leg_id)
    everything = cards_of(found, replace(filters, turn=None, stage=None))
    cards = cards_of(found, filters)
    return {
        "keeper": keeper,
        "filters": filters,
        "cards": cards,
        "columns": [(stage, [card for card in cards if card.stage is stage]) for stage in _stages(cards, filters)],
        "turns": turns_of(everything),
        "total": len(everything),
        "counterparts": len({card.approached.id for card in everything}),
        "companies": _companies(found),
        "cities": sorted({(one.counterpart.leg_id, one.city) for one in found}),
        "as_table": request.args.get("view") == "table",
        "most": IN_A_COLUMN,
        "asked": {name: request.args[name] for name in FILTERS if request.args.get(name)},
    } | words()


def words() -> dict[str, Any]:
    """Return the words of stages and turns, for templates."""
    return {"stages": STAGES, "turn_words": TURNS, "next_stage": next_stage, "by_hand": BY_HAND, "for_them": FOR_THEM}


def move_chosen(keeper: Keeper, counterpart_id: int) -> str:
    """Move the prospects that the form names to its stage; return what was done, empty if it was refused.

    Raises `NotFound` for a counterpart that is not the keeper's.
    """
    session, stage = database.session(), choice(PipelineStage, request.form.get("stage", ""))
    approached_of(session, keeper.event, counterpart_id, leg_id=keeper.leg_id)
    reason = request.form.get("reason", "")
    with refusable(InvalidInput, Stale, Closed) as refusal:
        if stage is None:
            raise Stale
        for number, token in _chosen():
            move(
                session,
                keeper.event,
                counterpart_id,
                number,
                stage,
                shown=token,
                reason=reason,
                leg_id=keeper.leg_id,
                by=keeper.name,
            )
    return _said(refusal, stage, reason)


def instead_answered(keeper: Keeper, counterpart_id: int) -> str:
    """Accept whom a counterpart has named in the place of its contact, or not; return what was done, empty if refused.

    Raises `NotFound` for a counterpart that is not the keeper's.
    """
    accepts, session = request.form.get("says") == "yes", database.session()
    before = approached_of(session, keeper.event, counterpart_id).counterpart
    former, colleague = before.contact, colleague_named(session, keeper.event, before) is not None
    with refusable(InvalidInput, Stale, Closed) as refusal:
        answered = answer_instead(
            session,
            keeper.event,
            counterpart_id,
            accepts=accepts,
            shown=request.form.get("shown", ""),
            leg_id=keeper.leg_id,
            by=keeper.name,
        )
    if refusal:
        refusal.show()
        return ""
    database.after_commit(jobs.enqueue_outbox)
    database.after_commit(jobs.enqueue_alerts)
    said = gettext("Left as it is: whoever named them hears of it by mail.")
    if accepts and colleague:
        said = gettext(
            "Accepted: %(former)s is withdrawn. Choose among the repairs that %(name)s goes to the meetings.",
            former=former,
            name=answered.contact,
        )
    elif accepts:
        said = gettext("Accepted: %(name)s gets a mail with their page.", name=answered.contact)
    return str(said)


def _said(refusal: Refusal, stage: PipelineStage | None, reason: str) -> str:
    if refusal or stage is None:
        refusal.show()
        if reason.strip():
            flash(gettext("You had written: “%(text)s”", text=reason.strip()), "info")
        return ""
    database.after_commit(jobs.enqueue_alerts)
    return str(gettext("Moved: %(stage)s.", stage=STAGES[stage][0]))


def added_in_words(counterpart: Counterpart, typed: CounterpartContact) -> str:
    """Return that a counterpart was added, or that it was there with another contact, who stays."""
    name = approached_of(database.session(), g.event, row_id(counterpart)).name
    pairs = ((getattr(typed, field), getattr(counterpart, field)) for field in ("first_name", "last_name", "email"))
    said: str
    if any(one and fold(one) != fold(other) for one, other in pairs):
        said = gettext(
            "%(name)s is there already: its contact stays %(contact)s. Correct it here if it is another one.",
            name=name,
            contact=counterpart.contact or counterpart.email,
        )
    else:
        said = gettext("%(name)s is added.", name=name)
    return said


def _chosen() -> Iterable[tuple[int, str]]:
    """Return the prospects that a form names, each with the token of what its reader saw."""
    for text in request.form.getlist("prospect"):
        number, _, token = text.partition(" ")
        found = whole_number(number)
        if found is not None:
            yield found, token


def _stages(cards: Iterable[Any], filters: PipelineFilters) -> list[PipelineStage]:
    """Return the columns of the board: the stage that was asked for, or those with cards; without a search all stages
    of the way.
    """
    if filters.stage is not None:
        return [filters.stage]
    there, searched = {card.stage for card in cards}, filters.search or filters.turn or filters.delegation_id
    return [stage for stage in PipelineStage if stage in there or not (searched or stage in ENDS)]


def _companies(found: Iterable[Approached]) -> list[tuple[int, str]]:
    names = {line.prospect.delegation_id: line.company for one in found for line in one.lines}
    return sorted(names.items(), key=lambda item: item[1].casefold())
