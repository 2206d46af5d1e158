"""Three-way merge of forms: who changed a field alone is followed, and nothing of two is lost."""

import pytest

from matchmaker.base.merging import Merged, Written, merge


def said(**values: str | tuple[str, ...]) -> dict[str, Written]:
    return {
        name: Written(value, several=True) if isinstance(value, tuple) else Written((value,))
        for name, value in values.items()
    }


@pytest.mark.parametrize(
    ("shown", "sent", "saved", "merged"),
    [
        ({"a": "1"}, {"a": "1"}, {"a": "1"}, Merged()),
        ({"a": "1"}, {"a": "2"}, {"a": "1"}, Merged()),
        ({"a": "1"}, {"a": "2"}, {"a": "2"}, Merged()),
        ({"a": "1"}, {"a": "1"}, {"a": "2"}, Merged(saved=frozenset("a"), told=("a",))),
        ({"a": "1"}, {"a": "2"}, {"a": "3"}, Merged(conflicts=("a",))),
        ({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "1", "b": "2"}, Merged(saved=frozenset("b"), told=("b",))),
        ({}, {"a": "1", "b": "1"}, {"a": "1", "b": "2"}, Merged(conflicts=("b",))),
        ({"x": "1", "y": "1"}, {"x": "2", "y": "1"}, {"x": "1", "y": "2"}, Merged(conflicts=("x", "y"))),
        ({"x": "1", "y": "1"}, {"x": "1", "y": "1"}, {"x": "1", "y": "2"}, Merged(saved=frozenset("y"), told=("y",))),
        (
            {"m": ("1", "2")},
            {"m": ("1", "2", "3")},
            {"m": ("2", "4")},
            Merged(ticked={"m": ["2", "3", "4"]}, told=("m",)),
        ),
        ({"m": ("1",)}, {"m": ("1", "2")}, {"m": ("1", "2")}, Merged()),
        ({"m": ("1",)}, {"m": ("1", "2")}, {"m": ("1",)}, Merged()),
        ({}, {"m": ("1",)}, {"m": ("2",)}, Merged(conflicts=("m",))),
    ],
)
def test_what_only_one_has_changed_is_kept(shown, sent, saved, merged):
    images = {name: one.image for name, one in said(**shown).items()}

    assert merge(images, said(**sent), said(**saved), groups=(("x", "y"),)) == merged


def test_a_value_that_was_chosen_is_taken_with_its_group():
    sent, saved = said(a="1", x="1", y="1"), said(a="2", x="2", y="2")

    assert merge({}, sent, saved, (("x", "y"),), {"x"}) == Merged(saved=frozenset("xy"), conflicts=("a",))
