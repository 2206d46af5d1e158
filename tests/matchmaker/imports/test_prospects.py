"""Lists of counterparts: new organisations, what is there already, lines that make no sense."""

import pytest
from sqlmodel import select

from matchmaker.imports.commands.apply import write
from matchmaker.imports.importer import make_plan
from matchmaker.imports.preview import Kind, LineOutcome
from matchmaker.models import Counterpart, Organisation, Prospect, ProspectStage
from matchmaker.prospects.queries.links import counterpart_link, open_counterpart
from tests.builders import factories as make
from tests.builders.prospects import small_mission

HEADER = "interlocuteur;ville;entreprise;prénom;nom;e-mail;état;échéance\n"
LINES = (
    "Satama;helsinki;Lumo;Aino;Virtanen;aino@satama.example;contacted;2027-04-09\n"
    "Laiturit Oy;Helsinki;Nivelyo;Timo;Kallio;timo@laiturit.example;found;\n"
    "Laiturit Oy;Helsinki;Lumo;;;;wanted;\n"
)


def test_a_list_is_taken_once_and_a_counterpart_of_two_companies_is_one(session):
    mission = small_mission(session)

    _rows, plan = make_plan(session, mission.event, Kind.PROSPECTS, (HEADER + LINES).encode())
    write(session, plan)
    again = make_plan(session, mission.event, Kind.PROSPECTS, (HEADER + LINES).encode())[1]

    assert [line.outcome for line in plan.lines] == [LineOutcome.NEW] * 3
    assert [line.outcome for line in again.lines] == [LineOutcome.SAME] * 3
    laiturit = session.exec(select(Organisation).where(Organisation.name == "Laiturit Oy")).one()
    counterpart = session.exec(select(Counterpart).where(Counterpart.organisation_id == laiturit.id)).one()
    assert (laiturit.country, counterpart.contact) == ("FI", "Timo Kallio")
    rows = session.exec(select(Prospect).order_by(Prospect.id)).all()
    found = [(row.counterpart_id == counterpart.id, row.stage, row.wanted_at is not None) for row in rows]
    assert found == [
        (False, ProspectStage.CONTACTED, True),
        (True, ProspectStage.FOUND, False),
        (True, ProspectStage.WANTED, True),
    ]


def test_lines_that_make_no_sense_are_refused_with_the_column(session):
    mission = small_mission(session)
    lines = (
        "Satama;Oslo;Lumo;;;;;\n"
        "Satama;Helsinki;Nobody;;;;;\n"
        "Satama;Helsinki;Lumo;;;;placed;\n"
        "Satama;Helsinki;Lumo;;;no address;;\n"
        "Satama;Helsinki;Nivelyo;;;;;\n"
        "Satama;Helsinki;Nivelyo;;;;;\n"
    )

    plan = make_plan(session, mission.event, Kind.PROSPECTS, (HEADER + lines).encode())[1]

    refused = [tuple(column for message in line.messages for column in message.columns) for line in plan.errors]
    assert refused == [("city",), ("company",), ("stage",), ("email",), ()]


def test_a_line_is_named_by_what_it_says_and_a_wrong_city_offers_those_of_the_mission(session):
    mission = small_mission(session)
    lines = f"Satama;Helsinky;Lumo;;;;;\n;Helsinki;Lumo;;;;;\n{'X' * 250};Helsinki;Lumo;;;;;\n;;;Aino;;;;\n"

    plan = make_plan(session, mission.event, Kind.PROSPECTS, (HEADER + lines).encode())[1]

    names = ["Lumo → Satama → Helsinky", "Lumo → – → Helsinki", f"Lumo → {'X' * 59}… → Helsinki", ""]
    assert [line.name for line in plan.errors] == names
    assert [cell.suggestions for cell in plan.errors[0].cells] == [("Helsinki",)]


@pytest.mark.parametrize(("email", "moves"), [("Aino@satama.example", False), ("eero@satama.example", True)])
def test_another_contact_has_a_page_of_their_own(session, email, moves):
    mission = small_mission(session)
    link = counterpart_link(mission.counterpart)

    plan = make_plan(session, mission.event, Kind.PROSPECTS, line_with(email))[1]
    write(session, plan)

    assert (open_counterpart(session, link) is None) is moves
    assert "link_epoch" not in [change.column for line in plan.lines for change in line.changes]


def test_a_contact_who_is_registered_is_not_changed_by_a_list(session):
    mission = small_mission(session)
    satama = session.get_one(Organisation, mission.counterpart.organisation_id)
    aino = make.make_person(session, satama, email="aino@satama.example")
    category = make.make_category(session, mission.event, "partner")
    make.make_registration(session, make.make_delegation(session, mission.event, category, satama), aino)

    plan = make_plan(session, mission.event, Kind.PROSPECTS, line_with("eero@satama.example"))[1]

    [message] = [message.text("en") for line in plan.errors for message in line.messages]
    assert "“Satama” is registered with another address" in message


def test_two_lines_of_one_counterpart_with_two_contacts_are_told_apart_in_their_cells(session):
    mission = small_mission(session)
    lines = (
        "Hietala Oy;Helsinki;Lumo;Eva;Hietala;eva@hietala.example;;\n"
        "Hietala Oy;Helsinki;Nivelyo;Otto;Niemi;EVA@hietala.example;;\n"
    )

    plan = make_plan(session, mission.event, Kind.PROSPECTS, (HEADER + lines).encode())[1]

    [line] = plan.errors
    assert (line.number, [message.columns for message in line.messages]) == (3, [("first_name", "last_name")])
    assert "“Otto, Niemi” differs from “Eva, Hietala” on line 2 for the same counterpart" in line.messages[0].text("en")


@pytest.mark.parametrize("words", [("Trouvé", "Refusé"), ("Gevonden", "afgewezen"), ("Gefunden", "ABGELEHNT")])
def test_stages_are_called_as_on_the_board(session, words):
    mission = small_mission(session)
    lines = "".join(
        f"Org {place};Helsinki;Lumo;;;;{word};\n" for place, word in enumerate((*words, "Interested", "D’accord", "?"))
    )

    plan = make_plan(session, mission.event, Kind.PROSPECTS, (HEADER + lines).encode())[1]
    agreed, unknown = [line.messages[0].text("fr") for line in plan.errors]

    stages = [draft.only_new["stage"] for draft in plan.layers[2]]
    assert stages == [ProspectStage.FOUND, ProspectStage.DECLINED, ProspectStage.INTERESTED]
    assert "« intéressé »" in agreed.replace("\N{NO-BREAK SPACE}", " ")
    assert "trouvé, proposé, souhaité, contacté, intéressé, refusé" in unknown


def line_with(email: str) -> bytes:
    return f"{HEADER}Satama;Helsinki;Lumo;Eero;Salo;{email};;\n".encode()
