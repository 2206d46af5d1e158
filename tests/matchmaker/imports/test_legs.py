"""Cities of a mission from a folder: with who comes along, travel times and the ends of transfers."""

import shutil

import pytest
from sqlmodel import select

from matchmaker.base.errors import FileRefused
from matchmaker.imports.commands.folder import load
from matchmaker.models import Demand, Leg, LegMember, Means, ProgrammeItem, TravelTime, Venue
from tests.builders.paths import FIXTURES

FILES = {
    "legs.csv": "name,country,zone,starts_on,ends_on,speed\nHuy,BE,Europe/Brussels,2027-04-22,2027-04-22,25\n",
    "venues.csv": "name,leg,hub,zone\nHôtel,huy,yes,Europe/Brussels\nGare,,,\n",
    "leg_members.csv": "organisation,leg\nT001,Huy\n",
    "travel.csv": "from,to,minutes\nGare,Hôtel,20\n",
    "transfers.csv": "item,to,means\npres-signer,Huy,train\n",
}


@pytest.fixture
def folder(tmp_path):
    """The tiny forum, as if it went to one city."""
    made = tmp_path / "tiny"
    shutil.copytree(FIXTURES / "forum-tiny", made)
    venues = (made / "venues.csv").read_text(encoding="utf-8").splitlines()
    organisation = (made / "participants.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    item = (made / "programme.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    for name, text in FILES.items():
        (made / name).write_text(text.replace("T001", organisation).replace("pres-signer", item), encoding="utf-8")
    columns = venues[0].split(",")
    values = dict(zip(columns, venues[1].split(","), strict=True))
    line = ",".join([values["name"], "", "", values["zone"]])
    with (made / "venues.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return made


def test_a_folder_says_where_a_mission_goes_and_loading_it_again_changes_nothing(session, folder):
    load(session, folder)
    again = load(session, folder)

    leg = session.exec(select(Leg)).one()
    hub = session.exec(select(Venue).where(Venue.hub)).one()
    assert (leg.name, leg.speed, leg.detour, hub.name, hub.leg_id) == ("Huy", 25, 130, "Hôtel", leg.id)
    assert [one.leg_id for one in session.exec(select(LegMember)).all()] == [leg.id]
    assert [one.minutes for one in session.exec(select(TravelTime)).all()] == [20]
    ends = session.exec(select(ProgrammeItem).where(ProgrammeItem.to_leg_id == leg.id)).all()
    assert [item.means for item in ends] == [Means.TRAIN]
    assert {(view.outcome.new, view.outcome.changed) for view in again.files.values()} == {(0, 0)}


def rewrite(folder, name: str, *swaps: tuple[str, str]) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    for before, after in swaps:
        text = text.replace(before, after)
    (folder / name).write_text(text, encoding="utf-8")


def test_districts_and_the_minutes_between_them_are_read(session, folder):
    rewrite(
        folder, "legs.csv", ("speed\n", "speed,district_minutes\n"), (",25\n", ",25,Centre / Gare 20 | Gare / Gare 5\n")
    )
    rewrite(
        folder,
        "venues.csv",
        ("name,leg,hub,zone\n", "name,leg,hub,zone,district\n"),
        ("Brussels\nGare,,,", "Brussels,Centre\nGare,,,,"),
    )

    load(session, folder)
    again = load(session, folder)

    assert session.exec(select(Leg.district_minutes)).one() == {"centre": {"gare": 20}, "gare": {"gare": 5}}
    assert session.exec(select(Venue.district).where(Venue.hub)).one() == "Centre"
    assert {(view.outcome.new, view.outcome.changed) for view in again.files.values()} == {(0, 0)}


@pytest.mark.parametrize("cell", ["Centre 20", "Centre / Gare", "Centre / Gare soon", "Centre / Gare 1441"])
def test_what_is_no_way_between_two_districts_is_refused(session, folder, cell):
    rewrite(folder, "legs.csv", ("speed\n", "speed,district_minutes\n"), (",25\n", f",25,{cell}\n"))

    with pytest.raises(FileRefused, match="is no way"):
        load(session, folder)


def test_a_transfer_may_end_at_a_venue_outside_the_cities(session, folder):
    transfers = folder / "transfers.csv"
    transfers.write_text(transfers.read_text(encoding="utf-8").replace(",Huy,", ",Gare,"), encoding="utf-8")

    load(session, folder)

    station = session.exec(select(Venue.id).where(Venue.name == "Gare")).one()
    ends = session.exec(
        select(ProgrammeItem.to_leg_id, ProgrammeItem.to_venue_id).where(ProgrammeItem.means == "train")
    )
    assert ends.all() == [(None, station)]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("legs.csv", "2027-04-22,25", "2027-04-23,25", "The days of a city lie within those of the mission."),
        ("venues.csv", "huy", "Gand", "the mission does not go to “Gand”. Write one of: Huy."),
        ("leg_members.csv", ",Huy", ",Gand", "the mission does not go to “Gand”"),
        ("travel.csv", "Gare,Hôtel", "Gare,Port", "the venue “Port” is unknown at this event"),
        ("travel.csv", "Gare,Hôtel", "Gare,Gare", "A way leads from one place to another one."),
        ("transfers.csv", "to,means\n", "to,means\nnothing,Huy,bus\n", "the programme has no item “nothing”"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(session, folder, file, old, new, sentence):
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(FileRefused, match=sentence):
        load(session, folder)


def test_what_a_company_offers_is_in_the_language_of_the_city_unless_the_file_says_otherwise(session, folder):
    organisation = (folder / "leg_members.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    lines = "company,city,words,offers,offers_language\n{},Huy,Banken,Kleine camera’s,{}\n"
    found = []
    for language in ("", "fi", "suomi"):
        (folder / "demands.csv").write_text(lines.format(organisation, language), encoding="utf-8")
        load(session, folder)
        demand = session.exec(select(Demand)).one()
        found.append((demand.offers, demand.offers_language))

    assert found == [("Kleine camera’s", "nl"), ("Kleine camera’s", "fi"), ("Kleine camera’s", "fi")]
