"""Settings of a community about its members: tiers, reminders, the public directory."""

import re
from dataclasses import astuple, dataclass
from urllib.parse import urlsplit

from matchmaker.base.tokens import content_token
from matchmaker.models import Community

MOST_TIERS, LONGEST_TIER = 12, 40
MOST_SITES = 10
REMIND_WITHIN = 365
"""Most days before its end that a membership is reminded of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSettings:
    """What a community says about its members."""

    tiers: tuple[str, ...]
    renewal_days: int | None
    directory_open: bool
    directory_indexed: bool
    directory_sites: tuple[str, ...]

    @classmethod
    def of(cls, community: Community) -> "MemberSettings":
        """Return the settings as they stand."""
        return cls(
            tiers=tuple(community.tiers),
            renewal_days=community.renewal_days,
            directory_open=community.directory_open,
            directory_indexed=community.directory_indexed,
            directory_sites=tuple(community.directory_sites),
        )

    @property
    def token(self) -> str:
        """Token of the settings, for optimistic locking of their form."""
        return content_token(*astuple(self))


def origin(text: str) -> str | None:
    """Return the origin of a site, https://www.cluster.example, as a Content-Security-Policy names it; else None."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    named = re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+", host)
    if parts.scheme != "https" or not named or len(host) > 200 or "@" in parts.netloc:
        return None
    return f"https://{host}" + (f":{port}" if port else "")
