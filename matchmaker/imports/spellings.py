"""What is said and asked about a company whose name is spelled in two ways."""

from matchmaker.base.i18n import N_
from matchmaker.base.names import name_key
from matchmaker.imports.identity import Known
from matchmaker.imports.preview import AnswerChoice, RowMessage
from matchmaker.imports.rows import Row

TAKEN_FOR = N_(
    "“%(name)s” is taken for the company “%(known)s”. "
    "If it is another one, give each an organisation_id or its VAT number."
)
SPELLED_ALIKE = N_(
    "“%(name)s” is spelled like “%(known)s” on line %(line)d, and its mails are at another domain. "
    "Is it the same company?"
)
ALIKE_PRESENT = N_("“%(name)s” is spelled like “%(known)s”, which is there already. Is it the same company?")
ALIKE_IN_FILE = N_("“%(name)s” is spelled like “%(known)s” on line %(line)d. Is it the same company?")
SAME_COMPANY, ANOTHER_COMPANY = "same_company", "another_company"
COMPANIES = (
    AnswerChoice(SAME_COMPANY, RowMessage(N_("The same company, spelled another way"))),
    AnswerChoice(ANOTHER_COMPANY, RowMessage(N_("Another company"))),
)


class Spellings:
    """Questions about newcomers with a name like a known one; an answer counts for each line with that name."""

    def __init__(self) -> None:
        self._answers: dict[str, str] = {}

    def ask(self, row: Row, name: str, known: Known, first: Row | None) -> str | None:
        """Return what the reader says of `known`, which line `first` of the file brings; None without an answer."""
        row.answer = row.answer or self._answers.get(name_key(name), "")
        words = {"name": name, "known": known.get("name")}
        if known.present is None and first is not None:
            answer = row.ask(ALIKE_IN_FILE, COMPANIES, **words, line=first.number)
        else:
            answer = row.ask(ALIKE_PRESENT, COMPANIES, **words)
        if answer is not None:
            self._answers[name_key(name)] = answer
        return answer
