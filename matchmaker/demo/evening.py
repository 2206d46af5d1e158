"""The guests of the sample mission's evening reception: of the mission and from outside, with the first answers."""

from sqlmodel import Session, col, select

from matchmaker.models import Event, GuestSays, Person, ProgrammeItem, Registration, required, row_id
from matchmaker.receptions.commands.answers import GuestAnswer, guest_token, save_guest_answer
from matchmaker.receptions.commands.guests import ListSettings, add_outsider, add_people, invite, save_list
from matchmaker.receptions.commands.seating import add_table
from matchmaker.receptions.queries.guests import read_list_of
from matchmaker.receptions.queries.links import guest_link, open_invitation

ITEM = "reception-lun"
TRAVELLERS = (
    "aline.bastogne@ardenne-optique.example",
    "benoit.collignon@bois-clair-systems.example",
    "coralie.delvigne@bois-clair-systems.example",
    "karine.lambiotte@hoyoux-cyber.example",
    "bernadette.xhonneux@agence-d-exportation-de-la-grappe.example",
)
COMES, CANNOT = "freja.sundby@sundby-havn.example", "mikkel.aaboe@aaboe-energi.example"
SILENT = "ilse.brandt@nordlys-kammer.example"
"""Invited, and has not answered: the demo shows the page."""
OUTSIDERS = (
    (COMES, "Freja Sundby", "Sundby Havn", "en"),
    (CANNOT, "Mikkel Aaboe", "Aaboe Energi", "en"),
    (SILENT, "Ilse Brandt-Nygaard", "Chambre nordique de commerce", "de"),
)
ANSWERS = {
    COMES: GuestAnswer(says=GuestSays.YES, brings=True, brings_whom="Jonas Sundby", diet="Végétarienne"),
    CANNOT: GuestAnswer(says=GuestSays.NO),
}
TEXTS = {
    "fr": "L’ambassade vous reçoit avec la délégation. Tenue de ville. Une pièce d’identité est demandée à l’entrée.",
    "en": "The embassy receives you with the delegation. Business dress. Please bring an identity card.",
    "de": "Die Botschaft empfängt Sie mit der Delegation. Straßenanzug. Bitte bringen Sie einen Ausweis mit.",
}
TABLES = (("Table du Sund", 8), ("Table de l’Ørstrand", 8))


def invite_to_the_evening(session: Session, event: Event) -> None:
    """Open the list of the evening reception and invite those from outside, of whom two answer; travellers wait."""
    item = session.exec(
        select(ProgrammeItem.id).where(ProgrammeItem.event_id == event.id, ProgrammeItem.code == ITEM)
    ).one()
    number, by = required(item), event.contact_name
    shown = read_list_of(session, event, number).token
    settings = ListSettings(capacity=40, answers_until=None, may_bring=True, texts=TEXTS)
    save_list(session, event, number, settings, shown=shown, by=by)
    add_people(session, event, number, _registrations(session, event), by=by)
    guests = {
        email: add_outsider(
            session, event, number, name=name, email=email, organisation=organisation, language=language, by=by
        )
        for email, name, organisation, language in OUTSIDERS
    }
    invite(session, event, number, [row_id(guest) for guest in guests.values()], again=False, by=by)
    for email, answer in ANSWERS.items():
        opened = required(open_invitation(session, guest_link(guests[email])))
        save_guest_answer(session, opened, answer, shown=guest_token(guests[email]))
    for name, seats in TABLES:
        add_table(session, event, number, name=name, seats=seats)


def _registrations(session: Session, event: Event) -> list[int]:
    people = (
        select(Registration.id)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Registration.event_id == event.id, col(Person.email).in_(TRAVELLERS))
    )
    return [required(number) for number in session.exec(people)]
