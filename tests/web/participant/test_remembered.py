"""Parts of a page that are remembered for all readers: each for what it shows, its language and its event."""

from matchmaker.models import Organisation
from tests.builders.wishes import build_forum


def directory(client, event) -> str:
    return client.get(f"/e/{event.slug}/directory").text


def test_a_company_with_another_name_and_sector_is_shown_at_once(session, forum, ada):
    organisation = session.get_one(Organisation, forum.others[0].organisation_id)
    before = directory(ada, forum.event)
    organisation.name, organisation.country = "Altera & Sons", "FR"

    after = directory(ada, forum.event)

    seen = ("Other 1<", "Altera &amp; Sons<", "France")
    assert [[text in page for text in seen] for page in (before, after)] == [[True, False, False], [False, True, True]]


def test_each_language_has_its_own(forum, ada):
    pages = {}
    for language in ("en", "fr", "nl", "de", "en"):
        with ada.session_transaction() as cookie:
            cookie["language"] = language
        pages[language] = directory(ada, forum.event)

    labels = {"en": "Wish to meet", "fr": "Souhaiter rencontrer", "nl": "willen ontmoeten", "de": "treffen"}
    assert {language: label in pages[language] for language, label in labels.items()} == dict.fromkeys(labels, True)


def test_each_event_has_its_own(session, forum, ada, enter):
    other = build_forum(session)
    pages = {place.event.slug: directory(enter(place.ada), place.event) for place in (forum, other)}

    assert [f"/e/{slug}/wishes" in page for slug, page in pages.items()] == [True, True]
    assert not any(f"/e/{forum.event.slug}/" in page for slug, page in pages.items() if slug != forum.event.slug)


def test_tokens_of_forms_are_never_remembered(forum, ada, enter, app):
    app.config["WTF_CSRF_ENABLED"] = True
    readers = [ada, enter(forum.people[1])]

    tokens = [
        {part.partition('"')[0] for part in directory(reader, forum.event).split('name="csrf_token" value="')[1:]}
        for reader in readers
    ]

    assert [len(own) for own in tokens] == [1, 1]
    assert tokens[0].isdisjoint(tokens[1])
