"""Files as people make them: words for nothing, spellings, titles, accents encoded twice, signs that nobody sees."""

import pytest
from sqlmodel import select

from matchmaker.imports import LineOutcome, apply, preview
from matchmaker.models import Organisation, Person
from tests.builders.imports import HEADER, csv, messages, outcomes, participants
from tests.builders.participant_lines import ERROR, NEW, ZOE, look, take_in

PLAIN = "organisation;category;first_name;last_name;email"


def names(session) -> list[str]:
    return list(session.exec(select(Organisation.name).order_by(Organisation.id)))


def notices(view) -> list[str]:
    return [notice.text("en") for notice in view.notices]


@pytest.mark.parametrize("text", ["- consulting, - training", "=SUM of parts", "+plus", "@home"])
def test_text_may_begin_like_a_formula(session, event, text) -> None:
    take_in(session, event, csv(f"{HEADER};description", f"{ZOE};{text}"))

    assert session.exec(select(Organisation.description)).one() == text


@pytest.mark.parametrize(
    "word", ["none", "N/A", "n.v.t.", "en cours", "Néant", "-", "geen", "in aanvraag", "Keine", "/"]
)
def test_words_for_no_vat_number_say_nothing(session, event, word) -> None:
    lines = (f"A;{word};basic;Ann;Oak;ann@a.example", f"B;{word};basic;Bo;Elm;bo@b.example")
    take_in(session, event, csv(PLAIN.replace("organisation;", "organisation;vat;"), *lines))

    assert session.exec(select(Organisation.vat)).all() == [None, None]
    assert names(session) == ["A", "B"]


def test_companies_of_one_name_with_other_legal_forms_are_two(session, event) -> None:
    lines = ("Nordwind GmbH;basic;Ann;Oak;ann@de.example", "Nordwind NV;basic;Bo;Elm;bo@be.example")
    take_in(session, event, csv(PLAIN, *lines))

    assert names(session) == ["Nordwind GmbH", "Nordwind NV"]


def test_legal_forms_of_belgium_in_two_languages_are_one_company(session, event) -> None:
    lines = ("Nordwind SA;basic;Ann;Oak;ann@n.example", "Nordwind NV;basic;Bo;Elm;bo@n.example")
    take_in(session, event, csv(PLAIN, *lines))

    assert names(session) == ["Nordwind SA"]


def test_plus_and_number_signs_are_a_part_of_a_name(session, event) -> None:
    lines = [f"{name} Lab;basic;Ann;Oak;ann@{place}.example" for place, name in enumerate(("C", "C++", "C#"))]
    take_in(session, event, csv(PLAIN, *lines))

    assert names(session) == ["C Lab", "C++ Lab", "C# Lab"]


def test_a_company_that_is_recognised_by_another_spelling_is_told(session, event) -> None:
    data = csv(PLAIN, "Nordwind;basic;Ann;Oak;ann@n.example", "NORDWIND S.A.;basic;Bo;Elm;bo@n.example")

    [(number, sentence)] = messages(look(session, event, data))
    assert (number, sentence.partition(". ")[0]) == (3, "“NORDWIND S.A.” is taken for the company “Nordwind”")


@pytest.mark.parametrize(
    ("known", "said", "stays"),
    [
        ("Café Müller", "CAFE MULLER", True),
        ("Café Müller", "CAFÉ MÜLLER SA", True),
        ("Café Müller", "Cafe Muller", True),
        ("Café Müller", "cafe müller", True),
        ("CAFE MULLER", "Café Müller", False),
        ("Cafe Muller", "Café Müller", False),
        ("Café Müller", "Café Müller SA", False),
    ],
)
def test_a_name_in_a_worse_spelling_renames_nobody(session, event, known, said, stays) -> None:
    take_in(session, event, csv(PLAIN, f"{known};basic;Ann;Oak;ann@n.example"))
    data = csv(PLAIN, f"{said};basic;Ann;Oak;ann@n.example")
    told = [message.text("en") for line in look(session, event, data).lines for message in line.messages]
    take_in(session, event, data)

    assert (names(session), f"“{said}” is known as “{known}”: this spelling stays." in told) == (
        [known if stays else said],
        stays,
    )


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_spellings_in_one_file_the_better_one_counts(session, event, order) -> None:
    lines = ("NIVELYO;basic;Ann;Oak;ann@n.example", "Nivelyo;basic;Bo;Elm;bo@n.example")
    take_in(session, event, csv(PLAIN, *lines[::order]))

    assert names(session) == ["Nivelyo"]


def test_the_name_of_a_known_person_stays_as_it_is_spelled(session, event) -> None:
    take_in(session, event, csv(PLAIN, "Alpha;basic;Hélène;Oak;h@a.example"))
    view = look(session, event, csv(PLAIN, "Alpha;basic;HELENE;OAK;h@a.example"))

    assert outcomes(view) == [LineOutcome.SAME]
    assert [message.text("en") for message in view.lines[0].messages] == [
        "“HELENE” is known as “Hélène”: this spelling stays.",
        "“OAK” is known as “Oak”: this spelling stays.",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BEL", "BE"),
        ("Royaume de Belgique", "BE"),
        ("The Netherlands", "NL"),
        ("U.K.", "GB"),
        ("GBR", "GB"),
        ("Czech Republic", "CZ"),
        ("Türkiye", "TR"),
        ("Corée du Sud", "KR"),
        ("Verenigde Staten", "US"),
        ("Russian Federation", "RU"),
        ("Viet Nam", "VN"),
    ],
)
def test_countries_by_their_codes_and_usual_names(session, event, text, code) -> None:
    take_in(session, event, csv(f"{HEADER};country", f"{ZOE};{text}"))

    assert session.exec(select(Organisation.country)).one() == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("en-GB", "en"),
        ("nl_BE", "nl"),
        ("NL-EN", "nl"),
        ("Flemish", "nl"),
        ("Nederlands (moedertaal)", "nl"),
        ("de-informal", "de"),
        ("Español, français", "fr"),
    ],
)
def test_the_language_of_mails_as_forms_export_it(session, event, text, code) -> None:
    take_in(session, event, csv(f"{HEADER};language", f"{ZOE};{text}"))

    assert session.exec(select(Person.language)).one() == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("NL-EN", ["nl", "en"]),
        ("Frans en Engels", ["fr", "en"]),
        ("FR, EN & DE", ["fr", "en", "de"]),
        ("español", ["es"]),
        ("zh-Hans-CN", ["zh"]),
    ],
)
def test_spoken_languages_as_people_list_them(session, event, text, codes) -> None:
    take_in(session, event, csv(f"{HEADER};languages", f"{ZOE};{text}"))

    assert session.exec(select(Person.languages)).one() == codes


def test_a_new_person_has_the_language_of_the_event(session, event) -> None:
    event.language = "nl"
    take_in(session, event, participants(ZOE))

    assert session.exec(select(Person.language)).one() == "nl"


def test_the_language_of_somebody_known_stays(session, event) -> None:
    take_in(session, event, csv(f"{HEADER};language", f"{ZOE};de"))
    event.language = "nl"

    take_in(session, event, participants(ZOE))

    assert session.exec(select(Person.language)).one() == "de"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("03/11/2027 13:00;", "“03/11/2027 13:00” is not a day of the event (2027-03-11 to 2027-03-11)."),
        (";2027-03-12 09:00", "“2027-03-12 09:00” is not a day of the event (2027-03-11 to 2027-03-11)."),
        ("13:00;11:00", "with “11:00” the departure is not after the arrival. Correct one."),
    ],
)
def test_a_stay_that_cannot_be_is_refused(session, event, cells, sentence) -> None:
    view = look(session, event, csv(f"{HEADER};arrival;departure", f"{ZOE};{cells}"))

    assert outcomes(view) == [ERROR]
    assert [text.partition(": ")[2] for _, text in messages(view)] == [sentence]


def test_an_arrival_after_the_departure_that_is_known_is_refused(session, event) -> None:
    take_in(session, event, csv(f"{HEADER};departure", f"{ZOE};12:00"))

    view = look(session, event, csv(f"{HEADER};arrival", f"{ZOE};14:00"))

    assert [text.partition(": ")[2] for _, text in messages(view)] == [
        "with “14:00” the departure is not after the arrival. Correct one."
    ]


def test_signs_that_nobody_sees_are_left_out(session, event) -> None:
    data = participants("A1;\u200bCafé\u00a0Noir\ufeff;basic;Zo\u00ade;\u202eWeiß;zoe@cafe.example\u200b")
    take_in(session, event, data)

    person = session.exec(select(Person)).one()
    assert (names(session), person.name, person.email) == (["Café Noir"], "Zoe Weiß", "zoe@cafe.example")
    assert outcomes(look(session, event, data)) == [LineOutcome.SAME]


def test_accents_that_were_encoded_twice_are_repaired_and_told(session, event) -> None:
    twice = "SociÃ©tÃ©;CatÃ©gorie;PrÃ©nom;Nom;E-mail\nCafÃ© Ã–tzi;basic;ZoÃ©;WeiÃŸ;zoe@cafe.example"

    view = preview(session, event, "participants", twice.encode())
    apply(session, event, "participants", twice.encode())

    [notice] = notices(view)
    assert notice.startswith("Accents were encoded twice, and are repaired: “SociÃ©tÃ©;")
    assert names(session) == ["Café Ötzi"]


def test_bytes_of_an_old_macintosh_are_recognised(session, event) -> None:
    data = "Société;Catégorie;Prénom;Nom;E-mail\nHôtel Éphèse;basic;Hélène;Bélik;h@e.example".encode("mac_roman")

    view = preview(session, event, "participants", data)

    assert (view.encoding, view.lines[0].name) == ("Mac Roman", "Hélène Bélik, Hôtel Éphèse")


def test_a_title_above_the_names_of_the_columns_is_left_out(session, event) -> None:
    data = csv("List of participants 2027;;;;", ";;;;", PLAIN, "Alpha;basic;Ann;Oak;ann@a.example")

    view = preview(session, event, "participants", data)

    assert (outcomes(view), [line.number for line in view.lines]) == ([NEW], [4])
    assert notices(view) == ["What stands above the names of the columns is not used: List of participants 2027."]


def test_a_line_break_in_the_first_name_of_a_column(session, event) -> None:
    data = b'"Organisation\n",Category,First name,Last name,E-mail\nAlpha,basic,Ann,Oak,ann@a.example\n'

    assert outcomes(preview(session, event, "participants", data)) == [NEW]
