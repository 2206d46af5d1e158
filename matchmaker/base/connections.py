"""Encryption of connections to other machines (ASVS 12.3): TLS with a verified certificate, or none on this machine."""

from ipaddress import ip_address

from sqlalchemy.engine import make_url

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

    Certificates are those that the system trusts; `sslrootcert` in the address names another authority. Raises
    `ValueError` for a mode that lets anybody play the server.
    """
    url = make_url(address) if address else None
    if url is None or not url.drivername.startswith("postgresql"):
        return address
    hosts = url.query.get("host", url.host or "")
    if all(is_private(host) for host in ((hosts,) if isinstance(hosts, str) else hosts)):
        return address
    mode = url.query.get("sslmode", "verify-full")
    if mode not in VERIFIED:
        raise ValueError(f"set sslmode in DATABASE_URL to verify-full, not to {mode}: {hosts} is another machine")
    told = {"sslmode": "verify-full"} | ({} if "sslrootcert" in url.query else {"sslrootcert": "system"})
    added = {name: value for name, value in told.items() if name not in url.query}
    return url.update_query_dict(added).render_as_string(hide_password=False) if added else address
