"""Every page is looked at in a browser, or is left out for a reason."""

import re

from flask import Flask

from tests.builders.page_lists import PAGES
from tests.builders.pages_not_listed import NOT_LISTED
from tests.builders.paths import ROOT


def test_the_lists_of_pages_have_every_route_that_can_be_read(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    listed = {adapter.match(re.sub(r"\{\w+\}", "1", page.partition("?")[0]))[0] for page in PAGES}

    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}

    assert listed | set(NOT_LISTED) == readable
    assert listed & set(NOT_LISTED) == set()
    assert [why for why in NOT_LISTED.values() if why.startswith("tests/") and not (ROOT / why).is_file()] == []
