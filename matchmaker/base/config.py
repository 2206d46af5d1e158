"""Configuration from the environment (prefix `MATCHMAKER_`, plus the customary `DATABASE_URL` and `PORT`)."""

import os
import re
from functools import cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)

from matchmaker.base.connections import encrypted_database, is_private
from matchmaker.base.email_addresses import ascii_address
from matchmaker.base.files import kept_secret

SHORTEST_SECRET = 32
"""In characters: log-ins and calendar addresses are signed with it."""
SECRET_FILE = "secret_key"  # noqa: S105 -- the name of a file
LONGEST_MAILBOX = 24
"""In characters before the @ of the reply address: what is added must leave it below the 64 that mail allows."""
EXAMPLE = "matchmaker.example"
_MAILBOX = re.compile(rf"[a-z0-9._-]{{1,{LONGEST_MAILBOX}}}@[a-z0-9.-]+")


class Misconfigured(Exception):
    """The environment holds settings that cannot be used; each line of the text is one sentence about one of them."""


class Config(BaseSettings):
    """Settings of an installation; refuses those with which it would not be safe."""

    model_config = SettingsConfigDict(env_prefix="MATCHMAKER_", extra="ignore")

    mode: Literal["production", "development", "demo", "test"] = "development"
    data: Path = Path("var")
    """Folder of the SQLite files, when no database server is used."""
    database_url: str = Field(default="", validation_alias=AliasChoices("DATABASE_URL", "MATCHMAKER_DATABASE_URL"))
    secret_key: SecretStr = SecretStr("")
    """Signs log-ins and calendar addresses; no default: development keeps one of its own in the data folder."""
    port: int = Field(default=8000, validation_alias=AliasChoices("PORT", "MATCHMAKER_PORT"))
    public_url: str = ""
    """The address that people type, used in mails and feeds; outside production http://localhost:PORT when empty."""
    proxies: int = 0
    """How many reverse proxies stand in front and set X-Forwarded-*."""
    calendar_domain: str = EXAMPLE
    """The right-hand side of calendar UIDs: never change it once something is published."""
    staff_idle_minutes: int = Field(default=120, ge=1)
    """After how many minutes without a request the staff logs in again."""
    staff_hours: float = Field(default=12.0, gt=0)
    """Absolute lifetime of a session of the staff, in hours after the log-in."""
    participant_days: int = Field(default=90, ge=1)
    """How many days after the log-in a participant logs in again, however often they come back."""
    history_days: int = Field(default=365, ge=1)
    """How long it is kept who did what; older entries are deleted every night."""
    solve_workers: int = 2
    stale_seconds: float = 25.0
    """How long the worker of a run may be silent before the run is given to another one."""
    mail_from: str = ""
    """The sender of mails; empty: rendez-vous at the host of `public_url`, outside production at an example's."""
    mail_from_name: str = "Matchmaker"
    reply_address: str = ""
    """The mailbox that we read for answers to invitations and for bounces, with plus addresses; empty: none."""
    mails_per_minute: int = Field(default=0, ge=0)
    """Most mails handed to the server in any minute, by all workers together; 0: as fast as they can."""
    smtp_host: str = ""
    """Empty: mails stay in the outbox (the demo shows them on its mailbox page)."""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_seconds: float = 30.0
    """How long the mail server may be silent before a try counts as failed."""
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    nameserver: str = ""
    """Who is asked for the DNS records of senders: an IP address, with a port after # where it is not 53; empty: that
    of the system."""

    imap_host: str = ""
    """The server of the mailbox behind `reply_address`; empty: it is not read, mails come by `matchmaker receive`."""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: SecretStr = SecretStr("")
    imap_tls: Literal["starttls", "tls", "none"] = "tls"
    imap_folder: str = "INBOX"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what the environment does not say from a folder of secrets, one a file named after its variable.

        It is that of systemd (`CREDENTIALS_DIRECTORY`), or the one that `MATCHMAKER_SECRETS` names.
        """
        folder = os.environ.get("MATCHMAKER_SECRETS") or os.environ.get("CREDENTIALS_DIRECTORY")
        return init_settings, env_settings, SecretsSettingsSource(settings_cls, secrets_dir=folder)

    @model_validator(mode="after")
    def refuse_half_a_production(self) -> Self:
        given = self.secret_key.get_secret_value()
        if not given and self.mode == "development":
            self.secret_key = SecretStr(kept_secret(self.data / SECRET_FILE))
        elif len(given) < SHORTEST_SECRET:
            raise ValueError(f"set MATCHMAKER_SECRET_KEY to a random text of at least {SHORTEST_SECRET} characters")
        if self.mode == "production" and not self.public_url.startswith("https://"):
            raise ValueError(
                "set MATCHMAKER_PUBLIC_URL to the https address that people type, such as https://forum.company.be: "
                "mails and calendars lead there, and log-ins travel over it"
            )
        if self.mode == "production":
            self._demand_encryption()
        if self.mode == "production" and self.mail_from.endswith(f"@{EXAMPLE}"):
            raise ValueError("set MATCHMAKER_MAIL_FROM to an address of yours: mails from an example's are refused")
        if not self.mail_from:
            host = urlsplit(self.public_url).hostname if self.mode == "production" else EXAMPLE
            self.mail_from = f"rendez-vous@{host}"
        try:
            self.mail_from = ascii_address(self.mail_from)
        except ValueError:
            raise ValueError("set MATCHMAKER_MAIL_FROM to an address: its domain cannot exist") from None
        if self.reply_address and not _MAILBOX.fullmatch(self.reply_address):
            raise ValueError(
                "MATCHMAKER_REPLY_ADDRESS must be one plain address with at most "
                f"{LONGEST_MAILBOX} small letters, digits, dots, hyphens or underscores before the @"
            )
        return self

    def _demand_encryption(self) -> None:
        """Refuse connections to other machines that anybody on the way could read; the database's is verified."""
        servers = (("SMTP", self.smtp_host, self.smtp_tls), ("IMAP", self.imap_host, self.imap_tls))
        for name, host, encryption in servers:
            if encryption == "none" and not is_private(host):
                raise ValueError(f"set MATCHMAKER_{name}_TLS to starttls or tls: {host} is another machine")
        self.database_url = encrypted_database(self.database_url)

    @property
    def sqlalchemy_url(self) -> str:
        """The address of the data, an embedded file unless DATABASE_URL says otherwise."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'matchmaker.sqlite'}"

    @property
    def base_url(self) -> str:
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")


@cache
def get_config() -> Config:
    """Return the process's configuration, read from the environment once; raises `Misconfigured`."""
    try:
        return Config()
    except ValidationError as error:
        raise Misconfigured("\n".join(_sentence(wrong) for wrong in error.errors())) from None


def _sentence(wrong: ErrorDetails) -> str:
    """Return what is wrong with one setting, without the value: it may be a secret."""
    names = [f"MATCHMAKER_{str(name).upper()}" for name in wrong["loc"][:1]]
    return ": ".join([*names, wrong["msg"].removeprefix("Value error, ")])
