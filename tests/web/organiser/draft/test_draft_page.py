"""The page of the draft: its grid, the panel, the edits as forms, and what a stale page is told."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.drafts.commands.publishing import count_numbers_of
from matchmaker.models import PlaceClosure, Scenario
from matchmaker.releases.queries.cells import GridColumn
from tests.builders import factories
from tests.builders.drafts import Draft
from tests.builders.pages import text
from web.organiser.draft.paper import sheets


@pytest.fixture
def draft(session: Session) -> Draft:
    draft = Draft(session)
    session.commit()
    return draft


@pytest.fixture
def anne(client: FlaskClient, draft: Draft, as_organiser) -> FlaskClient:
    return as_organiser(client, draft.staff)


@pytest.fixture
def address(draft: Draft) -> str:
    return f"/o/{draft.event.slug}/draft"


def edit(client: FlaskClient, address: str, draft: Draft, act: str, **fields) -> str:
    fields = {"act": act, "shown": draft.shown, "back": address} | fields
    answer = client.post(f"{address}/edit", data=fields)
    assert (answer.status_code, answer.location) == (303, address)
    return unescape(client.get(address).text)


@pytest.mark.parametrize("by", ["people", "tables"])
def test_the_grid_shows_every_row_with_its_meetings(anne: FlaskClient, draft: Draft, address: str, by: str):
    shown = anne.get(f"{address}?by={by}").text

    assert shown.count("<tr data-row=") == (8 if by == "people" else 3)
    assert shown.count("data-meeting=") == (8 if by == "people" else 4)
    assert "Nothing is changed yet." in shown


def test_a_picked_meeting_colours_the_cells_of_those_who_may_go(anne: FlaskClient, draft: Draft, address: str):
    shown = anne.get(f"{address}/pick?meeting={draft.meetings['AB']}").text

    cells = json.loads(unescape(re.search('data-cells="([^"]*)"', shown)[1]))
    tones = {key: tone for key, (tone, _, slot) in cells.items() if key.endswith(f"-{slot}")}
    free = {"0": "free", "1": "blocked", "2": "free", "3": "free"}
    assert tones == {
        f"{draft.person(name)}-{draft.slot(int(slot))}": tone for name in "AB" for slot, tone in free.items()
    }
    assert "2 other times are possible." in text(anne.get(f"{address}/pick?meeting={draft.meetings['AB']}"))


def test_an_edit_is_done_and_undone_by_forms(anne: FlaskClient, draft: Draft, address: str):
    number, before = draft.meetings["AB"], draft.spots()

    said = edit(anne, address, draft, "move", meeting=number, slot=draft.slot(2))
    moved = draft.spots()[number].slot_id
    assert "edited by hand: counted anew when it is published" in text(anne.get(address.replace("draft", "schedule")))
    undone = edit(anne, address, draft, "undo")

    assert ("Moved: " in said, "1 change by hand" in said, moved) == (True, True, draft.slot(2))
    assert ("Taken back. Moved: " in undone, draft.spots()) == (True, before)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"act": "move", "slot": "1", "stale": "1"}, "A colleague has changed the draft meanwhile."),
        ({"act": "move", "slot": "9" * 310}, "Enter a number from"),
        ({"act": "dance"}, "Invalid value"),
        ({"act": "move", "slot": "2000000000"}, "no such slot or place"),
        ({"act": "remove", "meeting": "2000000000"}, "not in the draft"),
        ({"act": "place", "low": "1", "high": "2000000000", "slot": "1"}, "no such delegations"),
        ({"act": "undo"}, "nothing to undo"),
        ({}, "Invalid value"),
    ],
)
def test_nonsense_and_stale_pages_change_nothing(
    anne: FlaskClient, draft: Draft, address: str, fields: dict, said: str
):
    before = draft.spots()
    shown = "1.99" if fields.pop("stale", None) else draft.shown

    answer = anne.post(
        f"{address}/edit", data={"meeting": draft.meetings["AB"], "shown": shown} | fields, follow_redirects=True
    )

    assert (answer.status_code, said in unescape(answer.text), draft.spots()) == (200, True, before)


def test_names_are_text_and_a_search_finds_rows(anne: FlaskClient, draft: Draft, address: str, session: Session):
    draft.forum.join("<b>Zed</b>")
    session.commit()

    found = anne.get(f"{address}?q=zed").text

    assert ("&lt;b&gt;Zed&lt;/b&gt;" in found, found.count("<tr data-row=")) == (True, 1)
    assert "No row matches." in anne.get(f"{address}?q=nobody&from=999999&category=x&meeting=0&pair=1-").text


def test_an_edited_draft_is_shown_and_compared_with_its_numbers_of_now(
    anne: FlaskClient, draft: Draft, address: str, session: Session
):
    base = address.removesuffix("draft") + f"scenarios/{draft.scenario.id}"
    count_numbers_of(session, draft.event, shown=draft.shown)
    session.commit()
    edit(anne, address, draft, "remove", meeting=draft.meetings["CD"])

    shown, compared = text(anne.get(base)), text(anne.get(f"{base}/compare?with={draft.parent.id}"))

    assert "3 meetings for 4 people, edited by hand." in shown
    assert ("proved" in shown, "proved" in compared, "Meetings 0 3 " in compared) == (False, False, True)
    session.add(PlaceClosure(place_id=draft.table(0), slot_id=draft.slot(0)))
    session.commit()
    cannot = "A meeting of the draft cannot take place as things are"
    assert (cannot in text(anne.get(base)), cannot in text(anne.get(f"{base}/compare"))) == (True, True)


def test_a_meeting_that_is_locked_stays_picked(anne: FlaskClient, draft: Draft, address: str):
    picked = f"{address}?meeting={draft.meetings['AB']}"
    back = re.search(r'value="lock".*?name="back" value="([^"]+)"', anne.get(picked).text)[1]

    edit(anne, address, draft, "lock", meeting=draft.meetings["AB"])

    assert unescape(back) == f"{picked}&by=people"
    assert ">Unlock<" in anne.get(unescape(back)).text


def test_a_swap_says_first_what_it_means(anne: FlaskClient, draft: Draft, address: str):
    shown = text(anne.get(f"{address}?swap={draft.meetings['AC']}&meeting={draft.meetings['BD']}"))

    assert "Each takes the time and the place of the other one." in shown


def test_a_swap_names_the_meeting_and_offers_those_with_which_it_is_possible(
    anne: FlaskClient, draft: Draft, address: str
):
    page = anne.get(f"{address}?swap={draft.meetings['AB']}").text

    offered = re.findall(r'name="other" value="(\d+)"', page)
    said = json.loads(unescape(re.search(r'data-cells="([^"]+)"', page)[1]))
    assert "With 1 other meeting a swap is possible" in page
    assert offered == [str(draft.meetings["CD"])]
    assert {number: tone for number, (tone, _) in said.items()} == {
        str(draft.meetings["CD"]): "free",
        str(draft.meetings["AC"]): "blocked",
        str(draft.meetings["BD"]): "blocked",
    }


def test_colleagues_and_newer_versions_are_told(
    anne: FlaskClient, draft: Draft, address: str, session: Session, as_organiser
):
    bert = as_organiser(anne.application.test_client(), factories.make_staff(session, draft.event, name="Bert"))
    shown = draft.shown
    bert.post(f"{address}/here", data={"meeting": draft.meetings["AB"]})
    edit(bert, address, draft, "remove", meeting=draft.meetings["CD"])

    said = anne.post(f"{address}/here").get_json()

    assert (said["token"] == shown, said["token"]) == (False, draft.shown)
    assert said["colleagues"].startswith("Bert is here too, at ")


def test_a_draft_is_started_discarded_and_published(anne: FlaskClient, draft: Draft, address: str, session: Session):
    to_publish = anne.post(f"{address}/publish", data={"shown": draft.shown})
    asked = anne.get(f"{address}/discard").text
    gone = anne.post(f"{address}/discard", data={"shown": draft.shown})
    empty = text(anne.get(address))
    started = anne.post(f"/o/{draft.event.slug}/scenarios/{draft.parent.id}/draft")

    assert to_publish.location == f"/o/{draft.event.slug}/scenarios/{draft.scenario.id}/publish"
    assert f'name="shown" value="{draft.shown}"' in asked
    assert (gone.status_code, "There is no draft now." in empty) == (303, True)
    assert (started.location, len(session.exec(select(Scenario)).all())) == (address, 3)


def test_what_a_colleague_has_edited_meanwhile_is_not_published(anne: FlaskClient, draft: Draft, address: str):
    publish = f"/o/{draft.event.slug}/scenarios/{draft.scenario.id}/publish"
    seen = anne.get(publish).text
    edit(anne, address, draft, "remove", meeting=draft.meetings["CD"])

    answer = anne.post(publish, data={"kind": "final", "expected_release": 0, "expected_version": 1})

    assert 'name="expected_version" type="hidden" value="1"' in seen
    assert (answer.status_code, "A colleague has changed the draft meanwhile." in answer.text) == (409, True)


def test_a_page_whose_draft_is_gone_says_so(anne: FlaskClient, draft: Draft, address: str):
    anne.post(f"{address}/discard", data={"shown": draft.shown})

    heard = anne.post(f"{address}/here").get_json()

    assert heard["token"] == ""
    assert "The draft was discarded meanwhile." in anne.get(f"{address}?since=1").text


def test_what_a_colleague_has_done_is_said_and_marked(
    anne: FlaskClient, draft: Draft, address: str, session: Session, as_organiser
):
    other = factories.make_staff(session, draft.event, name="Bert", language="en")
    bert = as_organiser(anne.application.test_client(), other)
    removed = draft.meetings["AB"]
    edit(bert, address, draft, "move", meeting=draft.meetings["CD"], slot=draft.slot(2))
    edit(bert, address, draft, "remove", meeting=removed)

    page = anne.get(f"{address}?since=1&meeting={removed}")

    assert page.text.count("cell-fresh") == 2
    where = f"09:00 ({draft.forum.tables[0].code})"
    assert f"Bert has changed the draft. Removed: A – B, {where}. 1 change before that." in text(page)
    assert "This meeting is not in the draft." in text(page)

    assert "Undo (Bert)" in text(page)
    undone = edit(anne, address, draft, "undo")
    assert f"An edit of Bert is taken back. Removed: A – B, {where}" in undone
    told = text(bert.get(f"{address}?since=3"))
    assert f"has taken back your edit: “Removed: A – B, {where}”." in told
    assert "Bert has taken" not in told


def test_a_personal_limit_is_waived_with_a_note(anne: FlaskClient, draft: Draft, address: str, session: Session):
    draft.forum.people["A"].max_per_day = 2
    session.commit()
    pair = {"low": draft.sides["A"].id, "high": draft.sides["D"].id, "slot": draft.slot(2)}
    panel = text(anne.get(f"{address}/pick?pair={pair['low']}-{pair['high']}"))

    refused = edit(anne, address, draft, "place", **pair)
    silent = edit(anne, address, draft, "place", **pair, waive="y", note=" ")
    placed = edit(anne, address, draft, "place", **pair, waive="y", note="They asked for it")

    assert ("Waive this limit" in panel, "Every time is possible." in panel) == (True, False)
    assert ("does not want more than 2 meetings a day" in refused, "Say why this limit is waived" in silent) == (
        True,
        True,
    )
    assert ("Placed: A – D" in placed, "They asked for it" in placed) == (True, True)


def test_the_check_is_a_page_of_its_own(anne: FlaskClient, draft: Draft, address: str):
    shown = anne.get(f"{address}/verdict")

    assert ('<div id="verdict">' in shown.text, "every meeting of the draft can take place" in text(shown)) == (
        True,
        True,
    )


def test_the_size_of_the_grid_is_kept_and_all_rows_go_on_paper(anne: FlaskClient, draft: Draft, address: str):
    asked = [anne.get(f"{address}{query}").text for query in ("", "?zoom=compact", "", "?zoom=giant")]
    sheets = [anne.get(f"{address}/print?{query}") for query in ("by=people", "by=tables&paper=a3", "q=nobody")]

    assert [re.search(r"zoom-(\w+)", page)[1] for page in asked] == ["normal", "compact", "compact", "compact"]
    assert [sheet.text.count('<th scope="row">') for sheet in sheets] == [8, 3, 0]
    assert [re.search(r"paper-(\w+)", sheet.text)[1] for sheet in sheets] == ["a4", "a3", "a4"]


@pytest.mark.parametrize(
    ("days", "most", "expected"),
    [
        ([5], 12, [(0, 5)]),
        ([14], 12, [(0, 7), (7, 14)]),
        ([3, 13], 12, [(0, 3), (3, 9), (9, 16)]),
        ([], 12, []),
    ],
)
def test_a_sheet_has_one_day_or_an_even_part_of_it(days: list[int], most: int, expected: list[tuple[int, int]]):
    midnight = datetime(2027, 3, 11, tzinfo=UTC)
    columns = [
        GridColumn(
            number,
            (number,),
            (midnight + timedelta(days=day)).date(),
            midnight.time(),
            midnight.time(),
            midnight,
            "",
            False,
        )
        for day, count in enumerate(days)
        for number in range(count)
    ]

    assert [(sheet.start, sheet.stop) for sheet in sheets(columns, most)] == expected
