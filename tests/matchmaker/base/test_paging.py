"""Pages of a list: a number beyond it is its nearest page."""

import pytest

from matchmaker.base.paging import Paging, page_of


@pytest.mark.parametrize(
    ("found", "wanted", "page"),
    [
        (0, 1, Paging(1, 1, 0)),
        (50, 1, Paging(1, 1, 0)),
        (51, 2, Paging(2, 2, 50)),
        (51, 3, Paging(2, 2, 50)),
        (120, -7, Paging(1, 3, 0)),
        (120, 10**300, Paging(3, 3, 100)),
    ],
)
def test_page_of(found, wanted, page):
    assert page_of(found, 50, wanted) == page
