"""What people read is gettext: text in templates, labels of forms, messages and errors outside it is found."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from matchmaker.base import errors
from tests.builders.paths import ROOT

CATALOGUES = ("web", "matchmaker")
WORD = re.compile(r"[^\W\d_]{2,}")
NOT_TRANSLATED = {"Matchmaker"}
"""Texts of templates that are the same in all languages: the product's name."""
SAMPLES = {"styleguide.html", "styleguide.py"}
"""The page for builders, which shows each piece with sample texts."""
TEMPLATES = sorted(
    path
    for package in CATALOGUES
    for path in (ROOT / package).rglob("templates/**/*.*")
    if path.suffix in {".html", ".txt"} and path.name not in SAMPLES
)
READ_ALOUD = {"alt", "aria-label", "placeholder", "title", "label", "content", "data-label", "data-copied", "data-lost"}
ATTRIBUTE = re.compile(r'[a-z-]+="')
"""A macro may give only the attributes of a tag."""
NOT_SEEN = re.compile(r"{%-?\s*(trans)\b.*?endtrans\s*-?%}|{% block body_class %}.*?{% endblock %}", re.DOTALL)
KEY_FUNCTIONS = {"_", "gettext", "ngettext"}


class Texts(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in {"script", "style"}
        described = tag != "meta" or dict(attrs).get("name") == "description"
        self.found += [value for name, value in attrs if name in READ_ALOUD and value and described]

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.found.append(data.strip())


def bare_texts(source: str) -> list[str]:
    """Return words of a template that stand outside gettext: in its HTML, and as sentences in its expressions."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    inside, page = False, []
    for _, kind, value in environment.lex(NOT_SEEN.sub("", source)):
        inside = inside or kind in {"variable_begin", "block_begin", "comment_begin"}
        if not inside:
            page.append(value)
        if kind in {"variable_end", "block_end", "comment_end"}:
            inside = False
            page.append(" ")
    texts = Texts()
    texts.feed("".join(page))
    found = [*texts.found, *bare_sentences(environment.parse(source))]
    return [text for text in found if WORD.search(text) and text not in NOT_TRANSLATED and not ATTRIBUTE.match(text)]


def bare_sentences(node: nodes.Node) -> Iterator[str]:
    """Yield constants of expressions that read like a sentence or a label; comparisons are about codes."""
    if isinstance(node, nodes.Compare):
        return
    if isinstance(node, nodes.Pair):  # a dictionary's keys are codes
        yield from bare_sentences(node.value)
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in KEY_FUNCTIONS:
        values = [keyword.value for keyword in node.kwargs] + [part for part in node.args if not is_text(part)]
        for value in values:
            yield from bare_sentences(value)
        return
    if is_text(node) and re.match(r"[^\W\d_a-zß-ÿ].*[^\W\d_A-Z]", node.value):
        yield node.value
    for child in node.iter_child_nodes():
        yield from bare_sentences(child)


def is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_say_nothing_outside_gettext(path: Path) -> None:
    assert bare_texts(path.read_text()) == []


def test_words_outside_gettext_are_noticed() -> None:
    source = """
    {# A comment. #}{% extends "layouts/staff_frame.html" %}
    <p class="lead">Bare {{ name }}</p><p>{{ _("Key") }}, {{ ngettext("%(num)d", "%(num)d", 2) }}</p>
    <img alt="Heard"><input placeholder="{{ _('Key') }}" value="unseen">{% trans %}Key{% endtrans %}
    {{ button("Given", tone="primary") }}{% if kind == "Code" %}<style>body { margin: 0 }</style>{% endif %}
    """

    assert bare_texts(source) == ["Bare", "Heard", "Given"]


MODULES = sorted(
    path
    for package in CATALOGUES
    for path in (ROOT / package).rglob("*.py")
    if "versions" not in path.parts and path.name not in SAMPLES
)
PRODUCT_ERRORS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.MatchmakerError)
}
SAID_BY = {"flash": 0, "tell": 0, "tell_error": 0, "sentence": 0, "echo": 0, "confirm": 0, "prompt": 0}
SAID_BY |= dict.fromkeys(PRODUCT_ERRORS | {"ValidationError", "StopValidation"}, 0)
VALIDATORS = {"AnyOf", "DataRequired", "Email", "EqualTo", "InputRequired", "Length", "NumberRange", "Regexp"}
WITHOUT_FRENCH = {"FileRequired", "FileAllowed", "FileSize"}
"""Flask-WTF's own validators have no catalogue: each needs a message."""


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def bare(node: ast.expr | None) -> bool:
    """A text written down as it is; a call around it marks it for translation."""
    if isinstance(node, ast.JoinedStr):
        return any(map(bare, node.values))
    if isinstance(node, ast.BinOp):
        return bare(node.left) or bare(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(WORD.search(node.value))


def spoken(node: ast.Call) -> Iterator[ast.expr | None]:
    """Yield the arguments of a call that people will read."""
    name, keywords = called(node), {keyword.arg: keyword.value for keyword in node.keywords}
    if name in SAID_BY:
        yield node.args[SAID_BY[name]] if node.args else None
    elif name.endswith("Field") or name == "Checkboxes":
        yield from (node.args[0] if node.args else None, keywords.get("label"), keywords.get("description"))
        choices = keywords.get("choices")
        if isinstance(choices, ast.List | ast.Tuple):
            yield from (choice.elts[-1] for choice in choices.elts if isinstance(choice, ast.Tuple))
    elif name in WITHOUT_FRENCH | VALIDATORS:
        yield keywords.get("message")
        yield from node.args if name in {"InputRequired", "DataRequired", "Email", "FileRequired"} else ()


def bare_python(source: str) -> list[str]:
    """Return what the code says to people outside gettext, and file validators without words of their own."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    silent = [node for node in calls if called(node) in WITHOUT_FRENCH and not node.args and not node.keywords]
    return [ast.unparse(node) for node in calls if any(map(bare, spoken(node)))] + [
        ast.unparse(node) for node in silent
    ]


def test_code_says_nothing_outside_gettext() -> None:
    found = {str(path.relative_to(ROOT)): bare_python(path.read_text()) for path in MODULES}

    assert {path: calls for path, calls in found.items() if calls} == {}


def test_code_outside_gettext_is_noticed() -> None:
    good = 'flash(_("Saved.")); StringField(lazy_gettext("Name")); raise NotFound(N_("None.")); Length(max=3)'
    bad = ['flash("Saved.")', 'StringField("Name")', 'NotFound(f"No {x}.")', "FileRequired()", 'Length(message="Long")']

    assert bare_python(good) == []
    assert [bool(bare_python(line)) for line in bad] == [True] * len(bad)


def test_functions_of_gettext_have_names_that_are_collected() -> None:
    """An alias that the recipe does not know would lose its keys without a word."""
    recipe = (ROOT / "Makefile").read_text().partition("\nmessages:")[2].partition("\n\n")[0]
    known = set(re.findall(r"-k (\w+)", recipe))
    used = {
        alias.asname or alias.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module in {"flask_babel", "matchmaker.base.i18n"}
        for alias in node.names
        if "gettext" in alias.name or alias.name in {"N_", "translate", "translate_plural"}
    }

    assert used <= known
