"""Several communities on one server, from the command line."""

from sqlmodel import Session, select

from matchmaker.base.db import get_engine
from matchmaker.models import Community, CommunityRole, CommunityStaff, Event
from tests.builders.paths import TINY


def test_the_first_event_makes_the_first_community(run, tiny, sqlite_url) -> None:
    with Session(get_engine(sqlite_url)) as session:
        assert session.exec(select(Event.community_id)).one() == session.exec(select(Community.id)).one()


def test_an_event_of_one_of_several_communities(run, sqlite_url) -> None:
    made = run(
        "community", "awex", "--name", "AWEX", "--offer", "fr", "--offer", "en", "--sender-email", "m@awex.example"
    )
    assert made.output == "AWEX (awex): languages fr, en; mails from m@awex.example.\n"
    assert run("community", "grappe", "--name", "Grappe").output.endswith(
        "mails from the address of the configuration.\n"
    )

    refused = run("import", "--folder", TINY)
    assert (refused.exit_code, "say which one: awex, grappe" in refused.stderr) == (1, True)
    assert run("import", "--folder", TINY, "--community", "nowhere").exit_code == 3
    assert run("import", "--folder", TINY, "--community", "grappe").exit_code == 0
    assert run("import", "--folder", TINY).exit_code == 0
    elsewhere = run("import", "--folder", TINY, "--community", "awex")
    assert (elsewhere.exit_code, "Another community" in elsewhere.stderr) == (1, True)

    ann = ("--email", "ann@grappe.example", "--name", "Ann", "--event", "tiny-huy", "--password-stdin")
    assert run("create-organiser", *ann, input="a long enough one\n").exit_code == 0
    assert run("administrator", "--email", "ann@grappe.example").exit_code == 1
    assert run("administrator", "--email", "ann@grappe.example", "--community", "awex").exit_code == 0
    with Session(get_engine(sqlite_url)) as session:
        roles = session.exec(select(Community.slug, CommunityStaff.role).join(CommunityStaff).order_by(Community.id))
        assert roles.all() == [("awex", CommunityRole.ADMINISTRATOR), ("grappe", CommunityRole.ADMINISTRATOR)]


def test_a_refused_file_makes_no_community(run, sqlite_url, tmp_path) -> None:
    (tmp_path / "event.csv").write_text("slug;name\nBad Slug;X\n", encoding="utf-8")

    assert run("import", "--folder", tmp_path).exit_code == 1
    with Session(get_engine(sqlite_url)) as session:
        assert session.exec(select(Community)).all() == []
