"""Names that look alike have one skeleton; names that read differently have two."""

import pytest

from matchmaker.base.lookalikes import closest, mixes_scripts, skeleton


@pytest.mark.parametrize(
    "name",
    [
        "Hidden Pl\u0430ce",  # Cyrillic a
        "HIDDEN PL\u0410CE",
        "Hid\u200dden Place Ltd",  # zero width joiner
        "Hidden\u3164Place",  # Hangul filler
        "Hidden Place\u115f",
        "Hidden Pl\u0251ce",  # Latin alpha
        "Hidden P\u13deace",  # Cherokee
        "Hidden \uff30lace",  # fullwidth
        "Hidden P1ace",
        "HiddenPIace SA",
        "Hidden Place\u3164Ltd",  # Hangul filler before the legal form
        "Hidden Place\u2800Ltd",
        "Hidden PlaceLtd",
        "Hidden PlaceSA",
        "SPRLHidden Place",
        "Hidden Place L.T.D",
        "Hidden Place 1td",
        "Hidden Place\u2122 Ltd",  # trade mark
        "Hidden P|ace",
        "Hidden P\uffe8ace",  # halfwidth bar
        "Hidden | Place",
        "Hidden Plac\u212e",  # estimated sign
        "Hidden \u2374lace",  # APL rho
        "Hidden Plac\U0001f174",  # in a square
        "Hidden Pl\u2c65ce",  # a with stroke
        "Hidden Plac\u0247 Lt\u0257",  # e with stroke, d with hook
        "Hidden \u1d18\u029f\u1d00\u1d04\u1d07 Ltd",  # small capitals
        "Hidden P\u3163ace",  # Hangul i
        "Hidden P\u4e28ace",  # a stroke of Chinese
        "Hidden P\u3021ace",  # Hangzhou one
        "Hidden P\u00a6ace",  # broken bar
        "Hidden P\u2758ace",  # vertical bar of ornaments
        "Hidden Pl\uab30ce",  # barred alpha
        "Hidden Plac\uab33",  # barred e
        "\U0001f1edidden Place",  # regional indicator
        "Hidden Pl@¢€",
        "Hidden Pl4c3",
        "Hidden Place Limited Co",
    ],
)
def test_what_looks_like_a_name_has_its_skeleton(name: str) -> None:
    assert skeleton(name) == skeleton("Hidden Place Ltd")


def test_other_names_have_other_skeletons() -> None:
    names = (
        "Hidden Place",
        "Hidden Palace",
        "Hiden Place",
        "C",
        "C++",
        "C#",
        "Газпром",
        "Αλφα",
        "Alpha",
        "日本",
        "日立",
        "Visa",
        "Vi",
        "Sebastian",
        "Bastian",
        "Web3",
        "365",
        "Studio 5",
    )
    assert len({skeleton(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "name", ["N!velyo", "Nively∅", "Nivelyə", "Nive(yo", "Nivellyo", "Nivleyo", "Nively", "Nive7yo", "8ivelyo"]
)
def test_a_slip_of_the_pen_is_alike(name: str) -> None:
    assert closest(name, ["datec", skeleton("Nivelyo SA")]) == skeleton("Nivelyo")


@pytest.mark.parametrize("name", ["Nivelyo Group", "Nivexya", "Dater", "Date", "Nivelyo 2", "Nively6"])
def test_other_names_are_not(name: str) -> None:
    assert closest(name, ["datec", skeleton("Nivelyo SA")]) is None


@pytest.mark.parametrize("name", ["Ёлка", "Εταιρεία", "Müller", "Đại Việt"])
def test_what_is_one_name_in_other_letters_is_one_skeleton(name: str) -> None:
    assert {skeleton(name), skeleton(name.upper()), skeleton(name.lower())} == {skeleton(name)}


@pytest.mark.parametrize(
    ("name", "mixed"),
    [
        ("Hidden Pl\u0430ce Ltd", True),  # Cyrillic a
        ("Hidden \u0420\u0430\u0441\u0435", True),
        ("\u0391lpha SA", True),  # Greek capital alpha
        ("\uff21\u0441me", True),  # fullwidth A, Cyrillic es
        ("Hidden P\u13deace", True),  # Cherokee
        ("Газпром Belgium", True),
        ("Hidden Place Ltd", False),
        ("Газпром SA", False),
        ("Αλφα SA", False),
        ("Café Œuvre 3D", False),
        ("日立 Hitachi ひたち", False),
        ("P\u3163ace", True),  # Hangul in a word of Latin
    ],
)
def test_a_name_in_letters_of_two_scripts(name: str, mixed: bool) -> None:
    assert mixes_scripts(name) is mixed
