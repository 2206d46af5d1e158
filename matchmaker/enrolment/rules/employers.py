"""Who is believed to work for an organisation that is known: their address is at its domain.

An organisation's people share wishes, answers and vetoes. Who only types its name must not read these: they wait for
an organiser, whatever the event has chosen.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from matchmaker.base.names import email_key

_NAMES = ("gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "ymail", "icloud", "aol", "gmx", "mail")
_DOMAINS = (
    *("me.com", "mac.com", "web.de", "t-online.de", "freenet.de", "posteo.de", "mailbox.org", "zoho.com", "yandex.com"),
    *("proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.io", "fastmail.com", "hey.com", "laposte.net"),
    *("free.fr", "orange.fr", "wanadoo.fr", "sfr.fr", "neuf.fr", "bbox.fr", "numericable.fr", "ziggo.nl", "kpnmail.nl"),
    *("skynet.be", "proximus.be", "belgacom.net", "telenet.be", "scarlet.be", "voo.be", "base.be", "mobistar.be"),
    *("xs4all.nl", "planet.nl", "hetnet.nl", "home.nl", "pt.lu", "internet.lu", "bluewin.ch", "libero.it", "qq.com"),
)


def domain_of(address: str) -> str:
    """Return what stands behind the @ of an address, in small letters."""
    return email_key(address).rpartition("@")[2]


def is_public(domain: str) -> bool:
    """Tell whether anybody can have an address at a domain: it says nothing of an employer."""
    return domain in _DOMAINS or domain.partition(".")[0] in _NAMES


def works_there(email: str, colleagues: Iterable[str], website: str) -> bool:
    """Tell whether an address is at the domain of the website of an organisation, or of addresses of its people."""
    domain = domain_of(email)
    if is_public(domain):
        return False
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    return domain == host or domain in {domain_of(address) for address in colleagues}
