"""Making a community, finding the one that is meant, and who its mails are from."""

from email import message_from_bytes, policy

import pytest
from sqlmodel import func, select

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.communities.commands import CommunitySettings, ensure_community, save_community
from matchmaker.mail.commands.outbox import queue
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.links import LoginMail
from matchmaker.models import Community
from tests.builders import factories as make


def test_an_empty_installation_gets_its_community(session):
    made = ensure_community(session, name="  Grappe   TIC Éphémère ")

    assert (made.slug, made.name, made.languages) == (
        "grappe-tic-ephemere",
        "Grappe TIC Éphémère",
        ["fr", "en", "nl", "de"],
    )
    assert ensure_community(session, name="Another") == made == ensure_community(session, made.slug)
    assert session.exec(select(func.count()).select_from(Community)).one() == 1


def test_a_community_with_no_name_has_that_of_the_product(session):
    assert ensure_community(session).slug == "matchmaker"


def test_where_there_are_several_one_must_be_named(session):
    one, other = make.make_community(session, slug="one"), make.make_community(session, slug="other")

    with pytest.raises(InvalidInput, match="several communities"):
        ensure_community(session)
    assert ensure_community(session, "other") == other != one
    with pytest.raises(NotFound):
        ensure_community(session, "third")


def test_what_is_given_is_changed_and_the_rest_stays(session):
    made = save_community(session, "awex", CommunitySettings(name="AWEX", languages=("fr", "en"), colour="#1F4E79"))
    sender = CommunitySettings(sender_name="AWEX missions", sender_email="missions@awex.example")
    save_community(session, "awex", sender)

    assert (made.name, made.languages, made.colour) == ("AWEX", ["fr", "en"], "#1f4e79")
    assert (made.sender_name, made.sender_email) == ("AWEX missions", "missions@awex.example")
    assert save_community(session, "awex", CommunitySettings(sender_email="")).sender_email == ""


@pytest.mark.parametrize(
    ("slug", "values"),
    [
        ("Not a slug", {"name": "X"}),
        ("new", {}),
        ("new", {"name": " "}),
        ("new", {"name": "X", "languages": ("it",)}),
        ("new", {"name": "X", "colour": "red;"}),
        ("new", {"name": "X", "sender_email": "a@b\r\nBcc: c@d.example"}),
    ],
)
def test_what_cannot_be_used_is_refused(session, slug, values):
    with pytest.raises(InvalidInput):
        save_community(session, slug, CommunitySettings(**values))


def sender(message) -> tuple[str, str]:
    [address] = message_from_bytes(message.mime, policy=policy.default)["From"].addresses
    return address.display_name, address.addr_spec


def test_mails_are_from_the_community_of_their_event(session):
    plain, own = make.make_community(session), make.make_community(session)
    own.sender_name, own.sender_email = "AWEX", "missions@awex.example"
    mail = LoginMail(Reader("zoe@org.example", "en"), Host(), "https://rdv.example/login/x", 30)
    events = [make.make_event(session, community) for community in (plain, own)]

    senders = [sender(queue(session, mail, event_id=event_id)) for event_id in (None, *(event.id for event in events))]

    installation = ("Matchmaker", "rendez-vous@matchmaker.example")
    assert senders == [installation, installation, ("AWEX", "missions@awex.example")]
