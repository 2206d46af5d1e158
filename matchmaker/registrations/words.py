"""The list of people as a table for spreadsheets."""

from collections.abc import Mapping, Sequence

from matchmaker.base.i18n import N_, translate
from matchmaker.base.tables import Table
from matchmaker.models import Role
from matchmaker.registrations.queries.listing import Lack, RegistrationList, RegistrationRow
from matchmaker.registrations.rules import RegistrationState

ABOUT_WISHES = 2
"""How many columns, the last ones, tell of wishes."""
HEADINGS = (
    *(N_("Last name"), N_("First name"), N_("Job title"), N_("Organisation"), N_("Category"), N_("Role")),
    *(N_("E-mail"), N_("Telephone"), N_("Language"), N_("State"), N_("Missing"), N_("Wishes"), N_("Wished for")),
)
ROLES: Mapping[Role, str] = {
    Role.DELEGATE: N_("delegate"),
    Role.HEAD: N_("head of delegation"),
    Role.INTERPRETER: N_("interpreter"),
    Role.ATTACHE: N_("attaché"),
    Role.OFFICIAL: N_("official"),
}
STATES: Mapping[RegistrationState, str] = {
    RegistrationState.INVITED: N_("invited"),
    RegistrationState.AGREED: N_("agreed"),
    RegistrationState.READY: N_("card complete"),
    RegistrationState.WITHDRAWN: N_("withdrawn"),
}
LACKS: Mapping[Lack, str] = {
    Lack.WISHES: N_("without wishes"),
    Lack.TIMES: N_("times not said"),
    Lack.LOG_IN: N_("never logged in"),
}


def people_table(found: RegistrationList, language: str, *, about_wishes: bool) -> Table:
    """Return the rows of a list in its order, with the words of a language; what tells of wishes only if wanted."""
    columns = len(HEADINGS) if about_wishes else len(HEADINGS) - ABOUT_WISHES
    lacks = [lack for lack in Lack if about_wishes or lack is not Lack.WISHES]
    return Table(
        [translate(language, heading) for heading in HEADINGS[:columns]],
        [_cells(found, row, lacks, language)[:columns] for row in found.rows],
    )


def _cells(found: RegistrationList, row: RegistrationRow, lacks: Sequence[Lack], language: str) -> list[str | int]:
    return [
        *(row.last_name, row.first_name, row.job_title, row.organisation),
        *(found.categories[row.category_code], translate(language, ROLES[row.role])),
        *(row.email, row.phone, row.language, translate(language, STATES[row.state])),
        ", ".join(translate(language, LACKS[lack]) for lack in lacks if lack in row.missing),
        *(row.wishes, row.received),
    ]
