"""Who is believed to work for an organisation that is known: their address is at the domain of its website.

An organisation's people share wishes, answers and vetoes. Who only types its name must not read these: they wait for
an organiser, whatever the event has chosen. Addresses of colleagues prove nothing: anybody may have one at the same
provider, and no list names all providers.
"""

from urllib.parse import urlsplit

from matchmaker.base.domains import domain_key
from matchmaker.base.names import email_key


def works_there(email: str, website: str) -> bool:
    """Tell whether an address is at the domain of a website that is a whole site: a page may be at a provider's."""
    site = urlsplit(website)
    host = (site.hostname or "").removeprefix("www.")
    return site.path in ("", "/") and not site.query and email_key(email).rpartition("@")[2] == domain_key(host)
