"""Connections to other machines are encrypted in production, and the server proves who it is."""

import pytest

from matchmaker.base.config import Config
from matchmaker.base.connections import encrypted_database, is_private

SERVER = "postgresql+psycopg://m:s3cret@db.example/matchmaker"
LOCAL = "postgresql+psycopg://m@localhost/matchmaker"


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "::1", "[::1]", "127.8.0.1", "/run/postgresql"])
def test_what_stays_on_this_machine(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize("host", ["db", "db.example", "10.0.0.1", "::2", "localhost.example", "127.0.0.1.example"])
def test_what_leaves_it(host: str) -> None:
    assert not is_private(host)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sqlite:////srv/matchmaker.sqlite",
        "postgresql+psycopg:///matchmaker",
        "postgresql+psycopg://m@localhost/matchmaker",
        "postgresql+psycopg:///matchmaker?host=/run/postgresql",
        SERVER + "?sslmode=verify-full&sslrootcert=/etc/ours.pem",
        SERVER + "?sslmode=verify-ca&sslrootcert=/etc/ours.pem",
    ],
)
def test_addresses_that_are_safe_stay_as_they_are(address: str) -> None:
    assert encrypted_database(address) == address


@pytest.mark.parametrize(
    ("given", "added"),
    [
        (SERVER, "sslmode=verify-full&sslrootcert=system"),
        (SERVER + "?sslrootcert=/etc/ours.pem", "sslmode=verify-full"),
        (SERVER + "?sslmode=verify-full", "sslrootcert=system"),
        ("postgresql+psycopg:///matchmaker?host=db.example", "sslmode=verify-full&sslrootcert=system"),
        (SERVER + "?host=/run/postgresql&host=db.example", "sslmode=verify-full&sslrootcert=system"),
        (LOCAL + "?host=/run/postgresql,db.example", "sslmode=verify-full&sslrootcert=system"),
        (LOCAL + "?hostaddr=203.0.113.5", "sslmode=verify-full&sslrootcert=system"),
        (LOCAL + "?service=prod", "sslmode=verify-full&sslrootcert=system"),
    ],
)
def test_the_certificate_of_another_machine_is_verified(given: str, added: str) -> None:
    found = encrypted_database(given)

    assert found.startswith(given.partition("?")[0])
    assert set(added.split("&")) < set(found.partition("?")[2].split("&")) | {""}


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require"])
def test_a_database_that_anybody_could_play_is_refused(mode: str) -> None:
    with pytest.raises(ValueError, match=f"set sslmode in DATABASE_URL to verify-full, not to {mode}: db.example"):
        encrypted_database(f"{SERVER}?sslmode={mode}")


def test_a_second_address_within_the_address_is_refused() -> None:
    with pytest.raises(ValueError, match="conninfo"):
        encrypted_database("postgresql+psycopg:///matchmaker?conninfo=host%3Ddb.example")


def test_an_authority_is_named_for_what_the_system_does_not_verify() -> None:
    with pytest.raises(ValueError, match="verify-full, or name the sslrootcert for verify-ca"):
        encrypted_database(f"{SERVER}?sslmode=verify-ca")


@pytest.mark.parametrize(
    ("name", "value", "added"),
    [
        ("PGHOST", "db.example", True),
        ("PGHOSTADDR", "203.0.113.5", True),
        ("PGSERVICE", "prod", True),
        ("PGHOST", "/run/postgresql", False),
    ],
)
def test_what_the_environment_says_counts_where_the_address_is_silent(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, added: bool
) -> None:
    monkeypatch.setenv(name, value)

    assert ("sslmode=verify-full" in encrypted_database("postgresql+psycopg:///matchmaker")) is added


def production(**values: str) -> Config:
    return Config(mode="production", secret_key="x" * 32, public_url="https://forum.example", **values)


@pytest.mark.parametrize("server", ["smtp", "imap"])
def test_passwords_and_mails_are_not_sent_in_the_clear(server: str) -> None:
    with pytest.raises(ValueError, match=f"set MATCHMAKER_{server.upper()}_TLS to starttls or tls: mail.example"):
        production(**{f"{server}_host": "mail.example", f"{server}_tls": "none"})

    assert production(**{f"{server}_host": "localhost", f"{server}_tls": "none"})


def test_elsewhere_than_in_production_nothing_is_demanded() -> None:
    config = Config(mode="test", secret_key="x" * 32, smtp_host="mail.example", smtp_tls="none", database_url=SERVER)

    assert config.sqlalchemy_url == SERVER
    assert "sslmode=verify-full" in production(DATABASE_URL=SERVER).sqlalchemy_url
