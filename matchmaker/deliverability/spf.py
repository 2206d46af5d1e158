"""Which term of a policy (SPF, RFC 7208) lets a mail server send: `check_host` of section 4 for one address."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
LookUp = Callable[[str, str], tuple[str, ...] | None]
"""Of a name and a type: the records as text; None if DNS could not be asked."""
MOST_QUESTIONS = 10
"""Of one evaluation (section 4.6.4); what needs more is an error for receiving servers."""
ALLOWED = "+"
_QUALIFIERS = f"{ALLOWED}-~?"
_TYPES = {4: "A", 6: "AAAA"}


class Unreachable(Exception):
    """DNS could not be asked."""


class TooDeep(Exception):
    """The policy needs more questions than receiving servers ask."""


def naming_term(policy: str, domain: str, server: str, look_up: LookUp) -> str | None:
    """Return the term of a domain's policy that lets a server send, such as `include:_spf.host.example`.

    Empty if none does, or if the server has no address; None if DNS could not be asked.
    """
    try:
        addresses = [ip_address(text) for kind in _TYPES.values() for text in _asked(look_up, server, kind)]
        for address in addresses:
            if term := _Evaluation(look_up, address).passing_term(policy, domain):
                return term
    except Unreachable:
        return None
    except TooDeep:
        return ""
    return ""


def _asked(look_up: LookUp, name: str, kind: str) -> tuple[str, ...]:
    found = look_up(name, kind)
    if found is None:
        raise Unreachable
    return found


class _Evaluation:
    """One policy with those that it includes, for one address."""

    def __init__(self, look_up: LookUp, address: Address) -> None:
        self._look_up, self._address, self._left = look_up, address, MOST_QUESTIONS

    def passing_term(self, policy: str, domain: str) -> str:
        """Return the first term that matches, if it lets the address pass; empty for a refusal and for no match.

        Macros, `exists` and `ptr` depend on the mail, or are not used any more: they match nothing here.
        """
        redirect = ""
        for term in policy.split()[1:]:
            if term.lower().startswith("redirect="):
                redirect = term.partition("=")[2]
            elif self._matches(term.lstrip(_QUALIFIERS), domain):
                return term if term[0] == ALLOWED or term[0] not in _QUALIFIERS else ""
        return f"redirect={redirect}" if redirect and self._included(redirect) else ""

    def _matches(self, mechanism: str, domain: str) -> bool:
        target, _, length = mechanism.partition("/")
        name, _, value = target.partition(":")
        match name.lower():
            case "all":
                return True
            case "ip4" | "ip6":
                return self._within(mechanism.partition(":")[2])
            case "a":
                return self._is_host(value or domain, length)
            case "mx":
                hosts = (record.split()[-1] for record in self._ask(value or domain, "MX"))
                return any(self._is_host(host.rstrip("."), length) for host in hosts if host != ".")
            case "include":
                return self._included(value)
        return False

    def _included(self, domain: str) -> bool:
        records = self._ask(domain, "TXT")
        policy = next((record for record in records if record.lower().split()[:1] == ["v=spf1"]), "")
        return bool(policy and self.passing_term(policy, domain))

    def _is_host(self, host: str, length: str) -> bool:
        four, _, six = length.partition("//")
        prefix = four if self._address.version == 4 else six
        found = self._ask(host, _TYPES[self._address.version])
        return any(self._within(f"{text}/{prefix}" if prefix else text) for text in found)

    def _within(self, network: str) -> bool:
        try:
            return self._address in ip_network(network, strict=False)
        except ValueError:
            return False

    def _ask(self, name: str, kind: str) -> tuple[str, ...]:
        if "%" in name:
            return ()
        self._left -= 1
        if self._left < 0:
            raise TooDeep
        return _asked(self._look_up, name, kind)
