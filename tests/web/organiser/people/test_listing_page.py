"""The list of people: filters and order in its addresses, and the file."""

import io

from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlmodel import Session, select

from matchmaker.models import Campaign, CampaignPreset
from tests.builders.history import trail


def test_the_list_sorts_filters_and_keeps_both_in_its_addresses(organiser: FlaskClient, base: str):
    page = organiser.get(f"{base}/people?missing=log-in&missing=times&sort=-name").text

    assert "7 of 7 people" in page
    assert 'aria-sort="descending"' in page
    assert f'href="{base}/people?missing=log-in&amp;missing=times&amp;sort=name"' in page
    assert "0 of 7 people" in organiser.get(f"{base}/people?missing=wishes&q=nobody").text


def test_nonsense_in_the_address_of_the_list_filters_nothing(organiser: FlaskClient, base: str):
    address = f"{base}/people?state=x&missing=y&sort=--z&page=99999999999999999999&q=%25"

    assert organiser.get(address).status_code == 200


def test_what_is_shown_is_downloaded_in_its_order(organiser: FlaskClient, base: str, session: Session):
    answer = organiser.get(f"{base}/people.csv?q=other&sort=-organisation")

    lines = answer.text.lstrip("\ufeff").splitlines()
    assert lines[0].startswith("Last name;First name;Job title;Organisation;Category;Role;E-mail")
    assert [line.split(";")[3] for line in lines[1:]] == [f"Other {number}" for number in range(5, -1, -1)]
    assert trail(session)[-1][:2] == ("Anne", "download_people")


def test_the_list_is_a_workbook_too_and_no_other_format(organiser: FlaskClient, base: str):
    answer = organiser.get(f"{base}/people.xlsx?q=other")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()

    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert [line[3] for line in sheet[1:]] == [f"Other {number}" for number in range(6)]
    assert organiser.get(f"{base}/people.xls").status_code == 404


def test_a_mail_is_written_to_those_of_the_list_where_campaigns_know_the_filter(
    organiser: FlaskClient, base: str, session: Session
):
    def offered(filters: str) -> str:
        page = organiser.get(f"{base}/people?{filters}").text.replace("&amp;", "&")
        return page.split(f'href="{base}/campaigns/new?')[1].split('"')[0] if f"{base}/campaigns/new?" in page else ""

    unknown = ("", "q=other", "state=invited", "missing=log-in", "missing=times&missing=wishes", "missing=times&q=o")
    assert [offered(filters) for filters in unknown] == [""] * len(unknown)
    assert offered("missing=times") == "preset=times&missing=no_times"

    address = f"{base}/campaigns/new?{offered('missing=times')}"
    answer = organiser.post(address, data={"subject_fr": "Bonjour", "body_fr": "Dites-nous quand."})

    assert answer.status_code == 303
    (draft,) = session.exec(select(Campaign)).all()
    assert (draft.preset, draft.audience) == (
        CampaignPreset.TIMES,
        {"missing": ["no_times"], "categories": [], "languages": []},
    )
    organiser.get(f"{base}/campaigns/new?missing=x&categories={'9' * 310}&languages=%00")
