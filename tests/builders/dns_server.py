"""A DNS server on this machine that knows a few records."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

Records = Mapping[tuple[str, str], list[str]]
"""Texts by name and type, as in a zone file."""


@contextmanager
def running(records: Records) -> Iterator[str]:
    """Serve `records` and yield the address as `MATCHMAKER_NAMESERVER` takes it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(server, records), daemon=True)
        thread.start()
        address, port = server.getsockname()
        yield f"{address}#{port}"
        server.sendto(b"", (address, port))
        thread.join()


def _serve(server: socket.socket, records: Records) -> None:
    while True:
        data, client = server.recvfrom(4096)
        if not data:
            return
        query = dns.message.from_wire(data)
        question, answer = query.question[0], dns.message.make_response(query)
        name, kind = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
        if texts := records.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *texts))
        elif not any(known == name for known, _ in records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        server.sendto(answer.to_wire(), client)
