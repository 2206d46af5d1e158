"""Setting of papers by a child process, and words that no column holds."""

import pytest

from matchmaker.base.errors import TooMany
from matchmaker.programmes import typesetting
from matchmaker.programmes.rules.long_words import BREAK, breakable, shortened
from matchmaker.programmes.typesetting import NotSet, Paper, set_paper
from tests.builders.papers import whole


def test_a_template_without_its_data_is_a_fault_of_the_product():
    with pytest.raises(NotSet, match="does not contain key"):
        set_paper(Paper(main="sheet", data={}))


@pytest.mark.parametrize("name", ["Satama\ufeff", "\u00ad", ""])
def test_a_name_that_the_standard_forbids_does_not_keep_the_paper_from_others(name: str):
    words = ("author", "language", "region", "head_left", "head_right", "foot", "lead", "empty")
    data = dict.fromkeys(words, "") | {"title": "Transfers", "language": "fr", "region": "BE", "heading": "Transfers"}
    part = {"heading": name, "sub": name, "widths": ["1fr"], "columns": ["Name"], "tick": False, "rows": [[[name]]]}

    paper = set_paper(Paper(main="sheet", data=data | {"new_pages": False, "parts": [part]}))

    assert whole(paper).startswith("Transfers")


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(typesetting, "PATIENCE", 0.001)

    with pytest.raises(TooMany):
        set_paper(Paper(main="sheet", data={}))


def test_a_long_word_may_break_and_others_stay_as_they_are():
    assert breakable("Société Générale, Donaudampfschifffahrt") == "Société Générale, Donaudampfschifffahrt"
    assert breakable(f"a {'W' * 30} b") == f"a {'W' * 13}{BREAK}{'W' * 13}{BREAK}{'W' * 4} b"


def test_a_long_text_ends_at_a_word():
    assert shortened("one\ntwo  three", 20) == "one two three"
    assert shortened("one two, three", 9) == "one two…"
