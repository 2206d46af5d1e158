"""A test without its kit or program is skipped; where tests must be complete, it fails."""

import pytest

from tests.builders.aids import missing_kit, missing_program

FAILED, SKIPPED = pytest.fail.Exception, pytest.skip.Exception


@pytest.mark.parametrize(
    ("environment", "of_kit", "of_program"),
    [
        ({}, SKIPPED, SKIPPED),
        ({"CI": "true"}, FAILED, FAILED),
        ({"CI": "true", "KITS": "none"}, SKIPPED, FAILED),
    ],
)
def test_what_is_missing_is_skipped_or_fails(environment, of_kit, of_program, monkeypatch):
    for name in ("CI", "KITS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(of_kit, match="no kit"):
        missing_kit("no kit")
    with pytest.raises(of_program, match="no program"):
        missing_program("no program")
