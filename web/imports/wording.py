"""Words of the import: kinds of files."""

from flask_babel import lazy_gettext

KINDS = ("participants", "wishes", "programme")
"""What can be imported for an event, in the order in which it makes sense."""
OF_MISSIONS = "prospects"
"""What only missions import, beside it."""

KIND_TITLES = {
    "participants": lazy_gettext("Participants"),
    "wishes": lazy_gettext("Wishes"),
    "programme": lazy_gettext("Programme"),
    "prospects": lazy_gettext("Counterparts"),
}
BATCH_TITLES = KIND_TITLES | {"folder": lazy_gettext("Whole event"), "members": lazy_gettext("List of members")}
ROWS = {
    "category": lazy_gettext("Categories"),
    "leg": lazy_gettext("Cities"),
    "leg_member": lazy_gettext("Who comes along to which city"),
    "counterpart": lazy_gettext("Counterparts"),
    "prospect": lazy_gettext("Counterparts of companies"),
    "demand": lazy_gettext("Whom companies look for"),
    "venue": lazy_gettext("Venues"),
    "travel_time": lazy_gettext("Travel times"),
    "block": lazy_gettext("Blocks"),
    "slot": lazy_gettext("Slots"),
    "place": lazy_gettext("Tables and booths"),
    "place_closure": lazy_gettext("Closed slots of tables"),
    "organisation": lazy_gettext("Companies"),
    "delegation": lazy_gettext("Delegations"),
    "person": lazy_gettext("People"),
    "registration": lazy_gettext("Registrations"),
    "absence": lazy_gettext("Absences"),
    "wish": lazy_gettext("Wishes"),
    "veto": lazy_gettext("Vetoes"),
    "programme_item": lazy_gettext("Programme items"),
    "presentation": lazy_gettext("Presentations"),
    "attendance": lazy_gettext("People at programme items"),
    "category_exclusion": lazy_gettext("Who may meet whom"),
    "floor_plan": lazy_gettext("Table plans"),
    "tier_period": lazy_gettext("Memberships"),
    "member_tag": lazy_gettext("Tags"),
    "member_contact": lazy_gettext("Contacts"),
}
"""What an import writes, by the names of the tables; a test compares them."""
KIND_HELP = {
    "participants": lazy_gettext(
        "One line per person: the organisation with its card, and the person with role, arrival and departure."
    ),
    "wishes": lazy_gettext("One line per wish: who wants to meet whom, how much, and what the other side answered."),
    "programme": lazy_gettext("One line per item: opening, presentations, meals. They block those who take part."),
    "prospects": lazy_gettext(
        "One line per counterpart, city and company: whom to ask there, how far it has come, and what comes next."
    ),
}
