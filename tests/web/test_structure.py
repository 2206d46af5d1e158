"""Rules of the package web that a reader relies on: every route is registered."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import web
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
