"""Exports of other products: their headers are known, and people who do not come are left out."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.imports import apply, preview
from matchmaker.imports.full_names import split_name
from matchmaker.models import Organisation, Person
from tests.builders.imports import csv, messages

EVENTBRITE = (
    "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Attendee Status,"
    "Job Title,Company,Cell Phone,Home Country"
)
PRETIX = (
    "Event slug,Order code,Position ID,Status,Email,Phone number,Order date,Product,Attendee name,"
    "Attendee name: Given name,Attendee name: Family name,Attendee email,Company,Country,Company,VAT ID,Order locale"
)
PRETIX_GERMAN = (
    "Kurzname der Veranstaltung,Bestellnummer,Position,Status,E-Mail,Produkt,Name Teilnehmer*in,E-Mail Teilnehmer*in,"
    "Firma"
)
PRETIX_FRENCH = "Code de commande,Statut,Adresse e-mail,Produit,Nom du participant,Adresse mail du participant,Société"
PRETIX_DUTCH = "Bestelcode,Status,E-mail,Product,Naam van aanwezige,E-mailadres van aanwezige,Bedrijf"
INDICO = "ID,Name,First Name,Last Name,Email Address,Affiliation,Position,Registration state,Category"
LIMESURVEY = (
    "id. Response ID,submitdate. Date submitted,lastpage. Last page,startlanguage. Start language,"
    "firm. Company,q1. First name,q2. Last name,q3. Email address,cat. Category"
)
LIMESURVEY_GERMAN = (
    "Antwort ID,Datum Abgeschickt,Letzte Seite,Start-Sprache,Firma,Vorname,Nachname,E-Mail-Adresse,Kategorie"
)
LIMESURVEY_CODES = "id,submitdate,lastpage,startlanguage,organisation,firstname,lastname,email,category"
FORMS = "Horodateur,Adresse e-mail,Nom et prénom,Société,Catégorie"


@pytest.mark.parametrize(
    ("product", "header", "comes", "gone"),
    [
        (
            "Eventbrite",
            EVENTBRITE,
            "1,11/29/26 22:28,Ada,Quill,ada@q.example,1,,basic,2,Attending,Head,Quillworks,,Belgium",
            "1,11/29/26 22:28,Cid,Rook,cid@q.example,1,,basic,3,Refunded,CEO,Rook,,Belgium",
        ),
        (
            "pretix",
            PRETIX,
            "forum,A1,1,paid,buyer@q.example,,2026-11-29,basic,Ada Quill,Ada,Quill,ada@q.example,,BE,Quillworks,,en",
            "forum,A1,2,canceled,buyer@q.example,,2026-11-29,basic,Cid Rook,Cid,Rook,,Rook,BE,,,en",
        ),
        (
            "pretix",
            PRETIX_GERMAN,
            "forum,A1,1,bezahlt,ada@q.example,basic,Ada Quill,,Quillworks",
            "forum,A1,2,storniert,cid@q.example,basic,Cid Rook,,Rook",
        ),
        (
            "pretix",
            PRETIX_FRENCH,
            "A1,payée,buyer@q.example,basic,Ada Quill,ada@q.example,Quillworks",
            "A1,annulée,buyer@q.example,basic,Cid Rook,cid@q.example,Rook",
        ),
        (
            "pretix",
            PRETIX_DUTCH,
            "A1,betaald,buyer@q.example,basic,Ada Quill,ada@q.example,Quillworks",
            "A1,geannuleerd,buyer@q.example,basic,Cid Rook,cid@q.example,Rook",
        ),
        (
            "Indico",
            INDICO,
            "1,Ada Quill,Ada,Quill,ada@q.example,Quillworks,Head,Completed,basic",
            "2,Cid Rook,Cid,Rook,cid@q.example,Rook,CEO,Withdrawn,basic",
        ),
        (
            "LimeSurvey",
            LIMESURVEY,
            "1,2026-11-29 10:00:00,3,en,Quillworks,Ada,Quill,ada@q.example,basic",
            "2,,1,en,Rook,Cid,Rook,cid@q.example,basic",
        ),
        (
            "LimeSurvey",
            LIMESURVEY_GERMAN,
            "1,29.11.26 10:00,3,de,Quillworks,Ada,Quill,ada@q.example,basic",
            "2,,1,de,Rook,Cid,Rook,cid@q.example,basic",
        ),
        (
            "LimeSurvey",
            LIMESURVEY_CODES,
            "1,2026-11-29 10:00:00,3,nl,Quillworks,Ada,Quill,ada@q.example,basic",
            "2,,1,nl,Rook,Cid,Rook,cid@q.example,basic",
        ),
    ],
)
def test_an_export_is_recognised_and_who_does_not_come_is_left_out(session, event, product, header, comes, gone):
    data = csv(header, comes, gone)
    said = [notice.text("en") for notice in preview(session, event, "participants", data).notices]
    apply(session, event, "participants", data)

    assert f"Recognised: export of {product}." in said
    assert "Left out, because they say that nobody comes, or are unfinished: lines 3." in said
    assert session.exec(select(Organisation.name)).all() == ["Quillworks"]
    assert [(person.name, person.email) for person in session.exec(select(Person))] == [("Ada Quill", "ada@q.example")]


def test_answers_of_google_forms(session, event) -> None:
    data = csv(FORMS, "29/11/2026 10:00:00,ada@q.example,Quill Ada,Quillworks,basic")
    view = preview(session, event, "participants", data)

    assert [notice.text("en") for notice in view.notices] == [
        "Recognised: export of Google Forms.",
        "These columns are not used: Horodateur.",
    ]
    assert view.names is not None
    assert [(one.cell, one.first, one.last) for one in view.names.names] == [("Quill Ada", "Ada", "Quill")]
    assert (view.lines[0].name, messages(view)) == ("Ada Quill, Quillworks", [])


def test_an_export_without_a_category_says_what_is_missing(session, event) -> None:
    with pytest.raises(InvalidInput, match="Columns missing"):
        preview(session, event, "participants", csv(INDICO.removesuffix(",Category"), "1,A B,A,B,a@b.example,C,,"))


@pytest.mark.parametrize(
    ("name", "first_first", "last_first"),
    [
        ("Jean Dupont", ("Jean", "Dupont"), ("Dupont", "Jean")),
        ("Lefèvre Chloé", ("Lefèvre", "Chloé"), ("Chloé", "Lefèvre")),
        ("DUPONT Jean", ("Jean", "DUPONT"), ("Jean", "DUPONT")),
        ("Jean VAN DEN BERG", ("Jean", "VAN DEN BERG"), ("Jean", "VAN DEN BERG")),
        ("van den BERG Hélène", ("Hélène", "van den BERG"), ("Hélène", "van den BERG")),
        ("Hélène van den BERG", ("Hélène", "van den BERG"), ("Hélène", "van den BERG")),
        ("van den Berg Hélène", ("Hélène", "van den Berg"), ("Hélène", "van den Berg")),
        ("de la Tour, Marie-Claire", ("Marie-Claire", "de la Tour"), ("Marie-Claire", "de la Tour")),
        ("Marie-Claire de la Tour", ("Marie-Claire", "de la Tour"), ("Marie-Claire", "de la Tour")),
        ("Ferreira da Costa Joana", ("Ferreira", "da Costa Joana"), ("Joana", "Ferreira da Costa")),
        ("DUPONT JEAN", ("DUPONT", "JEAN"), ("JEAN", "DUPONT")),
        ("J. DOE", ("J.", "DOE"), ("DOE", "J.")),
        ("van Berg", ("", "van Berg"), ("", "van Berg")),
        ("Madonna", ("", "Madonna"), ("", "Madonna")),
    ],
)
def test_full_names_are_split(name, first_first, last_first) -> None:
    assert (split_name(name), split_name(name, last_first=True)) == (first_first, last_first)


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("NOM et prénom", ("Chloé", "Lefèvre")),
        ("Nom, prénom", ("Chloé", "Lefèvre")),
        ("Naam en voornaam", ("Chloé", "Lefèvre")),
        ("Nachname, Vorname", ("Chloé", "Lefèvre")),
        ("Prénom et nom", ("Lefèvre", "Chloé")),
        ("Vor- und Nachname", ("Lefèvre", "Chloé")),
    ],
)
def test_the_header_says_the_order_of_full_names(session, event, header, parts) -> None:
    view = preview(
        session, event, "participants", csv(f'Société,Catégorie,"{header}",E-mail', "Q,basic,Lefèvre Chloé,c@q.example")
    )

    assert view.names is not None
    assert [(one.first, one.last) for one in view.names.names] == [parts]
