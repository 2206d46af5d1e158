"""A scenario, its grid, and two side by side."""

import re
from datetime import time

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import (
    Delegation,
    Event,
    GivenName,
    Meeting,
    NameKind,
    Person,
    Placement,
    Registration,
    Release,
    ReleaseKind,
    Scenario,
    ScenarioKind,
    Slot,
    SolveRun,
    Wish,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.pages import fields, text


class TestScenario:
    def test_shows_the_numbers_with_their_proof(self, organiser: FlaskClient, base: str):
        page = organiser.get(base).text

        assert '13 <span class="kpi-of">of 14</span>' in page
        assert "best possible, proved" in page
        assert "first come, first served:" in page
        assert "9 people, found in" in page

    def test_the_page_is_of_one_moment_and_says_when_it_is_outdated(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event
    ):
        fresh = text(organiser.get(base))
        wish = session.exec(select(Wish).where(Wish.event_id == forum.id).order_by(col(Wish.id))).first()
        session.delete(wish)

        later = text(organiser.get(base))

        assert "Everything on this page is of " in fresh
        assert "Since then wishes" not in fresh
        assert "Since then wishes, answers, rules, times or places have changed. Make a new schedule" in later
        lists = [re.search(r"wishes not met, and why(.*)How full each slot is", page)[1] for page in (fresh, later)]
        assert lists[0] == lists[1]
        assert ["Wishes met, of all that were made." in page for page in (fresh, later)] == [True, False]

    def test_where_first_come_gives_more_is_explained(self, organiser: FlaskClient, session: Session, base: str):
        scenario = session.get_one(Scenario, int(base.rpartition("/")[2]))
        scenario.numbers = scenario.numbers | {"must": {"met": 1, "of": 100}}

        page = text(organiser.get(base))

        assert "Where first come, first served gives more, and why" in page
        assert "“Must” wishes: 1 % instead of" in page

    def test_it_is_not_compared_with_first_come_of_other_wishes(
        self, organiser: FlaskClient, session: Session, base: str
    ):
        scenario = session.get_one(Scenario, int(base.rpartition("/")[2]))
        scenario.numbers = scenario.numbers | {"must": {"met": 1, "of": 100}}
        scenario.settings = scenario.settings | {"fingerprint": "other"}

        page = text(organiser.get(base))

        assert "Where first come, first served gives more" not in page
        assert "first come, first served:" not in page
        assert "First come, first served was last computed on" in page
        assert "its numbers are not set beside these" in page
        assert "Compute it anew" not in page  # it would be of other wishes than this scenario

    def test_first_come_can_be_computed_anew_where_it_is_of_before(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event
    ):
        for line in session.exec(select(Scenario).where(Scenario.kind == ScenarioKind.BASELINE)):
            line.settings = line.settings | {"fingerprint": "of before"}
        session.commit()
        scenario_id = base.rpartition("/")[2]
        before = organiser.get(base)

        anew = organiser.post(f"/o/{forum.slug}/schedule/baseline?for={scenario_id}")

        assert f'action="/o/{forum.slug}/schedule/baseline?for={scenario_id}"' in before.text
        assert anew.location == base
        assert "first come, first served:" in text(organiser.get(base))

    def test_nothing_agreed_is_no_proof(self, organiser: FlaskClient, session: Session, event: Event):
        scenario = make_baseline(session, event)

        page = organiser.get(f"/o/salon/scenarios/{scenario.id}")

        assert "nothing was agreed yet" in text(page)
        assert "proved" not in text(page)
        assert f'class="btn btn-primary" href="/o/salon/scenarios/{scenario.id}/grid"' not in page.text

    def test_the_fullest_time_is_written_as_the_reader_writes_it(
        self, organiser: FlaskClient, session: Session, base: str, solved: SolveRun
    ):
        wall = session.get_one(Scenario, solved.scenario_id).numbers["tables_at"]

        english = organiser.get(base).text
        organiser.post("/language", data={"language": "fr"})
        french = organiser.get(base).text

        assert f'<span class="kpi-note">at {wall}</span>' in english
        assert '<span class="kpi-note">à {}\u00a0h\u00a0{}</span>'.format(*wall.split(":")) in french

    def test_whose_agenda_changes_is_counted_named_and_explained(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event
    ):
        people = session.exec(
            select(Registration).where(Registration.event_id == forum.id).order_by(Registration.id)
        ).all()
        scenario = session.get_one(Scenario, int(base.rpartition("/")[2]))
        breaks = scenario.numbers["breaks"]
        earlier = Scenario(**scenario.model_dump(exclude={"id", "numbers"}))
        earlier.numbers = scenario.numbers | {"breaks": breaks + 3}
        session.add(earlier)
        session.flush()
        near = {"scenario": earlier.id, "mode": "close", "people": 1, "moved": 1, "gained": 2, "lost": 0, "forced": 1}
        who = {"disturbed": [people[0].id], "had_to": [people[1].id, people[2].id], "reseated": [people[3].id]}
        scenario.numbers = scenario.numbers | {"near": near | who}
        named = session.get_one(Person, people[0].person_id).name

        page = text(organiser.get(base))

        assert "4 agendas change Against" in page
        assert "1 person loses, gains or moves a meeting beyond what had to change. Who" in page
        assert page.count(named) == 1
        assert "2 others have a meeting that could not stay" in page
        assert "1 other keeps the time, at another table" in page
        assert f"Breaks: {breaks + 3} → {breaks}." in page
        assert "See what changes, person by person" in page

    def test_a_hostile_name_is_text(self, organiser: FlaskClient, base: str):
        page = organiser.get(base).text

        assert "Scenario “Standard &lt;i&gt;rules&lt;/i&gt;”" in page
        assert "<i>rules" not in page

    def test_every_unmet_wish_has_a_reason_in_words(self, organiser: FlaskClient, base: str):
        page = organiser.get(base).text

        assert "wishes not met, and why" in page
        assert "Remind" in page

    def test_unmet_wishes_are_searched_and_filtered(self, organiser: FlaskClient, base: str):
        assert "No such wish." in organiser.get(base + "?q=nobody+at+all").text
        assert "0 may be met and are not;" in organiser.get(base + "?reason=not_answered").text

    def test_a_scenario_of_another_event_does_not_exist_here(self, organiser: FlaskClient, base: str, event: Event):
        number = base.rpartition("/")[2]

        for page in ("", "/grid", "/publish"):
            assert organiser.get(f"/o/salon/scenarios/{number}{page}").status_code == 404
        assert organiser.post(f"/o/salon/scenarios/{number}/publish").status_code == 404


class TestGrid:
    def test_people_against_time_with_headings_for_every_cell(self, organiser: FlaskClient, base: str):
        page = organiser.get(base + "/grid").text

        assert page.count('<th scope="row"') == page.count("<tr data-text=")
        assert '<th scope="col" class="corner">Person</th>' in page
        assert "Vellarix" in page
        assert '<span class="visually-hidden"> (must)</span>' in page

    def test_tables_against_time(self, organiser: FlaskClient, base: str):
        page = organiser.get(base + "/grid?by=tables").text

        assert page.count("<tr data-text=") == 4
        assert "closed" in page

    def test_the_search_works_without_script(self, organiser: FlaskClient, base: str):
        page = organiser.get(base + "/grid?q=VELLARIX").text

        assert 0 < page.count("<tr data-text=") < 9
        assert "No row matches." in organiser.get(base + "/grid?q=zzz").text


class TestCompare:
    def test_two_scenarios_stand_side_by_side(self, organiser: FlaskClient, session: Session, base: str, forum: Event):
        solved, all_of_them = int(base.rpartition("/")[2]), base.rpartition("/")[0]
        baseline = make_baseline(session, forum).id

        page = organiser.get(f"{base}/compare?with={baseline}")
        backwards = text(organiser.get(f"{all_of_them}/{baseline}/compare?with={solved}"))

        assert re.search(r"“[^”]+” instead of “First come, first served”: \d+ meetings? more", text(page))
        assert "“First come, first served” instead of" in backwards
        assert page.text.count('class="bar-after"') == len(
            session.exec(select(Slot).where(Slot.event_id == forum.id)).all()
        )
        assert organiser.get(f"{base}/compare?with=nonsense").status_code == 200
        placed = select(Meeting).join(Placement, Placement.meeting_id == Meeting.id)
        meeting = session.exec(placed.where(Placement.scenario_id == solved)).first()
        session.get_one(Delegation, meeting.low_id).withdrawn_at = clock.now()
        session.commit()
        dead = organiser.get(f"{base}/compare?with={baseline}").text
        assert ("it cannot be published" in dead, "Publish…" in page.text, "Publish…" in dead) == (True, True, False)
        assert organiser.get(f"{all_of_them}/99999/compare").status_code == 404


def test_what_is_published_says_that_a_block_has_moved_since(
    organiser: FlaskClient, session: Session, base: str, forum: Event
):
    scenario = session.get_one(Scenario, int(base.rpartition("/")[2]))
    publish_scenario(session, forum, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    before = [organiser.get(path).text for path in (base, f"{base}/grid")]
    slot = session.exec(select(Slot).join(Placement, Placement.slot_id == Slot.id)).first()
    slot.starts = time(7)
    session.commit()

    after = [text(organiser.get(path)) for path in (base, f"{base}/grid")]

    said = "its block has moved since|a block has moved since"
    assert [bool(re.search(said, page)) for page in (*before, *after)] == [False, False, True, True]


class TestKeeping:
    def test_a_scenario_is_put_away_and_brought_back_but_not_what_is_published(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event
    ):
        number, desk = int(base.rpartition("/")[2]), f"/o/{forum.slug}/schedule"
        row = f'id="scenario-{number}"'

        away = organiser.post(f"{base}/put-away")
        without = organiser.get(desk).text
        back = organiser.post(f"{base}/bring-back")
        again = organiser.get(desk).text
        session.add(Release(event_id=forum.id, number=1, kind=ReleaseKind.FINAL, scenario_id=number))
        session.commit()
        organiser.post(f"{base}/put-away")
        refused = organiser.get(desk).text

        assert (away.status_code, back.status_code) == (303, 303)
        assert [row in page for page in (without, again, refused)] == [False, True, True]
        assert "1 scenario put away" in without
        assert "What was published stays in the list." in refused

    def test_its_note_is_text_in_the_list_and_first_come_keeps_its_name(
        self, organiser: FlaskClient, session: Session, base: str, forum: Event
    ):
        baseline = make_baseline(session, forum)
        first_come = f"{base.rpartition('/')[0]}/{baseline.id}/note"
        for path in (f"{base}/note", first_come):
            form = fields(organiser.get(path)) | {"note": ["Without <b>T12</b>"]}
            assert organiser.post(path, data=form | {"name": ["Mine"]}).status_code == 303

        assert organiser.get(f"/o/{forum.slug}/schedule").text.count("Without &lt;b&gt;T12&lt;/b&gt;") == 2
        session.expire_all()
        assert session.get_one(Scenario, baseline.id).given_name == GivenName(kind=NameKind.FIRST_COME)


def test_who_wants_whom_is_a_matrix_that_a_search_narrows(organiser: FlaskClient, base: str):
    page = organiser.get(f"{base}/wishes")
    found = organiser.get(f"{base}/wishes?q=VELLARIX&rows=99999&columns=x").text
    nothing = organiser.get(f"{base}/wishes?q=zzz").text

    assert "meets 13 of" in text(page)
    assert page.text.count('class="wanted-met"') == 14  # and in the key
    assert 0 < found.count('class="wanted-met"') < 14
    assert ("Nothing found" in nothing, 'class="table data wanted"' in nothing) == (True, False)
