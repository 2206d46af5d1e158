"""Static files: cached by content, compressed, kept in their folder; vendored files are those released."""

import gzip
import hashlib
import json
import re
from base64 import b64encode

import pytest

from tests.builders.web import make_app
from web.assets import FOLDER

VENDOR = FOLDER / "vendor"


@pytest.fixture
def app(config, session):
    """An application of its own: tests give it more pages."""
    return make_app(config, session)


def test_static_files_change_their_address_with_their_content_and_are_kept(client):
    page = client.get("/login").text
    address = re.search(r'href="(/static/css/palette\.css\?v=[0-9a-f]{12})"', page).group(1)

    kept, bare = client.get(address), client.get("/static/css/palette.css")

    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert bare.headers["Cache-Control"] == "no-cache"


def test_static_files_are_sent_compressed_to_who_accepts_it(client):
    packed = client.get("/static/vendor/bootstrap.min.css", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/vendor/bootstrap.min.css")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "vendor", "none.css"])
def test_static_files_stay_in_their_folder(client, path):
    assert client.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize("row", json.loads((VENDOR / "vendor.json").read_text()), ids=lambda row: row["name"])
def test_vendored_files_are_what_was_released_with_their_licences(row):
    digest = hashlib.sha384((VENDOR / row["file"]).read_bytes()).digest()

    assert row["sha384"] == "sha384-" + b64encode(digest).decode()
    assert (VENDOR / row["licence_file"]).read_text().strip()


def test_every_vendored_file_is_listed():
    listed = {row["file"] for row in json.loads((VENDOR / "vendor.json").read_text())}

    assert {path.name for path in VENDOR.iterdir() if path.suffix in {".js", ".css"}} == listed
