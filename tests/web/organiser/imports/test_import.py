"""Choose a file, read what it would change, apply it: nothing changes before the last step."""

import io
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from matchmaker import jobs
from matchmaker.base import clock
from matchmaker.imports import columns, prospects, workbook
from matchmaker.models import Delegation, Event, ImportUpload, Organisation, Person, Registration, Wish
from tests.builders import factories as make
from tests.builders.workbooks import xlsx
from web.organiser.imports import samples

HEADER = "organisation;category;first_name;last_name;email;job_title\n"
GOOD = HEADER + "Nivelyo;basic;Élodie;Marchal;elodie@nivelyo.example;Directrice\n"
ROWS = (Organisation, Person, Delegation, Registration, Wish)


def upload(client: FlaskClient, text: str | bytes, kind: str = "participants"):
    data = text.encode() if isinstance(text, str) else text
    return client.post(f"/o/salon/import/{kind}", data={"file": (io.BytesIO(data), f"{kind}.csv")})


def count_rows(session: Session) -> list[int]:
    return [session.exec(select(func.count()).select_from(model)).one() for model in ROWS]


def kept(session: Session) -> list[ImportUpload]:
    return list(session.exec(select(ImportUpload)).all())


class TestPreview:
    def test_a_new_person_is_shown_and_nothing_is_written(self, organiser: FlaskClient, session: Session):
        before = count_rows(session)

        answer = upload(organiser, GOOD)
        page = organiser.get(answer.location).text

        assert answer.status_code == 303
        assert "Élodie" in page
        assert "Apply 1 change" in page
        assert count_rows(session) == before

    def test_a_changed_value_is_shown_as_old_and_new(self, organiser: FlaskClient, session: Session):
        organiser.post(upload(organiser, GOOD).location + "/apply")

        page = organiser.get(upload(organiser, GOOD.replace("Directrice", "Fondatrice")).location).text

        assert "<del>Directrice</del>" in page
        assert "<ins>Fondatrice</ins>" in page

    def test_the_same_file_again_has_nothing_to_apply(self, organiser: FlaskClient):
        organiser.post(upload(organiser, GOOD).location + "/apply")

        page = organiser.get(upload(organiser, GOOD).location).text

        assert "there is nothing to apply" in page
        assert "/apply" not in page

    def test_only_errors_can_be_shown(self, organiser: FlaskClient):
        mixed = GOOD + "Lumo;basic;Tom;Aerts;no-address;\n"

        page = organiser.get(upload(organiser, mixed).location + "?show=error").text

        assert "Aerts" in page
        assert "Marchal" not in page
        assert "/apply" not in page

    def test_what_needs_a_look_comes_first(self, organiser: FlaskClient):
        mixed = GOOD + "Lumo;basic;Tom;Aerts;no-address;\n"

        page = organiser.get(upload(organiser, mixed).location).text

        assert page.index("Aerts") < page.index("Marchal")

    def test_a_name_from_the_file_is_never_markup(self, organiser: FlaskClient):
        hostile = HEADER + "<script>alert(1)</script>;basic;Eve;Evil;eve@evil.example;\n"

        page = organiser.get(upload(organiser, hostile).location).text

        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


class TestFaults:
    @pytest.mark.parametrize(
        ("file", "kind"),
        [
            ("", "participants"),
            (b"PK\x03\x04 a spreadsheet", "participants"),
            (GOOD + "Lumo;basic\n", "participants"),
            (GOOD.replace("elodie@nivelyo.example", "elodie"), "participants"),
            (GOOD.replace("basic", "gold"), "participants"),
            ("from;to\nNobody;Nowhere\n", "wishes"),
            ("code;kind;day;starts;ends\nx;opening;2027-03-11;11:00;10:00\n", "programme"),
            (HEADER + "".join(f"O{n};basic;A;B{n};a{n}@o.example;\n" for n in range(5001)), "participants"),
        ],
        ids=[
            "empty file",
            "no text",
            "short line",
            "wrong address",
            "unknown category",
            "unknown organisations",
            "ends before it starts",
            "too many lines",
        ],
    )
    def test_each_gives_a_message_and_leaves_the_database_unchanged(
        self, organiser: FlaskClient, session: Session, file: str | bytes, kind: str
    ):
        before = count_rows(session)

        answer = upload(organiser, file, kind)

        if answer.status_code == 303:
            page = organiser.get(answer.location).text
            assert "cannot be used yet" in page
            assert organiser.post(answer.location + "/apply").status_code == 422
        else:
            assert answer.status_code in {422, 429}
            assert "field-error" in answer.text
            assert kept(session) == []
        assert count_rows(session) == before

    def test_no_file_chosen(self, organiser: FlaskClient):
        answer = organiser.post("/o/salon/import/participants", data={})

        assert answer.status_code == 422
        assert "Choose a file first." in answer.text

    @pytest.mark.parametrize("name", ["participants.xls", "participants.html", "participants", "x.csv.exe"])
    def test_a_file_by_another_name_is_no_table(self, organiser: FlaskClient, session: Session, name: str):
        answer = organiser.post("/o/salon/import/participants", data={"file": (io.BytesIO(GOOD.encode()), name)})

        assert answer.status_code == 422
        assert "Choose a table: an XLSX, ODS or CSV file." in answer.text
        assert kept(session) == []

    def test_windows_1252_is_read(self, organiser: FlaskClient):
        page = organiser.get(upload(organiser, GOOD.encode("cp1252")).location).text

        assert "Élodie" in page
        assert "Windows-1252" in page


class TestApply:
    def test_writes_what_was_shown_and_forgets_the_file(self, organiser: FlaskClient, session: Session):
        answer = organiser.post(upload(organiser, GOOD).location + "/apply", follow_redirects=True)

        assert "1 change is applied." in answer.text
        assert session.exec(select(Person.last_name)).all() == ["Marchal"]
        assert [(one.data, one.applied_at is not None) for one in kept(session)] == [(b"", True)]

    def test_a_second_click_is_told_that_it_was_applied_and_led_to_what_it_did(self, organiser, session: Session):
        address = upload(organiser, GOOD).location
        organiser.post(address + "/apply")

        again = organiser.post(address + "/apply", follow_redirects=True)
        looked = organiser.get(address)

        assert "is applied already: what it did is in the list of imports." in again.text
        assert (looked.status_code, len(session.exec(select(Person)).all())) == (302, 1)

    def test_a_preview_older_than_an_hour_is_refused(self, organiser: FlaskClient, session: Session):
        address = upload(organiser, GOOD).location

        with time_machine.travel(clock.now() + timedelta(minutes=61)):
            answer = organiser.post(address + "/apply")

        assert answer.status_code == 404
        assert session.exec(select(Person)).all() == []

    def test_another_organiser_of_the_event_does_not_see_it(
        self, organiser: FlaskClient, session: Session, event: Event, as_organiser
    ):
        address = upload(organiser, GOOD).location
        colleague = as_organiser(organiser, make.make_staff(session, event))

        assert colleague.get(address).status_code == 404
        assert colleague.post(address + "/apply").status_code == 404
        assert session.exec(select(Person)).all() == []

    def test_a_second_upload_replaces_the_first(self, organiser: FlaskClient, session: Session):
        first = upload(organiser, GOOD).location
        upload(organiser, GOOD)

        assert len(kept(session)) == 1
        assert organiser.get(first).status_code == 404


class TestSamples:
    @pytest.mark.parametrize(
        ("headings", "known"),
        [
            (samples.PARTICIPANTS, columns.PARTICIPANTS),
            (samples.WISHES, [column for column in columns.WISHES if column.name != "created_at"]),
            (samples.PROGRAMME, columns.PROGRAMME),
            (samples.PROSPECTS, prospects.COLUMNS),
        ],
    )
    def test_a_sample_has_the_columns_of_the_import(self, headings, known):
        assert sorted(headings) == sorted(column.name for column in known)

    @pytest.mark.parametrize("kind", ["participants", "wishes", "programme"])
    def test_the_sample_of_each_kind_passes_its_own_preview(self, organiser: FlaskClient, session: Session, kind: str):
        for needed in ("participants", "wishes"):
            if kind != needed:
                organiser.post(
                    upload(organiser, organiser.get(f"/o/salon/import/{needed}/sample.csv").data, needed).location
                    + "/apply"
                )
            else:
                break

        sample = organiser.get(f"/o/salon/import/{kind}/sample.csv")
        page = organiser.get(upload(organiser, sample.data, kind).location).text

        assert sample.headers["Content-Disposition"] == f"attachment; filename={kind}.csv"
        assert "Apply 2 changes" in page

    def test_other_kinds_do_not_exist(self, organiser: FlaskClient):
        assert organiser.get("/o/salon/import/passwords").status_code == 404
        assert organiser.get("/o/salon/import/passwords/sample.csv").status_code == 404


def test_an_uploaded_file_is_thrown_away_after_an_hour(organiser: FlaskClient, session: Session):
    upload(organiser, GOOD)
    found = []
    for minutes in (59, 61):
        session.commit()
        with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
            jobs.every_ten_minutes.call_local()
        found.append(len(session.exec(select(ImportUpload.id)).all()))

    assert found == [1, 0]


def test_a_workbook_while_others_are_read_is_kept_for_a_moment_later(organiser: FlaskClient, monkeypatch):
    data = xlsx({"Sheet1": [line.split(";") for line in GOOD.splitlines()]})
    shown = upload(organiser, data).location
    monkeypatch.setattr(workbook, "WAIT", 0.01)
    taken = [workbook._room.acquire() for _ in range(workbook.MOST_AT_ONCE)]

    answers = [upload(organiser, data), organiser.get(shown)]
    for _ in taken:
        workbook._room.release()

    assert [(answer.status_code, "try again in a moment" in answer.text) for answer in answers] == [(503, True)] * 2
    assert organiser.get(shown).status_code == 200
