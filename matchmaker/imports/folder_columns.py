"""The columns of files that are only read from a folder which describes a whole event (see `columns`)."""

from matchmaker.imports import cells, times
from matchmaker.imports.cells import choice, text, whole
from matchmaker.imports.columns import Columns, may, must, tagged
from matchmaker.models import Agreement, EventKind, Means, PlaceKind

EVENT: Columns = (
    must("slug", cells.slug),
    must("name", text(200), "nom"),
    may("kind", choice(EventKind, {}), "type"),
    may("city", text(100), "ville"),
    must("zone", times.zone, "fuseau"),
    must("starts_on", times.day, "premier jour"),
    must("ends_on", times.day, "dernier jour"),
    may("agreement", choice(Agreement, {}), "accord"),
    may("language", cells.screen_language, "langue"),
    may("slot_minutes", whole(5, 240), "minutes par créneau"),
    may("changeover_minutes", whole(0, 120), "minutes entre créneaux"),
    may("wishes_close", times.day_time, "fin des souhaits"),
    may("answers_close", times.day_time, "fin des réponses"),
    may("contact_name", text(120), "nom de contact"),
    may("contact_email", cells.email, "e-mail de contact"),
)
CATEGORIES: Columns = (
    must("code", text(40)),
    may("name_fr", text(100), "nom"),
    may("name_en", text(100)),
    may("name_nl", text(100)),
    may("name_de", text(100)),
    may("has_meetings", cells.yes_no, "a des rendez-vous"),
    may("may_present", cells.yes_no, "peut présenter"),
    may("weight", whole(1, 1000), "poids"),
    may("wish_limit", whole(0, 999), "limite de souhaits"),
    may("guarantee", whole(0, 99), "garantie"),
    may("max_meetings", whole(0, 999), "maximum de rendez-vous"),
    may("max_received", whole(0, 999), "maximum reçu"),
)
LEGS: Columns = (
    must("name", text(100), "nom"),
    must("country", cells.country, "pays"),
    must("zone", times.zone, "fuseau"),
    must("starts_on", times.day, "premier jour"),
    must("ends_on", times.day, "dernier jour"),
    may("airport", text(120), "aéroport"),
    may("speed", whole(1, 200), "vitesse"),
    may("detour", whole(100, 500), "détour"),
    may("margin", whole(0, 240), "marge"),
    may("district_minutes", cells.district_minutes, "minutes entre quartiers"),
)
LEG_MEMBERS: Columns = (must("organisation", text(200)), must("leg", text(100), "étape"))
DEMANDS: Columns = (
    must("company", text(200), "société", "entreprise"),
    must("city", text(100), "ville", "étape"),
    tagged("sectors", "sector", "secteurs"),
    tagged("profiles", "need", "profils"),
    may("words", text(1000), "en clair"),
    may("not_whom", text(500), "pas qui"),
    may("languages", cells.languages, "langues"),
    may("minutes", whole(10, 240), "durée"),
    may("offers", text(600), "offre"),
    may("offers_language", cells.one_language, "langue de l’offre"),
)
TRAVEL: Columns = (
    must("from", text(200), "de"),
    must("to", text(200), "vers"),
    must("minutes", whole(0, 1440)),
)
TRANSFERS: Columns = (
    must("item", text(40), "code"),
    must("to", text(200), "vers"),
    may("means", choice(Means, {}), "moyen"),
)
VENUES: Columns = (
    must("name", text(200), "nom"),
    may("leg", text(100), "étape"),
    may("hub", cells.yes_no, "hôtel"),
    may("address", text(300), "adresse"),
    may("district", text(100), "quartier"),
    may("postcode", text(20), "code postal"),
    may("city", text(100), "ville"),
    may("country", cells.country, "pays"),
    may("zone", times.zone, "fuseau"),
    may("latitude", cells.degrees(90)),
    may("longitude", cells.degrees(180)),
)
BLOCKS: Columns = (
    must("code", text(40)),
    may("venue", text(200), "lieu"),
    may("name_fr", text(100), "nom"),
    may("name_en", text(100)),
    may("name_nl", text(100)),
    may("name_de", text(100)),
    must("day", times.day, "jour"),
    must("starts", times.clock_time, "début"),
    must("ends", times.clock_time, "fin"),
)
PLACES: Columns = (
    must("code", text(20)),
    may("venue", text(200), "lieu"),
    may("kind", choice(PlaceKind, {"stand": PlaceKind.BOOTH, "bureau": PlaceKind.OFFICE}), "type"),
    may("label", text(120), "emplacement"),
    may("capacity", whole(1, 999), "capacité"),
    may("owner", text(200), "occupant"),
    may("closed", times.walls, "fermé"),
)
VETOES: Columns = (must("from", text(200), "de"), must("against", text(200), "contre"))
ABSENCES: Columns = (
    must("email", cells.email, "e-mail", "courriel"),
    must("day", times.day, "jour"),
    must("starts", times.clock_time, "début"),
    must("ends", times.clock_time, "fin"),
    may("note", text(200)),
)
