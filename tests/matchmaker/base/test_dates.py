"""Days as people of each language write them; far ones with their year."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from matchmaker.base.i18n import format_day, format_days, format_deadline, format_mark, format_short_day

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SOON, FAR, PAST = date(2027, 3, 11), date(2028, 2, 10), date(2026, 2, 10)


@pytest.mark.parametrize(
    ("language", "soon", "far", "past"),
    [
        ("fr", "jeudi 11 mars", "jeudi 10 février 2028", "mardi 10 février"),
        ("en", "Thursday 11 March", "Thursday 10 February 2028", "Tuesday 10 February"),
        ("nl", "donderdag 11 maart", "donderdag 10 februari 2028", "dinsdag 10 februari"),
        ("de", "Donnerstag, 11. März", "Donnerstag, 10. Februar 2028", "Dienstag, 10. Februar"),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_a_day_that_could_be_taken_for_another_years_has_its_year(language: str, soon: str, far: str, past: str):
    assert [format_day(day, language) for day in (SOON, FAR, PAST)] == [soon, far, past]
    assert format_day(SOON, language, year=True).endswith("2027")
    assert "2028" not in format_day(FAR, language, year=False)
    assert format_day(datetime(2028, 2, 10, 9, tzinfo=UTC), language) == far


@time_machine.travel(NOW, tick=False)
def test_deadlines_and_marks_of_pictures_do_the_same():
    moment = datetime(2028, 2, 3, 17, tzinfo=UTC)

    assert format_deadline(moment, "Europe/Brussels", "en") == "Thursday 3 February 2028, 18:00"
    assert [format_mark(day, "fr") for day in (SOON, FAR)] == ["11 mars", "10 févr. 2028"]


@time_machine.travel(NOW, tick=False)
def test_the_first_of_a_month_is_an_ordinal_in_french():
    first, eleventh = date(2027, 3, 1), date(2027, 3, 11)

    assert [format_day(day, "fr") for day in (first, eleventh)] == ["lundi 1er mars", "jeudi 11 mars"]
    assert format_day(first, "fr", weekday=False) == "1er mars"
    assert format_short_day(date(2021, 1, 1), "fr") == "1er janvier 2021"
    assert format_mark(first, "fr") == "1er mars"
    assert format_day(first, "en") == "Monday 1 March"


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [
        ("fr", "jeudi 11 mars et vendredi 12 mars", "jeudi 11 mars et les jours suivants"),
        ("en", "Thursday 11 March and Friday 12 March", "Thursday 11 March and the days after"),
        ("nl", "donderdag 11 maart en vrijdag 12 maart", "donderdag 11 maart en de dagen daarna"),
        ("de", "Donnerstag, 11. März und Freitag, 12. März", "Donnerstag, 11. März und den Tagen danach"),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_the_days_of_an_event_follow_the_same_word_as_one_day(language: str, two: str, three: str):
    last = (SOON, SOON.replace(day=12), SOON.replace(day=13))

    assert [format_days(SOON, day, language) for day in last] == [format_day(SOON, language), two, three]
