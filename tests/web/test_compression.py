"""Pages and feeds are compressed, but where a foreign site could measure what its own guesses do to their length."""

import gzip

import brotli
import pytest
from backports import zstd

from matchmaker.feeds import feed_token
from tests.builders.published import add_entry, make_registration, publish

UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}


@pytest.mark.parametrize("algorithm", UNPACK)
def test_a_page_is_sent_as_short_as_its_reader_accepts_it(client, algorithm):
    plain = client.get("/login")

    packed = client.get("/login", headers={"Accept-Encoding": algorithm})

    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == (algorithm, "Accept-Encoding, Cookie")
    assert UNPACK[algorithm](packed.data).count(b"<main") == plain.data.count(b"<main") == 1
    assert len(packed.data) < len(plain.data) / 2


@pytest.mark.parametrize(
    ("address", "site", "encoding"),
    [
        ("/login?next=/guess", "cross-site", None),
        ("/login?next=/guess", "same-site", None),
        ("/login?next=/guess", None, None),
        ("/login", "cross-site", None),
        ("/login?next=/guess", "same-origin", "gzip"),
        ("/login?next=/guess", "none", "gzip"),
        ("/login", None, "gzip"),
    ],
)
def test_what_another_site_asks_for_has_its_full_length(client, address, site, encoding):
    asked = {"Accept-Encoding": "gzip"} | ({"Sec-Fetch-Site": site} if site else {})

    answer = client.get(address, headers=asked)

    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, encoding)


def test_a_compressed_feed_is_known_by_its_own_name(client, session):
    registration = make_registration(session)
    add_entry(session, publish(session, registration.event_id), registration)
    address = f"/cal/{feed_token(registration)}/agenda.ics"
    plain = client.get(address)

    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    tag = packed.headers["ETag"]
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})

    assert gzip.decompress(packed.data) == plain.data
    assert tag == plain.headers["ETag"].removesuffix('"') + ':gzip"'
    assert (again.status_code, again.headers["ETag"], again.data) == (304, tag, b"")
