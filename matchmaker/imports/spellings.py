"""What is said and asked about a company whose name is spelled in two ways."""

from matchmaker.base.i18n import N_
from matchmaker.imports.preview import AnswerChoice, RowMessage

TAKEN_FOR = N_(
    "“%(name)s” is taken for the company “%(known)s”. "
    "If it is another one, give each an organisation_id or its VAT number."
)
SPELLED_ALIKE = N_(
    "“%(name)s” is spelled like “%(known)s” on line %(line)d, and its mails are at another domain. "
    "Is it the same company?"
)
SAME_COMPANY, ANOTHER_COMPANY = "same_company", "another_company"
COMPANIES = (
    AnswerChoice(SAME_COMPANY, RowMessage(N_("The same company, spelled another way"))),
    AnswerChoice(ANOTHER_COMPANY, RowMessage(N_("Another company"))),
)
