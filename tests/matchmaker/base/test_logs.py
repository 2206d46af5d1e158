"""Log lines: one a line, without secrets, with the cause of a crash."""

import json
import logging

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from matchmaker.base.logs import MASK, cause_of, configure_logs, masked, one_line

SECRET = "Zm9vYmFyLXNlY3JldC10b2tlbg"


@pytest.fixture(autouse=True)
def configured():
    configure_logs()
    yield
    logging.setLogRecordFactory(logging.LogRecord)


@pytest.mark.parametrize(
    "text",
    [
        f"GET /login/{SECRET}?next=/e/x/ HTTP/1.1",
        f"https://b2b.example/answer/{SECRET}/declined",
        f"https://safelinks.example/?url=https%3A%2F%2Fb2b.example%2Fanswer%2F{SECRET}%2Fdeclined",
        f"/mails/{SECRET}",
        f"/cal/{SECRET}/agenda.ics",
        f"/meet/{SECRET}/place",
        f"/attache/{SECRET}/7",
        f"/follow-up/{SECRET}",
        f"/invited/{SECRET}",
        f"/r/namur/{SECRET}/give-up",
        f"/r/namur/with/{SECRET}",
        f"/staff/password/{SECRET}",
        f"/staff/invitation/{SECRET}",
        f"to antwort+{SECRET}@b2b.example",
        f"email=a@b.example&password={SECRET}",
    ],
)
def test_secrets_of_addresses_are_masked(text):
    assert SECRET not in masked(text)
    assert MASK in masked(text)


@pytest.mark.parametrize(
    "text", ["/login", "/staff/login", "/r/namur/sent", "/o/namur/mails", "/e/x/agenda", "ada+work@org.example"]
)
def test_what_is_no_secret_stays(text):
    assert masked(text) == text


@pytest.mark.parametrize("sign", ["\n", "\r", "\0", "\x1b", "\x85", "\u2028", "\u202e"])
def test_control_characters_are_written_as_escapes(sign):
    assert sign not in one_line(f"Mozilla{sign}2026-01-01 forged")


def test_a_line_holds_no_secret_and_no_second_line(capsys):
    structlog.get_logger().warning("%s asked", f"/cal/{SECRET}/agenda.ics", agent="x\u2028{}", words=["a\nb"])

    [line] = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert said["event"] == f"/cal/{MASK}/agenda.ics asked"
    assert said["agent"] == r"x\x2028{}"
    assert said["words"] == [r"a\x0ab"]


def test_an_exception_is_named_by_type_place_and_masked_text(capsys):
    try:
        raise LookupError(f"no page /login/{SECRET}\nforged")
    except LookupError:
        structlog.get_logger().exception("failed")

    [line] = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert said["error"] == "LookupError"
    assert "test_logs.py" in said["at"]
    assert SECRET not in line
    assert said["says"] == rf"no page /login/{MASK}\x0aforged"


def test_an_error_of_the_database_says_no_values():
    error = IntegrityError("INSERT", {}, Exception("Key (email)=(ada@org.example) already exists"))

    assert "ada" not in json.dumps(cause_of(error))
    assert cause_of(error)["error"] == "IntegrityError"


def test_lines_of_libraries_are_clean_too():
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(handler.format(record))
    library = logging.getLogger("some.library")
    library.addHandler(handler)
    try:
        raise ValueError(f"secret /login/{SECRET}")
    except ValueError:
        library.exception("Error handling request %s", f"/login/{SECRET}\nforged")
    library.removeHandler(handler)

    assert SECRET not in records[0]
    assert records[0].count("\n") == 1  # the text, and the cause below it
    assert "ValueError" in records[0]
