"""An organisation named in one cell (wishes, vetoes, programme, owners), ranks and limits of wishes."""

import pytest
from sqlmodel import select

from matchmaker.imports import apply, preview
from matchmaker.models import Category, Wish
from tests.builders.imports import csv, messages, outcomes
from tests.builders.participant_lines import NEW, take_in

PEOPLE = ("Nivelyo", "Studio 4000", "Vellarix SA")


@pytest.fixture
def forum(session, event):
    lines = [f"{name};BE0{vat};basic;Ann;Oak;ann@{vat}.example" for name, vat in zip(PEOPLE, VATS, strict=True)]
    take_in(session, event, csv("organisation;vat;category;first_name;last_name;email", *lines))
    return event


VATS = ("403019261", "404616494", "403170701")


def wishes(*lines: str) -> bytes:
    return csv("from;to;strength;rank", *lines)


@pytest.mark.parametrize("name", [*PEOPLE, "nivelyo", "Vellarix", "BE 0404.616.494"])
def test_a_company_is_found_by_its_name_whatever_it_looks_like(session, forum, name) -> None:
    other = "Nivelyo" if "Nivelyo" not in name.title() else "Vellarix SA"

    view = preview(session, forum, "wishes", wishes(f"{name};{other};must;1"))

    assert (outcomes(view), messages(view)) == ([NEW], [])


def test_a_rank_stands_once(session, forum) -> None:
    view = preview(session, forum, "wishes", wishes("Nivelyo;Vellarix;must;8", "Nivelyo;Studio 4000;want;8"))

    assert messages(view) == [(3, "Column “rank”: “8” is the rank of line 2 too. Each wish has its own.")]


def test_nobody_gets_more_wishes_than_their_category_may_make(session, forum) -> None:
    for category in session.exec(select(Category)):
        category.wish_limit = 1
    apply(session, forum, "wishes", wishes("Nivelyo;Vellarix;must;1"))

    again = preview(session, forum, "wishes", wishes("Nivelyo;Vellarix;want;1", "Nivelyo;Studio 4000;want;2"))

    assert messages(again) == [(3, "“Nivelyo” has no wish left: its category may make 1. Remove a line.")]
    assert len(session.exec(select(Wish)).all()) == 1
