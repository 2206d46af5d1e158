"""What each command says, writes, and answers to the shell: 0 done, 1 refused, 2 wrong usage, 3 no such thing."""

import json

import pytest
from click.testing import CliRunner
from sqlmodel import Session, col, select

from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine, open_session, transaction
from matchmaker.cli import COMMANDS, main
from matchmaker.models import (
    CommunityRole,
    CommunityStaff,
    EventStaff,
    Message,
    MessageState,
    Release,
    ReleaseKind,
    Scenario,
    Staff,
    StaffRole,
)
from tests.builders.accounts import authenticate, check_lock_is_free
from tests.builders.paths import TINY
from tests.builders.second_factor import give_app


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_help_names_every_command(run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in result.output] == []


def test_an_unknown_command_is_wrong_usage(run) -> None:
    assert run("dance").exit_code == 2


def test_migrate_makes_the_tables_and_can_be_repeated(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite'}")
    monkeypatch.setenv("LC_ALL", "C")
    get_config.cache_clear()
    runner = CliRunner()
    before = runner.invoke(main, ["import", "--event", "x", "--kind", "wishes", str(TINY / "wishes.csv")])
    assert (before.exit_code, "If it is new, run “matchmaker migrate” first." in before.stderr) == (1, True)
    first, second = runner.invoke(main, ["migrate"]), runner.invoke(main, ["migrate"])
    get_engine(get_config().sqlalchemy_url).dispose()
    get_config.cache_clear()
    assert (first.exit_code, first.output) == (0, "The database now has the present shape.\n")
    assert (second.exit_code, second.output) == (0, "The database has the present shape.\n")


def test_migrate_says_in_one_line_that_the_database_cannot_be_reached(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("MATCHMAKER_MODE", "development")
    monkeypatch.setenv("MATCHMAKER_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("LC_ALL", "C")
    get_config.cache_clear()

    refused = CliRunner().invoke(main, ["migrate"])
    get_engine(get_config().sqlalchemy_url).dispose()
    get_config.cache_clear()

    assert (refused.exit_code, refused.stderr.split(": ")[0]) == (1, "The database cannot be used")
    assert "matchmaker migrate" not in refused.stderr


def test_import_of_a_folder_says_what_each_file_did(run) -> None:
    look = run("import", "--folder", TINY, "--dry-run")
    assert lines(look.output)[-1] == "Nothing was written: this was only a look."
    done = run("import", "--folder", TINY)
    assert lines(done.output) == [
        "File new changed the same",
        "categories.csv 3 0 0",
        "venues.csv 1 0 0",
        "blocks.csv 2 0 0",
        "participants.csv 11 0 0",
        "places.csv 4 0 0",
        "wishes.csv 17 0 0",
        "programme.csv 3 0 0",
        "vetoes.csv 1 0 0",
        "absences.csv 1 0 0",
        "The event “tiny-huy” is imported; it begins on 2027-04-22.",
    ]


def test_import_of_a_folder_on_another_day(run) -> None:
    answer = json.loads(run("import", "--folder", TINY, "--starts-on", "2028-05-04", "--json").output)
    assert (answer["event"], answer["starts_on"], answer["applied"]) == ("tiny-huy", "2028-05-04", True)
    assert answer["files"]["wishes.csv"] == {"new": 17, "changed": 0, "same": 0, "errors": 0, "left_out": 0}


def test_import_of_a_file_tells_lines_that_change(run, tiny, tmp_path) -> None:
    file = tmp_path / "wishes.csv"
    file.write_text("from;to;strength\nH01;H02;want\nH01;H06;open\nH01;H07;want\n", encoding="utf-8")
    result = run("import", "--event", tiny, "--kind", "wishes", file)
    assert (result.exit_code, lines(result.output)) == (
        0,
        [
            "Line 2 changed H01 → H02 strength: must → want",
            "Line 3 new H01 → H06",
            "New: 1. Changed: 1. The same: 1. In error: 0.",
            "Imported.",
        ],
    )
    again = json.loads(run("import", "--event", tiny, "--kind", "wishes", file, "--json").output)
    assert again["outcome"] == {"new": 0, "changed": 0, "same": 3, "errors": 0, "left_out": 0}


def test_import_of_a_wrong_file_is_refused_whole(run, tiny, tmp_path) -> None:
    file = tmp_path / "wishes.csv"
    file.write_text("from;to\nH01;H06\nH01;H99\n", encoding="utf-8")
    result = run("import", "--event", tiny, "--kind", "wishes", file)
    assert (result.exit_code, result.stderr) == (1, "Nothing was imported. Correct the lines in error and try again.\n")
    assert "“H99” takes no part in this event." in result.stdout
    assert "new: 1" not in run("import", "--event", tiny, "--kind", "wishes", file, "--dry-run").stdout
    file.write_text("from;to\nH01;H06\n", encoding="utf-8")
    assert "New: 1." in run("import", "--event", tiny, "--kind", "wishes", file, "--dry-run").stdout


def test_an_unreadable_file_is_refused_with_its_sentence(run, tiny, tmp_path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(b"PK\x03\x04....")
    result = run("import", "--event", tiny, "--kind", "participants", file)
    assert (result.exit_code, result.stderr.startswith("This workbook cannot be read.")) == (1, True)


def test_a_folder_with_a_mistake_names_file_and_line(run, tmp_path) -> None:
    (tmp_path / "event.csv").write_text("slug,name,zone,starts_on,ends_on\nx,X,Mars,2027-01-01,2027-01-01\n")
    result = run("import", "--folder", tmp_path)
    assert (result.exit_code, result.stderr) == (
        1,
        "event.csv, line 2: Column “zone”: the time zone “Mars” is unknown. Write one like Europe/Brussels.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import"], 2),
        (["import", "--folder", TINY, "--event", "tiny-huy"], 2),
        (["import", "--event", "tiny-huy", "--kind", "logos", TINY / "wishes.csv"], 2),
        (["import", "--event", "tiny-huy", "--kind", "wishes", TINY / "absent.csv"], 2),
        (["import", "--event", "nothing", "--kind", "wishes", TINY / "wishes.csv"], 3),
        (["solve", "--event", "nothing"], 3),
        (["solve", "--event", "tiny-huy", "--seconds", "0"], 2),
        (["publish", "--event", "tiny-huy", "--scenario", "77"], 3),
        (["publish", "--event", "tiny-huy", "--scenario", "1", "--json"], 2),
        (["export-ics", "--event", "tiny-huy", "--out", "never-made"], 3),
        (["create-organiser", "--email", "wrong", "--name", "A", "--event", "tiny-huy", "--password-stdin"], 1),
    ],
)
def test_exit_codes(run, tiny, arguments, code) -> None:
    assert run(*arguments).exit_code == code


def test_solve_publish_and_export(run, tiny, sqlite_url, tmp_path) -> None:
    solved = json.loads(run("solve", "--event", tiny, "--seconds", "3", "--name", "First", "--json").output)
    with open_session(read_only=True, url=sqlite_url) as session:
        scenario = session.get_one(Scenario, solved["scenario"])
        assert (scenario.name, scenario.numbers["meetings"]) == ("First", solved["numbers"]["meetings"])
    arguments = ("publish", "--event", tiny, "--scenario", scenario.id)
    declined = run(*arguments, input="n\n")
    assert lines(declined.output)[-2:] == ["Publish it? [y/N]: n", "Nothing was published."]
    answer = json.loads(run(*arguments, "--provisional", "--yes", "--json").output)
    assert (answer["release"], answer["kind"], answer["meetings"]) == (
        1,
        "provisional",
        {"new": solved["numbers"]["meetings"]},
    )
    assert "Published as number 2." in run(*arguments, input="y\n").output
    with Session(get_engine(sqlite_url)) as session:
        kinds = session.exec(select(Release.kind).order_by(col(Release.number))).all()
        assert kinds == [ReleaseKind.PROVISIONAL, ReleaseKind.FINAL]
        assert MessageState.QUEUED in session.exec(select(Message.state)).all()
    files = json.loads(run("export-ics", "--event", tiny, "--out", tmp_path / "ics", "--json").output)
    assert len(files) == 11
    one = run("export-ics", "--event", tiny, "--out", tmp_path / "one", "--person", "Zoe@tervagne.example")
    assert one.output == f"Calendar files written to “{tmp_path / 'one'}”: 1.\n"
    (file,) = (tmp_path / "one").iterdir()
    assert file.name == "zoe-lefebvre-11.ics"
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_create_organiser_reads_the_password_from_the_standard_input(run, tiny, sqlite_url) -> None:
    arguments = ("create-organiser", "--email", "ann@grappe.example", "--name", "Ann", "--event", tiny)
    short = run(*arguments, "--password-stdin", input="short\n")
    assert (short.exit_code, short.stderr) == (1, "A password needs at least 12 characters.\n")
    done = run(*arguments, "--password-stdin", input="a long enough one\n")
    assert done.output == "Ann can now log in as ann@grappe.example and organises “Matinée numérique de Huy”.\n"
    asked = run(*arguments, input="another long one\nanother long one\n")
    assert asked.exit_code == 0
    with Session(get_engine(sqlite_url)) as session:
        staff = session.exec(select(Staff)).one()
        assert authenticate(session, "ann@grappe.example", "another long one") == staff
        assert session.exec(select(EventStaff.role)).all() == [StaffRole.ORGANISER]


def test_create_organiser_hashes_the_password_while_others_can_write(run, tiny, sqlite_url, monkeypatch) -> None:
    free = []

    def lock_is_free(*_args, **_named) -> str:
        check_lock_is_free(sqlite_url)
        free.append(True)
        return "a hash"

    monkeypatch.setattr("matchmaker.cli.create_organiser.hash_password", lock_is_free)

    arguments = ("create-organiser", "--email", "ann@grappe.example", "--name", "Ann", "--event", tiny)
    assert run(*arguments, "--password-stdin", input="a long enough one\n").exit_code == 0
    assert free == [True]


def test_a_lost_second_factor_is_removed(run, tiny, sqlite_url) -> None:
    arguments = ("--email", "ann@grappe.example", "--name", "Ann", "--event", tiny)
    run("create-organiser", *arguments, "--password-stdin", input="a long enough one\n")
    with transaction(sqlite_url) as session:
        give_app(session, session.exec(select(Staff)).one())

    done = run("reset-second-factor", "--email", "ANN@grappe.example")

    assert done.output == "Ann logs in with the password alone, and is told by mail.\n"
    with Session(get_engine(sqlite_url)) as session:
        assert session.exec(select(Staff.totp_secret)).one() == ""
        assert session.exec(select(Message.kind)).all() == ["account_changed"]
    assert run("reset-second-factor", "--email", "bob@grappe.example").exit_code == 3


def test_the_first_organiser_is_the_administrator_until_somebody_says_otherwise(run, tiny, sqlite_url) -> None:
    for name in ("ann", "bob"):
        arguments = ("--email", f"{name}@grappe.example", "--name", name.title(), "--event", tiny)
        run("create-organiser", *arguments, "--password-stdin", input="a long enough one\n")

    def administrators() -> list[str]:
        with Session(get_engine(sqlite_url)) as session:
            administrator = CommunityStaff.role == CommunityRole.ADMINISTRATOR
            return list(session.exec(select(Staff.name).join(CommunityStaff).where(administrator)))

    assert administrators() == ["Ann"]
    assert run("administrator", "--email", "BOB@grappe.example").output == "Bob is an administrator now.\n"
    assert run("administrator", "--email", "ann@grappe.example", "--remove").exit_code == 0
    assert administrators() == ["Bob"]
    assert run("administrator", "--email", "nobody@grappe.example").exit_code == 3


def test_somebody_organises_an_event_no_longer(run, tiny, sqlite_url) -> None:
    organiser = ("--email", "ann@grappe.example", "--event", tiny)
    run("create-organiser", *organiser, "--name", "Ann", "--password-stdin", input="a long enough one\n")

    done, again = run("remove-organiser", *organiser), run("remove-organiser", *organiser)

    assert lines(done.output) == [
        "Ann no longer organises “Matinée numérique de Huy”, and reads its calendar no more.",
        "They may know the calendars of the tables: make new addresses on the page “Calendars”.",
    ]
    assert (again.exit_code, again.stderr) == (3, "ann@grappe.example does not organise this event.\n")
    with Session(get_engine(sqlite_url)) as session:
        assert session.exec(select(EventStaff)).all() == []
        assert session.exec(select(Staff.active)).all() == [True]


def test_the_language_is_that_of_the_option_or_of_the_environment(run, tiny, monkeypatch) -> None:
    monkeypatch.setattr(
        "matchmaker.cli.console.translate", lambda language, message, **_: f"[{language}] {message[:5]}"
    )
    monkeypatch.setenv("LC_ALL", "fr_BE.UTF-8")
    arguments = ("export-ics", "--event", "nothing", "--out", "never-made")
    assert run(*arguments).stderr == "[fr] There\n"
    assert run("--language", "de", *arguments).stderr == "[de] There\n"
