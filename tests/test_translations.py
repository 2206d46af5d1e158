"""Every sentence that a person can read is a gettext key, and has its text in each language of the screens.

The keys are collected as `make messages` does it, by the very commands of the Makefile. Then: no key without a text,
the same placeholders on both sides, the typography of the language. And what is not a key is found too: text in
templates, labels of forms, messages and errors that no catalogue could ever translate.
"""

import logging
import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DateField, DateTimeLocalField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import Length

from matchmaker.base import i18n
from matchmaker.base.config import get_config
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from tests.builders.paths import ROOT
from web.app import create_app
from web.auth.forms import StaffForm
from web.forms import Checkboxes, DecimalField, Form, NumberRange

CATALOGUES = ("web", "matchmaker")
LANGUAGES = [language for language in i18n.SCREEN_LANGUAGES if language != "en"]
"""Those with catalogues: the keys themselves are English."""
PLACEHOLDER = re.compile(r"%\((\w+)\)(?:0\d)?[sd]")
TAG = re.compile(r"<[^>]+>")


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


NOT_SAID = {
    "en": r"(?<!\()\btiers?\b",
    "fr": r"\bDésiste[rz]\b|\b[Ss]es personnes\b|souhaits? (gagn|perdu)|\b[Ll]a place est\b"
    r"|(?<![-\w])[Mm]ails?\b|\b[Mm]essages?\b|\b[Cc]ourriels?\b",
    "nl": r"\b[Gg]ewonnen\b|\bhaar tafels\b|(?<![-\w(])[Mm]ails?\b|\b[Bb]erichten\b|\b(?:[Hh]et|[Dd]it|geen) bericht\b",
    "de": r"\b[Gg]ewonnen|\blesenden Person\b|\bCommunity\b|(?<![-\w])Mails?\b|\bNachricht\b(?! ändern)",
}
"""Words that the glossary says otherwise, and words carried over from English that nobody says in the language."""


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_words_are_those_of_the_glossary(language: str) -> None:
    wrong = re.compile(NOT_SAID[language])
    texts = [
        text
        for message in messages("fr" if language == "en" else language)
        for text in forms(message.id if language == "en" else message.string)
    ]

    assert [text for text in texts if wrong.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_the_same_key_reads_the_same_in_both_catalogues(name: str, language: str) -> None:
    both = {message.id: message.string for message in catalogue("web", language) if message.id}

    for message in catalogue("matchmaker", language):
        if message.id in both:
            assert both[message.id] == message.string


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
        ("fr", ["254 caractères au maximum.", "Indiquez votre mot de passe."]),
        ("en", ["Use 254 characters at most.", "Please enter your password."]),
        ("nl", ["Gebruik hoogstens 254 tekens.", "Vul uw wachtwoord in."]),
        ("de", ["Höchstens 254 Zeichen.", "Bitte geben Sie Ihr Passwort ein."]),
    ],
)
def test_forms_speak_the_language_of_the_page(app: Flask, language: str, sentences: list[str]) -> None:
    """Both the product's own sentences and those of the library of forms."""
    with app.test_request_context(headers={"Accept-Language": language}):
        form = StaffForm(MultiDict({"email": "a" * 255}), meta={"csrf": False})
        form.validate()

        assert [str(error) for error in (*form.email.errors, *form.password.errors)] == sentences


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_the_library_of_forms_has_no_typewriter_apostrophe_and_no_english(app: Flask, language: str) -> None:
    class Asked(Form):
        day, at, clock_time = DateField(), DateTimeLocalField(), TimeField()
        whole, number = IntegerField(validators=[NumberRange(1, 5)]), DecimalField()
        one = SelectField(choices=["a"])
        several = Checkboxes(choices=["a"])
        text = StringField(validators=[Length(min=3, max=4)])

    wrong = dict.fromkeys(("day", "at", "clock_time", "whole", "number", "one", "several"), "x") | {"text": "12345"}
    with app.test_request_context(headers={"Accept-Language": "en"}):
        english = Asked(MultiDict(wrong), meta={"csrf": False})
        english.validate()
    with app.test_request_context(headers={"Accept-Language": language}):
        form = Asked(MultiDict(wrong), meta={"csrf": False})
        form.validate()

    assert form.errors.keys() == wrong.keys()
    for name, errors in form.errors.items():
        assert errors != english.errors[name], name
        assert "'" not in "".join(map(str, errors)), name


def test_errors_of_the_product_raised_in_pages_are_in_the_reader_s_language(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        answer = app.make_response(app.handle_user_exception(NotFound(N_("There is no such picture."))))

    assert "Cette image n’existe pas." in answer.get_data(as_text=True)
