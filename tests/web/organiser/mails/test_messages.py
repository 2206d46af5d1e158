"""What organisers see of the mails, and do about those that did not arrive."""

import importlib
import pkgutil

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker import jobs
from matchmaker.mail import letters
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letters.links import LoginMail
from matchmaker.mail.letters.schedule import ProvisionalMail
from matchmaker.mail.plain_links import without_log_in
from matchmaker.models import Event, MessageState, Organisation
from tests.builders import factories as make
from tests.builders.forum import Forum
from tests.builders.mail_client import invite, read
from tests.builders.pages import text
from tests.builders.sent_mails import address, person, release, sent
from web.organiser.mails.wording import MESSAGE_KINDS


def test_says_that_nothing_was_sent(anne: FlaskClient, forum: Forum) -> None:
    assert "No message yet" in anne.get(address(forum)).text


def test_lists_what_waits_and_filters_it(anne: FlaskClient, forum: Forum) -> None:
    release(forum)

    page = anne.get(address(forum)).text
    assert "4 mails are waiting." in page
    assert "4 messages of 4" in page
    assert "2 messages of 4" in anne.get(address(forum, "?kind=invitation")).text
    assert "0 messages of 4" in anne.get(address(forum, "?state=bounced")).text
    assert "2 messages of 4" in anne.get(address(forum, f"?q={person(forum, 'Alpha').email}")).text


def test_finds_what_did_not_arrive(anne: FlaskClient, forum: Forum) -> None:
    release(forum)
    sent(forum, "Alpha", "invitation")[0].state = MessageState.BOUNCED
    sent(forum, "Beta", "invitation")[0].state = MessageState.FAILED

    page = anne.get(address(forum, "?state=lost")).text

    assert "2 mails did not arrive." in page
    assert "2 messages of 4" in page


def test_shows_a_mail_with_its_calendar_as_it_is_sent(anne: FlaskClient, forum: Forum) -> None:
    release(forum)
    (message,) = sent(forum, "Alpha", "invitation")

    page = anne.get(address(forum, f"/{message.id}")).text
    letter = anne.get(address(forum, f"/{message.id}/letter"))

    assert "Beta – " in page
    assert "METHOD:REQUEST" in page
    assert letter.text.startswith("<!DOCTYPE html>") or letter.text.startswith("<!doctype html>")
    assert "sandbox" in letter.headers["Content-Security-Policy"]


def test_never_shows_a_log_in_link(anne: FlaskClient, forum: Forum) -> None:
    mail = LoginMail(Reader("zoe@org.example", "en"), Host("Forum"), "https://rdv.example/login/secret", minutes=30)
    message = outbox.queue(forum.session, mail, event_id=forum.event.id)
    message.state = MessageState.FAILED

    page = anne.get(address(forum, f"/{message.id}")).text
    letter = anne.get(address(forum, f"/{message.id}/letter")).text
    anne.post(address(forum, f"/{message.id}/again"))

    assert "its contents are for its reader alone" in page
    assert "secret" not in page + letter
    assert message.state is MessageState.FAILED


def test_sends_again_what_failed_with_the_same_bytes(anne: FlaskClient, forum: Forum) -> None:
    release(forum)
    (message,) = sent(forum, "Alpha", "invitation")
    message.state, message.attempts, message.error = MessageState.FAILED, 6, "550 no such user"
    before = message.mime

    assert "550 no such user" in anne.get(address(forum, f"/{message.id}")).text
    anne.post(address(forum, f"/{message.id}/again"))

    assert (message.state, message.error, message.mime) == (MessageState.QUEUED, "", before)
    assert len(jobs.quick_queue.pending()) == 1


def test_what_a_newer_message_has_overtaken_is_not_sent_again(anne: FlaskClient, forum: Forum) -> None:
    release(forum)
    (message,) = sent(forum, "Alpha", "invitation")
    message.state, message.attempts = MessageState.FAILED, 6
    release(forum, slot=1, number=1)

    page = anne.post(address(forum, f"/{message.id}/again"), follow_redirects=True).text

    assert message.state is MessageState.FAILED
    assert "A newer message about the same thing has been made" in page


def test_a_corrected_address_gets_what_stands_and_what_did_not_arrive(anne: FlaskClient, forum: Forum) -> None:
    release(forum)
    (digest,) = sent(forum, "Alpha", "schedule_published")
    (first,) = sent(forum, "Alpha", "invitation")
    digest.state = first.state = MessageState.BOUNCED
    first.attempts = digest.attempts = 1

    page = anne.post(
        address(forum, f"/{first.id}/address"), data={"email": "right@alpha.example"}, follow_redirects=True
    ).text

    assert "2 mails go there." in page
    assert person(forum, "Alpha").email == "right@alpha.example"
    invitation, copy = sent(forum, "Alpha", "invitation")[-1], sent(forum, "Alpha", "schedule_published")[-1]
    assert (invitation.recipient, copy.recipient) == ("right@alpha.example", "right@alpha.example")
    news = invite(invitation.mime)
    assert news is not None
    assert (news.method, news.attendee) == ("REQUEST", "right@alpha.example")
    assert read(copy.mime)["To"].addresses[0].addr_spec == "right@alpha.example"
    assert read(copy.mime)["Message-ID"] != read(digest.mime)["Message-ID"]
    told = read(without_log_in(digest.mime))  # its link is for the old address
    assert str(read(copy.mime).get_body(("plain",))) == str(told.get_body(("plain",)))
    assert (digest.state, first.state) == (MessageState.BOUNCED, MessageState.BOUNCED)
    assert "0 messages of 7" in anne.get(address(forum, "?state=lost")).text


@pytest.mark.parametrize(
    ("text", "answer"), [("nonsense", "This does not look like an e-mail address"), ("", "Write the right address.")]
)
def test_a_wrong_address_is_refused_in_words(anne: FlaskClient, forum: Forum, text: str, answer: str) -> None:
    release(forum)
    (message,) = sent(forum, "Alpha", "invitation")
    message.state = MessageState.BOUNCED
    before = person(forum, "Alpha").email

    response = anne.post(address(forum, f"/{message.id}/address"), data={"email": text})

    assert (response.status_code, answer in response.text) == (422, True)
    assert person(forum, "Alpha").email == before


def test_a_colleagues_address_is_refused(anne: FlaskClient, forum: Forum, session: Session) -> None:
    release(forum)
    organisation = session.get_one(Organisation, person(forum, "Alpha").organisation_id)
    make.make_person(session, organisation, email="colleague@alpha.example")
    (message,) = sent(forum, "Alpha", "invitation")
    message.state = MessageState.BOUNCED

    response = anne.post(address(forum, f"/{message.id}/address"), data={"email": "Colleague@alpha.example"})

    assert "A colleague has this address already." in response.text


def test_a_message_of_another_event_is_not_there(anne: FlaskClient, forum: Forum, event: Event) -> None:
    release(forum)
    (message,) = sent(forum, "Alpha", "invitation")

    assert anne.get(f"/o/{event.slug}/messages/{message.id}").status_code == 404


def test_a_mail_without_a_reader_of_the_event_has_no_address_to_correct(anne: FlaskClient, forum: Forum) -> None:
    mail = ProvisionalMail(Reader("x@org.example", "en"), Host("Forum"), "https://x", ())
    message = outbox.queue(forum.session, mail, event_id=forum.event.id)

    assert anne.post(address(forum, f"/{message.id}/address"), data={"email": "a@b.example"}).status_code == 404


def test_an_address_that_changes_at_other_events_too_is_corrected_only_if_the_organiser_says_so(
    anne: FlaskClient, forum: Forum, session: Session
) -> None:
    release(forum)
    (message,) = sent(forum, "Alpha", "invitation")
    message.state = MessageState.BOUNCED
    page = anne.get(address(forum, f"/{message.id}"))
    assert "other event" not in page.text
    elsewhere = make.make_event(session, name="Somewhere else")
    organisation = session.get_one(Organisation, person(forum, "Alpha").organisation_id)
    delegation = make.make_delegation(session, elsewhere, make.make_category(session, elsewhere), organisation)
    make.make_registration(session, delegation, person(forum, "Alpha"))
    before, data = person(forum, "Alpha").email, {"email": "right@alpha.example"}

    assert "takes part in 1 other event, perhaps of other organisers." in text(anne.get(page.request.path))
    asked = anne.post(address(forum, f"/{message.id}/address"), data=data)
    assert (asked.status_code, person(forum, "Alpha").email) == (422, before)
    assert "Somewhere else" not in asked.text

    done = anne.post(address(forum, f"/{message.id}/address"), data=data | {"elsewhere": "y"})

    assert (done.status_code, person(forum, "Alpha").email) == (303, "right@alpha.example")


def test_every_kind_of_mail_has_words() -> None:
    for module in pkgutil.iter_modules(letters.__path__):
        importlib.import_module(f"{letters.__name__}.{module.name}")
    kinds, left = set(), [Content]
    while left:
        left += (found := left.pop().__subclasses__())
        kinds |= {one.kind for one in found if hasattr(one, "kind")}

    assert kinds - MESSAGE_KINDS.keys() == set()
