"""Every sentence that a person can read is a gettext key, and has its text in each language of the screens.

The keys are collected as `make messages` does it, by the very commands of the Makefile. Then: no key without a text,
the same placeholders on both sides, the typography of the language. And what is not a key is found too: text in
templates, labels of forms, messages and errors that no catalogue could ever translate.
"""

import ast
import logging
import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from flask import Flask
from jinja2 import Environment, nodes
from werkzeug.datastructures import MultiDict

from matchmaker.base import errors, i18n
from matchmaker.base.config import get_config
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from tests.builders.paths import ROOT
from web.app import create_app
from web.auth.forms import StaffForm

CATALOGUES = ("web", "matchmaker")
LANGUAGES = [language for language in i18n.SCREEN_LANGUAGES if language != "en"]
"""Those with catalogues: the keys themselves are English."""
PLACEHOLDER = re.compile(r"%\((\w+)\)(?:0\d)?[sd]")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"[^\W\d_]{2,}")

NOT_TRANSLATED = {"Matchmaker"}
"""Texts of templates that are the same in all languages: the product's name."""
SAMPLES = {"styleguide.html", "styleguide.py"}
"""The page for builders, which shows each piece with sample texts."""


# --- the catalogues -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalog]:
    """The keys of the code, by catalogue."""
    recipe = (ROOT / "Makefile").read_text().partition("\nmessages:")[2].partition("\n\n")[0]
    extractions = [shlex.split(line) for line in recipe.splitlines() if "pybabel -q extract" in line]
    folder = tmp_path_factory.mktemp("messages")
    found, level = {}, logging.getLogger("babel").level
    with chdir(ROOT):
        for _, *arguments in extractions:
            output = folder / Path(arguments[arguments.index("-o") + 1]).name
            arguments[arguments.index("-o") + 1] = str(output)
            CommandLineInterface().run(["pybabel", *arguments])
            found[output.stem] = read(output)
    logging.getLogger("babel").setLevel(level)
    return found


def read(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


@cache
def catalogue(name: str, language: str) -> Catalog:
    return read(ROOT / name / "translations" / language / "LC_MESSAGES" / "messages.po", language)


def messages(language: str) -> Iterator[Message]:
    for name in CATALOGUES:
        yield from (message for message in catalogue(name, language) if message.id)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_the_recipe_collects_for_each_catalogue(collected: dict[str, Catalog]) -> None:
    assert sorted(collected) == sorted(CATALOGUES)
    assert all(len(keys) > 100 for keys in collected.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_every_key_has_its_text(collected: dict[str, Catalog], name: str, language: str) -> None:
    known = catalogue(name, language)
    found = {message.id: known.get(forms(message.id)[0]) for message in collected[name] if message.id}
    without = [
        key
        for key, message in found.items()
        if message is None or message.id != key or message.fuzzy or not all(forms(message.string))
    ]

    assert without == []


PLURALS = {"fr": "(n > 1)", "nl": "(n != 1)", "de": "(n != 1)"}
"""Only French says "one" for none as well."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_two_forms_and_its_own_rule(language: str) -> None:
    rules = {
        name: (catalogue(name, language).num_plurals, catalogue(name, language).plural_expr) for name in CATALOGUES
    }

    assert rules == dict.fromkeys(CATALOGUES, (2, PLURALS[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_key(language: str) -> None:
    wrong = []
    for message in messages(language):
        allowed = [set(PLACEHOLDER.findall(key)) for key in forms(message.id)]
        for number, text in enumerate(filter(None, forms(message.string))):
            used = set(PLACEHOLDER.findall(text))
            # French says "one" for none as well, so that its first form may need the number of the plural
            if used != allowed[min(number, len(allowed) - 1)] and (number or used != allowed[-1]):
                wrong.append(text)

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_with_placeholders_can_be_filled(language: str) -> None:
    for message in messages(language):
        values = dict.fromkeys(PLACEHOLDER.findall(" ".join(forms(message.id))), 1)
        for text in forms(message.string) if values else ():
            assert "%(" not in text % values


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_of_a_key_is_kept(language: str) -> None:
    wrong = [
        text
        for message in messages(language)
        for text in forms(message.string)
        if TAG.findall(text) != TAG.findall(forms(message.id)[0])
    ]

    assert wrong == []


TYPOGRAPHY = {
    "fr": r" [:;?»]| %%|« |n° |[^\u00a0][;?»]|[^\W\d]:(?!//)|[^\u00a0\s]%%|[“”'!]",
    "nl": r"\s[:;?”]|“\s|[«»„'!]",
    "de": r"\s[:;?“]|„\s|[«»”'!]",
}
"""What is wrong in a language. French signs of two parts stand behind a space that does not break, others behind none;
no straight quotes or quotes of another language; nobody shouts."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography_is_that_of_the_language(language: str) -> None:
    wrong = re.compile(TYPOGRAPHY[language])
    texts = [TAG.sub("", text) for message in messages(language) for text in forms(message.string)]

    assert [text for text in texts if wrong.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_the_same_key_reads_the_same_in_both_catalogues(name: str, language: str) -> None:
    both = {message.id: message.string for message in catalogue("web", language) if message.id}

    for message in catalogue("matchmaker", language):
        if message.id in both:
            assert both[message.id] == message.string


# --- templates ------------------------------------------------------------------------------------------------------

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
    if is_text(node) and re.match(r"[^\W\d_a-zß-ÿ].*[^\W\d_A-Z]", node.value):  # type: ignore[attr-defined]
        yield node.value  # type: ignore[attr-defined]
    for child in node.iter_child_nodes():
        yield from bare_sentences(child)


def is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_say_nothing_outside_gettext(path: Path) -> None:
    assert bare_texts(path.read_text()) == []


def test_words_outside_gettext_are_noticed() -> None:
    source = """
    {# A comment. #}{% extends "organiser/base.html" %}
    <p class="lead">Bare {{ name }}</p><p>{{ _("Key") }}, {{ ngettext("%(num)d", "%(num)d", 2) }}</p>
    <img alt="Heard"><input placeholder="{{ _('Key') }}" value="unseen">{% trans %}Key{% endtrans %}
    {{ button("Given", tone="primary") }}{% if kind == "Code" %}<style>body { margin: 0 }</style>{% endif %}
    """

    assert bare_texts(source) == ["Bare", "Heard", "Given"]


# --- Python ---------------------------------------------------------------------------------------------------------

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


# --- at work --------------------------------------------------------------------------------------------------------


def test_compiled_texts_are_found_with_the_plurals_of_their_language() -> None:
    one, two = "You have %(num)d meeting.", "You have %(num)d meetings."

    assert i18n.translate("fr", "Hello %(name)s,", name="Ada") == "Bonjour Ada,"
    assert i18n.translate("en", "Hello %(name)s,", name="Ada") == "Hello Ada,"
    assert [i18n.translate_plural("en", one, two, number) for number in (0, 1)] == [two % {"num": 0}, one % {"num": 1}]
    assert i18n.translate_plural("fr", one, two, 2) == "Vous avez 2 rendez-vous."
    assert [i18n.translate_plural("nl", one, two, number) for number in (0, 1)] == [
        "U hebt 0 afspraken.",
        "U hebt 1 afspraak.",
    ]
    assert [i18n.translate_plural("de", one, two, number) for number in (0, 1)] == [
        "Sie haben 0 Termine.",
        "Sie haben 1 Termin.",
    ]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application, without a database."""
    monkeypatch.setenv("MATCHMAKER_DATA", str(tmp_path))
    monkeypatch.setenv("MATCHMAKER_MODE", "test")
    get_config.cache_clear()
    yield create_app()
    get_config.cache_clear()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fr", ["Le champ ne peut pas contenir plus de 254 caractères.", "Indiquez votre mot de passe."]),
        ("en", ["Field cannot be longer than 254 characters.", "Please enter your password."]),
        ("nl", ["Veld mag niet langer zijn dan 254 karakters.", "Vul uw wachtwoord in."]),
        ("de", ["Feld kann nicht länger als 254 Zeichen sein.", "Bitte geben Sie Ihr Passwort ein."]),
    ],
)
def test_forms_speak_the_language_of_the_page(app: Flask, language: str, sentences: list[str]) -> None:
    """Both the product's own sentences and those of the library of forms."""
    with app.test_request_context(headers={"Accept-Language": language}):
        form = StaffForm(MultiDict({"email": "a" * 255}), meta={"csrf": False})
        form.validate()

        assert [str(error) for error in (*form.email.errors, *form.password.errors)] == sentences


def test_errors_of_the_product_raised_in_pages_are_in_the_reader_s_language(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        answer = app.make_response(app.handle_user_exception(NotFound(N_("There is no such picture."))))

    assert "Cette image n’existe pas." in answer.get_data(as_text=True)
