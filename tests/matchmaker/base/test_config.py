"""Configuration: an installation does not start with settings with which it would not be safe."""

import subprocess
import sys
from pathlib import Path

import pytest

from matchmaker.base.config import Config, Misconfigured, get_config
from matchmaker.base.db import get_engine, transaction
from matchmaker.base.files import kept_secret
from matchmaker.migrations.run import migrate

SECRET = "x" * 32
NO_SECRET = "set MATCHMAKER_SECRET_KEY to a random text of at least 32 characters"
NO_HTTPS = "set MATCHMAKER_PUBLIC_URL to the https address that people type"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MATCHMAKER_MODE", "MATCHMAKER_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def refused(**values: str) -> str:
    with pytest.raises(ValueError, match="set MATCHMAKER") as error:
        Config(**values)
    return str(error.value)


@pytest.mark.parametrize("mode", ["production", "demo", "test"])
@pytest.mark.parametrize("secret", ["", "x" * 31])
def test_without_a_secret_only_development_starts(mode: str, secret: str) -> None:
    assert NO_SECRET in refused(mode=mode, secret_key=secret, public_url="https://forum.example")


@pytest.mark.parametrize("address", ["", "forum.example", "http://forum.example"])
def test_production_is_reached_by_https(address: str) -> None:
    assert NO_HTTPS in refused(mode="production", secret_key=SECRET, public_url=address)


def test_in_production_the_sender_is_never_an_example() -> None:
    values = {"mode": "production", "secret_key": SECRET, "public_url": "https://rdv.grappe.be:8443/x"}

    assert Config(**values).mail_from == "rendez-vous@rdv.grappe.be"
    assert Config(**values, mail_from="forum@grappe.be").mail_from == "forum@grappe.be"
    assert Config(**values, mail_from="forum@straße.be").mail_from == "forum@xn--strae-oqa.be"
    assert "set MATCHMAKER_MAIL_FROM" in refused(**values, mail_from="rendez-vous@matchmaker.example")
    assert "set MATCHMAKER_MAIL_FROM" in refused(**values, mail_from=f"forum@{'ü' * 60}.be")
    assert Config(mode="demo", secret_key=SECRET).mail_from == "rendez-vous@matchmaker.example"


def test_development_makes_a_secret_once(tmp_path: Path) -> None:
    first, second, elsewhere = (
        Config(mode="development", data=tmp_path / folder).secret_key.get_secret_value() for folder in ("a", "a", "b")
    )

    assert first == second != elsewhere
    assert len(first) == 64


def test_a_secret_is_written_for_its_owner_alone_and_never_twice(tmp_path: Path) -> None:
    made = {kept_secret(tmp_path / "data" / "secret_key") for _ in range(3)}

    assert len(made) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]
    assert modes(tmp_path / "data") == {"data": 0o700, "secret_key": 0o600}


def test_data_are_for_their_owner_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'matchmaker.sqlite'}"
    migrate(get_engine(url))
    with transaction(url):
        assert modes(tmp_path / "data").items() >= {"data": 0o700, "matchmaker.sqlite": 0o600}.items()
        assert set(modes(tmp_path / "data").values()) == {0o700, 0o600}


def test_rights_that_an_older_version_gave_to_others_are_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "matchmaker.sqlite"
    path.touch(mode=0o644)

    get_engine(f"sqlite:///{path}")

    assert path.stat().st_mode & 0o777 == 0o600


def modes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())}


def test_each_wrong_setting_is_one_line_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHMAKER_SMTP_PORT", "secret-25")
    monkeypatch.setenv("MATCHMAKER_IMAP_TLS", "secret-tls")
    get_config.cache_clear()

    with pytest.raises(Misconfigured) as error:
        get_config()

    lines = str(error.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["MATCHMAKER_SMTP_PORT", "MATCHMAKER_IMAP_TLS"]
    assert "secret-" not in str(error.value)


@pytest.mark.parametrize("variable", ["MATCHMAKER_SECRETS", "CREDENTIALS_DIRECTORY"])
def test_secrets_may_stand_in_files(variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "matchmaker_secret_key").write_text("y" * 40 + "\n")
    (tmp_path / "matchmaker_smtp_password").write_text("from the file")
    (tmp_path / "database_url").write_text("sqlite:///of-the-file")
    monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setenv("MATCHMAKER_SMTP_PASSWORD", "from the environment")
    get_config.cache_clear()

    config = get_config()
    get_config.cache_clear()

    assert config.secret_key.get_secret_value() == "y" * 40
    assert config.smtp_password.get_secret_value() == "from the environment"
    assert config.sqlalchemy_url == "sqlite:///of-the-file"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (("-m", "matchmaker.cli", "migrate"), 1),
        (("-m", "matchmaker.cli", "worker"), 1),
        (("-m", "matchmaker.cli", "--help"), 1),
        (("-c", "import web.wsgi"), 3),
    ],
)
def test_what_is_wrong_is_said_in_one_line(command: tuple[str, ...], status: int, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MATCHMAKER_MODE", "production")
    monkeypatch.setenv("MATCHMAKER_PUBLIC_URL", "https://forum.example")
    monkeypatch.setenv("MATCHMAKER_DATA", str(tmp_path))

    ended = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (status, NO_SECRET + "\n")
