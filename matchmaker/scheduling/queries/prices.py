"""The last prices of an event: what each rule costs in wishes, and what would help most."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session, col, select

from matchmaker.models import Category, Event, RunState, SolveMode, row_id
from matchmaker.scheduling.planning.particular import read_rules
from matchmaker.scheduling.planning.prices import PricedRule
from matchmaker.scheduling.queries.particular import rules_in_words
from matchmaker.scheduling.queries.runs import last_run


@dataclass(frozen=True, slots=True)
class RulePrice:
    """What giving up a rule would bring."""

    rule: PricedRule
    concerned: int
    """People, delegations or presentations that the rule is about."""
    wishes: int
    """Wishes met more, over all."""
    categories: tuple[tuple[Category, int], ...]
    """Categories that gain or lose wishes by it, with how many."""
    rule_id: int | None
    """The rule for particular people; None for all others."""
    sentence: str
    """That rule in words; empty for all others, and once it is removed."""
    proved: bool
    """With and without it nothing can be worth more, so that the number is no estimate."""
    between: tuple[int, int] | None = None
    """The least and the most wishes that it may be, by what is proved; None where nothing is."""


@dataclass(frozen=True, slots=True)
class WishHelp:
    """A change that lets wishes in without moving anybody; the kind is a word of the solver."""

    kind: str
    subject: str
    starts: time | None
    ends: time | None
    amount: int
    wishes: int
    subject_id: int | None = None
    """The row of the subject: a registration, delegation or venue; None in a search of before release 0.3."""
    by_rule: bool = False
    """Whether it is a rule for particular people that keeps the person away at these times."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What one search has found."""

    run_id: int
    state: RunState
    stop_requested: bool
    created_at: datetime
    seconds: int
    """For each rule."""
    met: int | None
    """Wishes met with all rules; None until it is known."""
    rules: tuple[RulePrice, ...]
    """The dearest first."""
    helps: tuple[WishHelp, ...]

    @property
    def active(self) -> bool:
        return self.state.active

    @property
    def wide(self) -> bool:
        """Whether a longer search may say more exactly what a rule costs."""
        return any(not one.proved for one in self.rules)


def last_prices(session: Session, event: Event, language: str) -> Prices | None:
    """Return what the event's last search for prices has found, with rules as sentences; None if there was none."""
    run = last_run(session, event, SolveMode.PRICES)
    if run is None:
        return None
    categories = session.exec(
        select(Category).where(Category.event_id == event.id).order_by(col(Category.position))
    ).all()
    found = run.prices
    particular = _sentences(session, event, {one.get("rule_id") for one in found.get("rules", ())}, language)
    rules = [
        RulePrice(
            rule=PricedRule(one["rule"]),
            concerned=one["concerned"],
            wishes=one["wishes"],
            categories=_changed(categories, one["categories"]),
            rule_id=one.get("rule_id"),
            sentence=particular.get(one.get("rule_id") or 0, ""),
            proved=one["proved"],
            between=_between(one.get("range")),
        )
        for one in found.get("rules", ())
    ]
    helps = (WishHelp(**(one | {key: _wall(one[key]) for key in ("starts", "ends")})) for one in found.get("helps", ()))
    return Prices(
        run_id=row_id(run),
        state=run.state,
        stop_requested=run.stop_requested,
        created_at=run.created_at,
        seconds=round(run.time_limit),
        met=found.get("wishes", {}).get("met"),
        rules=tuple(sorted(rules, key=lambda one: -one.wishes)),
        helps=tuple(helps),
    )


def _sentences(session: Session, event: Event, ids: Collection[int | None], language: str) -> Mapping[int, str]:
    rows = tuple(row for row in read_rules(session, row_id(event)).rows if row.id in ids)
    sentences = rules_in_words(session, rows, language) if rows else ()
    return {row_id(row): sentence for row, sentence in zip(rows, sentences, strict=True)}


def _changed(categories: Sequence[Category], wishes: Mapping[str, int]) -> tuple[tuple[Category, int], ...]:
    return tuple((category, by) for category in categories if (by := wishes.get(category.code, 0)))


def _between(kept: Sequence[int] | None) -> tuple[int, int] | None:
    return None if kept is None else (kept[0], kept[1])


def _wall(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
