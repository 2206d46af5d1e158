"""Who sees an answer to a question of the organisers: nobody else, those whom one meets, or everybody."""

from matchmaker.enrolment.queries.requests import answers_seen
from matchmaker.models import AnswerAudience, RegistrationAnswer, ReleaseKind, RequestState, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.enrolment import ask, make_request
from tests.builders.forum import Seat, make_forum


def test_those_whom_a_person_meets_see_more_than_others_once_the_schedule_is_final(session):
    forum = make_forum(session)
    alpha, beta, _gamma = (forum.join(name) for name in ("Alpha", "Beta", "Gamma"))
    forum.wish(alpha, beta)
    scenario, owner = forum.scenario(Seat(alpha, beta, slot=0)), row_id(forum.people["Beta"])
    request = make_request(session, forum.event, RequestState.ACCEPTED, registration_id=owner)
    for position, audience in enumerate(AnswerAudience):
        question = ask(session, forum.event, position=position, seen_by=audience)
        session.add(RegistrationAnswer(request_id=row_id(request), question_id=row_id(question), value="No nuts"))

    def seen() -> dict[str, list[AnswerAudience]]:
        session.flush()
        found = {name: answers_seen(session, forum.people[name], [owner]) for name in ("Alpha", "Gamma")}
        return {name: [question.seen_by for question, _ in answers[owner]] for name, answers in found.items()}

    before = seen()
    for number, kind in enumerate((ReleaseKind.PROVISIONAL, ReleaseKind.FINAL)):
        provisional = seen()
        publish_scenario(session, forum.event, scenario, kind=kind, staff_id=None, expected_release=number)

    everybody = {"Alpha": [AnswerAudience.PARTICIPANTS], "Gamma": [AnswerAudience.PARTICIPANTS]}
    assert (before, provisional) == (everybody, everybody)
    assert seen() == everybody | {"Alpha": [AnswerAudience.MET, AnswerAudience.PARTICIPANTS]}
