"""DNS client: the records that a name has now, within two seconds."""

import dns.exception
import dns.resolver
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT
from dns.rdtypes.IN.A import A
from dns.rdtypes.IN.AAAA import AAAA

SECONDS = 2.0
"""How long one question may take: a page waits for the answers."""


def look_up(name: str, kind: str, *, nameserver: str = "") -> tuple[str, ...] | None:
    """Return the A, AAAA, MX or TXT records of a name as text; none if there are none, None if DNS could not be asked.

    `nameserver` is an IP address, with a port after `#` where it is not 53; empty for that of the system.
    """
    try:
        answer = _resolver(nameserver).resolve(name, kind, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError, ValueError):
        return None
    return tuple(_text(record) for record in answer)


def _resolver(nameserver: str) -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver(configure=not nameserver)
    if nameserver:
        address, _, port = nameserver.partition("#")
        resolver.nameservers, resolver.port = [address], int(port or 53)
    resolver.lifetime = SECONDS
    return resolver


def _text(record: object) -> str:
    if isinstance(record, TXT):
        return b"".join(record.strings).decode("utf-8", "replace")
    if isinstance(record, A | AAAA):
        return str(record.address)
    assert isinstance(record, MX)
    return f"{record.preference} {record.exchange}"
