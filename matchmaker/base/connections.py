"""Encryption of connections to other machines (ASVS 12.3): TLS with a verified certificate, or none on this machine."""

import os
from ipaddress import ip_address

from sqlalchemy.engine import URL, make_url

VERIFIED = frozenset({"verify-full", "verify-ca"})
"""Values of libpq's `sslmode` with which a server must prove who it is."""


def is_private(host: str) -> bool:
    """Tell whether what is sent to `host` stays on this machine: a socket (no host), or the loopback address."""
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def encrypted_database(address: str) -> str:
    """Return the address of a database with `sslmode=verify-full` where it names another machine and no mode.

    What the address does not say, libpq takes from the environment. Certificates are those that the system trusts;
    `sslrootcert` in the address names another authority. Raises `ValueError` for a mode that lets anybody play the
    server, one that libpq does not combine with the authorities of the system, and a second address in `conninfo`.
    """
    url = make_url(address) if address else None
    if url is None or not url.drivername.startswith("postgresql"):
        return address
    if "conninfo" in url.query:
        raise ValueError("write host, port and user into DATABASE_URL itself, not into its conninfo")
    away = [host for host in _hosts(url) if not is_private(host)]
    if not away:
        return address
    mode, root = url.query.get("sslmode", "verify-full"), url.query.get("sslrootcert", "system")
    if mode not in VERIFIED:
        raise ValueError(f"set sslmode in DATABASE_URL to verify-full, not to {mode}: {away[0]} is another machine")
    if mode != "verify-full" and root == "system":
        raise ValueError(f"set sslmode in DATABASE_URL to verify-full, or name the sslrootcert for {mode}")
    told = {"sslmode": mode, "sslrootcert": root}
    added = {name: value for name, value in told.items() if name not in url.query}
    return url.update_query_dict(added).render_as_string(hide_password=False) if added else address


def _hosts(url: URL) -> list[str]:
    """Return whom libpq may connect to; the name of a service, whose file may say anything, stands for its host."""
    names = _values(url, "service") or [os.environ.get("PGSERVICE", "")]
    if any(names):
        return [f"service {name}" for name in names]
    hosts = _values(url, "host") or [url.host or os.environ.get("PGHOST", "")]
    addresses = _values(url, "hostaddr") or [os.environ.get("PGHOSTADDR", "")]
    return [host for text in (*hosts, *addresses) for host in text.split(",")]


def _values(url: URL, name: str) -> list[str]:
    found = url.query.get(name, ())
    return [found] if isinstance(found, str) else list(found)
