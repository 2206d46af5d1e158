"""Rules of the package web that a reader relies on: routes are registered, and each thing has one mechanism."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from jinja2.meta import find_referenced_templates

import matchmaker
import web
from matchmaker.base.errors import MatchmakerError, NotFound, Stale
from web.app import BLUEPRINTS

WEB = Path(web.__file__).parent
ROUTE = re.compile(r"^@bp\.(get|post|route)\(", re.MULTILINE)


def modules() -> list[tuple[str, Path]]:
    return [
        (".".join(("web", *path.relative_to(WEB).with_suffix("").parts)), path)
        for path in sorted(WEB.rglob("*.py"))
        if path.name != "__init__.py"
    ]


@pytest.mark.parametrize("audience", [blueprint.name for blueprint in BLUEPRINTS])
def test_every_module_with_a_route_is_named_by_its_audience(audience):
    """A module that nobody imports loses its pages in silence."""
    with_routes = {
        name for name, path in modules() if name.startswith(f"web.{audience}.") and ROUTE.search(path.read_text())
    }
    assert with_routes == {view.__name__ for view in import_module(f"web.{audience}").VIEWS}


def test_every_audience_is_registered():
    """A folder with a blueprint stands in the list of the application."""
    with_blueprints = {path.parent.name for path in WEB.glob("*/blueprint.py")}
    assert with_blueprints == {blueprint.name for blueprint in BLUEPRINTS}


def users_of(pattern: str) -> set[str]:
    """Return the modules of web whose text matches."""
    found = re.compile(pattern, re.MULTILINE)
    return {name for name, path in modules() if found.search(path.read_text())}


def test_redirects_are_made_in_one_place():
    """There, what answers a POST is 303 See Other."""
    assert users_of(r"(?<!\w)redirect\(") == {"web.redirects"}


def test_errors_of_the_product_are_said_in_one_place():
    """Views name the errors that they expect with `refusable`; nothing else catches or translates them."""
    errors = "|".join(kind.__name__ for kind in (MatchmakerError, *MatchmakerError.__subclasses__()))
    assert users_of(rf"^\s*except .*\b({errors})\b") == {"web.refusals"}
    assert users_of(r"error\.(message|params)\b") == {"web.refusals"}


def test_the_sentences_of_missing_and_changed_pages_are_defaults():
    """`raise NotFound` and `raise Stale` say them; only the page of errors repeats the first."""
    sources = [path for path in Path(matchmaker.__file__).parent.rglob("*.py") if path.name != "errors.py"]
    for sentence in (NotFound().message, Stale().message):
        assert [path.name for path in sources if sentence in path.read_text()] == []
        assert users_of(re.escape(sentence)) <= {"web.errors"}


def test_views_write_no_rows_and_run_no_queries():
    """They call queries (reads) and commands (changes) of matchmaker; only web.database knows the session's life."""
    assert users_of(r"^from (sqlmodel|sqlalchemy)\b.*\b(select|insert|update|delete|func|col)\b") == set()
    verbs = "add|add_all|delete|flush|commit|rollback|exec|execute|scalar|scalars|get_one|merge|refresh|expire"
    assert users_of(rf"\b(session|session\(\)|own)\.({verbs})\(") <= {"web.database"}
    assert users_of(r"\bsession(\(\))?\.get\((?!\")") == set()
    rows = "event|registration|person|staff|delegation|organisation|category"
    assert users_of(rf"\bg\.({rows})\.\w+ (=|\|=|\+=) ") == set()


FILLED = {
    "web.community.archives": "a file that was sent, asked about again",
    "web.organiser.changes.details": "a change that is said otherwise",
    "web.organiser.missions.cities": "the days of the event, for a new city",
    "web.organiser.people.forms": "the first colleague of a list",
    "web.organiser.presentations.times": "the time that costs least",
    "web.organiser.receptions.listed": "the language of the event",
    "web.organiser.setup.dates": "dates of an address",
    "web.organiser.setup.meetings": "ticks of a preset, before they are saved",
    "web.organiser.setup.moving": "carries a token: the event as it was seen",
    "web.organiser.setup.new_places": "the letter and number of the first new place",
    "web.organiser.setup.plans": "carries a token: a drawing",
    "web.organiser.setup.programme": "the day of an address, for a new item",
    "web.participant.people.colleagues": "the language of the reader, for somebody new",
    "web.participant.people.forms": "carries a token: consent",
    "web.participant.presentations.forms": "carries a token: a draft of its proposer",
    "web.public.missions.call": "what is known of the reader, for a call",
    "web.saved_forms": "this place",
}


def test_forms_are_filled_with_saved_values_in_one_place():
    """There, they get a token: without one, of two people at one form the last one wins in silence."""
    begun = r"(Form|cls|kind)\((formdata=\w+, )?(?!formdata)\w+="
    written = r"form(\[\w+\]|\.(?!shown|seen)\w+)\.data = "

    assert users_of(f"{begun}|{written}") == set(FILLED)


def test_files_to_download_are_made_in_one_place():
    """There, tables are guarded against formulas; a logo is shown in its page."""
    assert users_of(r"Content-Disposition|send_file\(") == {"web.downloads", "web.participant.people.logo"}
    assert users_of(r"^import csv|^from csv") == set()


def test_ids_in_forms_and_addresses_are_read_in_one_place():
    """There, a number that no row can have is none."""
    assert users_of(r"\.is(digit|decimal)\(\)|2 ?\*\* ?31") == {"web.ids"}


def test_templates_and_their_names_agree(app):
    """Every name of a template leads to a file, and every file is used."""
    loader = app.jinja_env
    named = {name for path in WEB.rglob("*.py") for name in re.findall(r'"([\w/]+\.html)"', path.read_text())}
    for template in loader.list_templates():
        source = loader.loader.get_source(loader, template)[0]
        named |= {str(name) for name in find_referenced_templates(loader.parse(source))}

    assert named == set(loader.list_templates())


def test_two_live_regions_tell_everything():
    """They stand in the base layout and are never exchanged; what is to be told is marked with `data-announce`."""
    sources = [*WEB.rglob("*.html"), *WEB.glob("static/js/*.js")]
    live = re.compile(r"""aria-live=|role=["'](status|alert|log|timer)["']|ariaLive|Attribute\(.role""")
    found = [path.name for path in sources for _match in live.finditer(path.read_text())]

    assert found == ["base.html", "base.html"]
