"""The words of an entry."""

import pytest

from matchmaker.calendars import texts
from matchmaker.models import EntryKind
from tests.builders.calendars import entry, lunch, meeting_details, person, presentation, programme_details

WISH = {"rank": 3, "strength": "want"}


@pytest.mark.parametrize(
    ("mine", "theirs", "my_answer", "their_answer", "sentence"),
    [
        (WISH, WISH, None, None, "You both asked for this meeting. It is number 3 on your list."),
        (WISH, None, None, "yes", "You asked for this meeting, and they agreed. It is number 3 on your list."),
        (WISH, None, None, "if_room", "You asked for this meeting, and they agreed. It is number 3 on your list."),
        (WISH, None, None, None, "You asked for this meeting. It is number 3 on your list."),
        (None, WISH, "yes", None, "They asked for this meeting, and you agreed."),
        (None, WISH, None, None, "They asked for this meeting."),
        (None, None, None, None, "The organisers arranged this meeting."),
    ],
)
def test_why_a_meeting_takes_place(mine, theirs, my_answer, their_answer, sentence: str) -> None:
    reasons = {"mine": mine, "theirs": theirs, "my_answer": my_answer, "their_answer": their_answer}

    assert texts.why(reasons, "en") == sentence


def test_the_rank_that_the_other_side_gave_is_theirs_alone() -> None:
    reasons = {"mine": None, "theirs": {"rank": 17, "strength": "open"}, "my_answer": "yes", "their_answer": None}

    assert "17" not in texts.why(reasons, "en")


def test_titles_begin_with_what_matters() -> None:
    alone = meeting_details(other={"delegation_id": 2, "organisation": "Wallosoft", "people": []})
    pair = meeting_details(
        other={"delegation_id": 2, "organisation": "Wallosoft", "people": [person("Pierre Ôté"), person("An Claes")]}
    )

    assert texts.title(entry(details=alone), "en") == "Wallosoft"
    assert texts.title(entry(details=pair), "en") == "Wallosoft – Pierre Ôté, An Claes"
    assert texts.title(lunch(), "en") == "Lunch"
    assert texts.title(lunch(), "de") == "Lunch"
    assert texts.title(presentation(), "en") == "Breveter sans se ruiner (your presentation)"


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        ({"code": "12", "kind": "table", "label": "Hall A"}, "Table 12, Hall A"),
        ({"code": "4", "kind": "booth", "label": ""}, "Booth 4"),
        ({"code": "O-1", "kind": "office", "label": "4th floor"}, "4th floor"),
    ],
)
def test_where_in_the_venue(place: dict, spot: str) -> None:
    assert texts.spot(entry(details=meeting_details(place=place)), "en") == spot


def test_the_city_is_not_said_twice() -> None:
    venue = {
        "name": "Cercle",
        "address": "Rue Haute 1, 5000 Namur",
        "city": "Namur",
        "latitude": None,
        "longitude": None,
    }
    item = entry(kind=EntryKind.PROGRAMME, details=programme_details(venue=venue))

    assert texts.location(item, "en") == "Foyer, Cercle, Rue Haute 1, 5000 Namur"


def test_the_text_inside_an_entry_stands_alone() -> None:
    own = {"delegation_id": 1, "organisation": "Numalis", "people": [person("Zoé Lambert"), person("Jo Maes", "CFO")]}

    text = texts.description(
        entry(details=meeting_details(own=own)), "en", link="https://rdv.example/e/forum/agenda", provisional=True
    )

    assert (
        text
        == """\
This is provisional: time and place may still change.

Thursday 11 March 2027, 09:30 to 09:55 (local time, Brussels)
Table 12, Hall A, Palais des Congrès, Place d'Armes 1, Namur

You meet Wallosoft:
- Pierre Ôté, CTO (French, Dutch)

From your side:
- Zoé Lambert
- Jo Maes, CFO

You asked for this meeting, and they agreed. It is number 2 on your list.

Your schedule, always up to date: https://rdv.example/e/forum/agenda

Something is wrong? Write to Élise Warnant, elise@cluster.example."""
    )


@pytest.mark.parametrize(
    ("details", "place"),
    [
        (programme_details(item_kind="transfer", room="Zaventem, rangée 7"), "Zaventem, rangée 7"),
        (programme_details(item_kind="transfer", room=""), "Brobæk, Quai 25, Copenhague"),
        (programme_details(room="Quai 25"), "Quai 25, Brobæk, Copenhague"),
    ],
)
def test_each_part_of_a_place_is_said_once_and_a_departure_is_not_at_the_hotel(details, place) -> None:
    venue = {"name": "Brobæk", "address": "Quai 25", "city": "Copenhague", "latitude": None, "longitude": None}
    item = entry(kind=EntryKind.PROGRAMME, details=details | {"venue": venue})

    assert texts.location(item, "en") == place
