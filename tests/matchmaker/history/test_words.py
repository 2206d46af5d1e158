"""Every act has a topic and a sentence in every language, with the same placeholders."""

import re
from datetime import date

import pytest

from matchmaker.base.i18n import LANGUAGES, translate
from matchmaker.history.codes import CODES
from matchmaker.history.rules import ACTS
from matchmaker.history.words import SENTENCES, what_was_done, who
from matchmaker.journal.words import dated, named
from matchmaker.models import BY_ITSELF, COMMAND_LINE, Act, AlertKind, AuditEntry, ReleaseKind

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def test_every_act_has_a_sentence_and_a_topic():
    assert set(SENTENCES) == set(Act)
    assert sorted(act for acts in ACTS.values() for act in acts) == sorted(Act)


def test_every_kind_of_alert_and_release_has_a_word():
    assert {*AlertKind, *ReleaseKind} <= CODES["kind"].keys()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_sentences_are_translated_with_all_their_placeholders(language):
    for act, english in SENTENCES.items():
        translated = translate(language, english)

        assert translated != english, act
        assert sorted(PLACEHOLDER.findall(translated)) == sorted(PLACEHOLDER.findall(english)), act


def test_a_sentence_holds_names_numbers_and_words_for_codes():
    entry = AuditEntry(actor="Anne", verb=Act.IMPORT, details={"kind": "participants", "new": 12, "changed": 0})

    assert what_was_done(entry, "en") == "File imported: participants, 12 new, 0 changed"


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "Release 3 published (final): 1 meeting, 1 person told", "Paul brings 2 companies"),
        (
            "fr",
            "Publication 3 (version définitive)\N{NO-BREAK SPACE}: 1 rendez-vous, 1 personne prévenue",
            "Paul amène 2 entreprises",
        ),
        ("nl", "Publicatie 3 (definitief): 1 afspraak, 1 persoon verwittigd", "Paul brengt 2 bedrijven mee"),
        ("de", "Veröffentlichung 3 (endgültig): 1 Termin, 1 Person benachrichtigt", "Paul bringt 2 Unternehmen mit"),
    ],
)
def test_what_is_counted_has_its_plural(language, one, two):
    published = AuditEntry(verb=Act.PUBLISH, details={"release": 3, "kind": "final", "meetings": 1, "told": 1})
    brought = AuditEntry(verb=Act.SET_BROUGHT, subject="Paul", details={"organisations": 2})

    assert [what_was_done(entry, language) for entry in (published, brought)] == [one, two]


@pytest.mark.parametrize(
    ("undoes", "expected"),
    [
        (False, "Dates of the event moved (wishes close Thursday 4 February 2027, 18:00 → –)"),
        (True, "Undone: Dates of the event moved (wishes close Thursday 4 February 2027, 18:00 → –)"),
    ],
)
def test_moved_dates_say_from_when_to_when(undoes, expected):
    details = {"moved": {"wishes_close_at": ["2027-02-04T18:00", ""]}, "undoes": undoes}

    assert what_was_done(AuditEntry(verb=Act.MOVE_DATES, details=details), "en") == expected


def test_what_an_older_entry_does_not_say_is_a_dash():
    entry = AuditEntry(actor="Anne", verb=Act.ALERT_HANDLED, details={"kind": "late"})

    assert what_was_done(entry, "en") == "Point marked as handled: late, –"


def test_a_delay_of_none_is_switched_off():
    delays = [AuditEntry(actor="Anne", verb=Act.CANCEL_DELAY, details={"minutes": minutes}) for minutes in (0, None)]

    assert [what_was_done(entry, "en") for entry in delays] == [
        "Cancellation by itself set: 0 minutes",
        "Cancellation by itself switched off",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Anne Staff", "Anne Staff"), ("", "not known"), (COMMAND_LINE, "command line"), (BY_ITSELF, "by itself")],
)
def test_an_actor_that_is_no_person_has_a_word(name, shown):
    assert who(AuditEntry(actor=name, verb=Act.LOGIN), "en") == shown


@pytest.mark.parametrize(
    ("about", "language", "said"),
    [
        (
            "12 janvier 2027 → 19 janvier 2027",
            "de",
            "Ganze Veranstaltung verschoben: 12 janvier 2027 → 19 janvier 2027",
        ),
        (
            [dated(date(2027, 1, 12)), " → ", dated(date(2027, 1, 19)), ", 09:00 → 13:30"],
            "en",
            "Whole event moved: 12 January 2027 → 19 January 2027, 09:00 → 13:30",
        ),
        (
            [dated(date(2027, 1, 12)), " → ", dated(date(2027, 1, 19)), ", 09:00 → 13:30"],
            "de",
            "Ganze Veranstaltung verschoben: 12. Januar 2027 → 19. Januar 2027, 09:00 → 13:30",
        ),
    ],
)
def test_days_of_a_change_are_read_in_every_language_and_text_of_older_entries_as_it_is(about, language, said):
    entry = AuditEntry(verb=Act.CHANGE_STRUCTURE, details={"change": "move_event", "about": about})

    assert what_was_done(entry, language) == said


def test_guests_are_those_of_an_item_in_the_language_of_the_reader():
    details = {"called": [named({"fr": "Réception", "de": "Empfang"}, "P1")]}
    entry = AuditEntry(verb=Act.SAVE_GUESTS, subject="Réception", details=details)

    assert [what_was_done(entry, language) for language in ("en", "de")] == [
        "Guests of Réception saved",
        "Gäste von „Empfang“ gespeichert",
    ]
