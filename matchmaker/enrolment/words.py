"""States and answers in words, and all requests as a table."""

from collections.abc import Sequence

from matchmaker.base import clock
from matchmaker.base.i18n import N_, translate
from matchmaker.base.tables import Table
from matchmaker.enrolment.queries.requests import RequestLine
from matchmaker.models import Event, QuestionKind, RegistrationQuestion, RequestState

STATES = {
    RequestState.SENT: N_("not confirmed"),
    RequestState.PENDING: N_("to approve"),
    RequestState.WAITING: N_("waiting list"),
    RequestState.ACCEPTED: N_("registered"),
    RequestState.REFUSED: N_("refused"),
    RequestState.GIVEN_UP: N_("taken back"),
}
_HEADINGS = (
    *(N_("State"), N_("Confirmed"), N_("First name"), N_("Last name"), N_("E-mail"), N_("Phone"), N_("Function")),
    *(N_("Language"), N_("Organisation"), N_("Country"), N_("VAT number"), N_("Category")),
)


def answer_text(question: RegistrationQuestion, value: str, language: str) -> str:
    """Return the answer to a question as people read it."""
    if question.kind is QuestionKind.TICK:
        return translate(language, "yes")
    if question.kind is QuestionKind.CHOICE:
        choices = question.choices(language)
        return choices[int(value)] if int(value) < len(choices) else ""
    return value


def requests_table(
    lines: Sequence[RequestLine], questions: Sequence[RegistrationQuestion], event: Event, language: str
) -> Table:
    """Return requests for a spreadsheet, with one column a question; times are wall times of the event's zone."""
    headings = [translate(language, heading) for heading in _HEADINGS]
    rows = []
    for line in lines:
        request, answers = line.request, {question.id: value for question, value in line.answers}
        confirmed = clock.local(request.confirmed_at, event.zone) if request.confirmed_at else None
        rows.append(
            [
                translate(language, STATES[request.state]),
                f"{confirmed:%Y-%m-%d %H:%M}" if confirmed else "",
                *(request.first_name, request.last_name, request.email, request.phone, request.job_title),
                *(request.language, request.organisation, request.country, request.vat, line.category),
                *(
                    answer_text(question, answers[question.id], language) if question.id in answers else ""
                    for question in questions
                ),
            ]
        )
    return Table([*headings, *(question.label(language) for question in questions)], rows)
