"""The pages that the browser looks at, by audience: paths with the names of ids in braces; and what it does not.

`tests/web/test_every_page.py` compares both with the routes of the application.
"""

NOBODY = ("/", "/login", "/staff/login", "/staff/password")
PARTICIPANT = (
    "/",
    "/e/{slug}/welcome",
    "/e/{slug}/next",
    "/e/{slug}/seeks",
    "/e/{slug}/company",
    "/e/{slug}/card",
    "/e/{slug}/directory",
    "/e/{slug}/directory?q=xyzzy",
    "/e/{slug}/directory?sector=health",
    "/e/{slug}/directory/{them}",
    "/e/{slug}/directory/{them}/veto",
    "/e/{slug}/directory/{wished}",
    "/e/{slug}/wishes",
    "/e/{slug}/wishes?open={wish}",
    "/e/{slug}/interest",
    "/e/{slug}/availability",
    "/e/{slug}/agenda",
    "/e/{slug}/calendar",
    "/e/{slug}/calendar/new-address",
)
NEWCOMER = ("/e/{slug}/",)
ORGANISER = (
    "/o/",
    "/",
    "/o/{slug}/",
    "/o/{slug}/?missing=no_wishes",
    "/o/{slug}/people",
    "/o/{slug}/people?q=xyzzy",
    "/o/{slug}/structure",
    "/o/{slug}/structure/sessions",
    "/o/{slug}/structure/places",
    "/o/{slug}/structure/places/{place}",
    "/o/{slug}/structure/categories/{category}",
    "/o/{slug}/setup",
    "/o/{slug}/setup/phase/closed",
    "/o/{slug}/settings",
    "/o/{slug}/schedule",
    "/o/{slug}/releases",
    "/o/{slug}/calendars",
    "/o/{slug}/calendars/new-address",
    "/o/{slug}/alerts/by-itself",
    "/o/{slug}/import",
    "/o/{slug}/import/participants",
    "/o/{slug}/import/wishes",
    "/o/{slug}/import/programme",
    "/o/{slug}/import/wishes/{upload}",
    "/o/{slug}/import/wishes/{upload}/columns",
    "/o/{slug}/imports/{batch}/undo",
    "/o/{slug}/scenarios/{baseline}",
    "/o/{slug}/scenarios/{baseline}/publish",
    "/o/{slug}/scenarios/{solved}",
    "/o/{slug}/scenarios/{solved}/publish",
    "/o/{slug}/scenarios/{solved}/grid?by=people",
    "/o/{slug}/scenarios/{solved}/grid?by=tables",
    "/o/{slug}/messages",
    "/o/{slug}/messages?q=xyzzy",
    "/o/{slug}/messages/habits",
    "/o/{slug}/messages/{bounced}",
    "/o/{slug}/remind",
    "/o/{slug}/history",
    "/o/{slug}/history?q=xyzzy",
)
RUN = ("/o/{slug}/runs/{run}", "/o/{slug}/schedule")
"""While the run lasts."""
COMMUNITY = (
    "/c/{community}/",
    "/c/{community}/members",
    "/c/{community}/members?q=xyzzy",
    "/c/{community}/members/{company}",
    "/c/{community}/history",
    "/c/{community}/history?q=xyzzy",
    "/c/{community}/staff",
    "/c/{community}/staff/{partner}",
    "/c/{community}/staff/{partner}/end",
    "/c/{community}/communities/new",
    "/c/{community}/events/new",
    "/o/{slug}/team",
    "/o/{slug}/team/{partner}/companies",
    "/",
)
PARTNER = ("/", "/o/{slug}/brought", "/staff/invitation/{secret}")
PAGES = (*NOBODY, *PARTICIPANT, *NEWCOMER, *ORGANISER, *RUN, *COMMUNITY, *PARTNER)

FILE, ALIKE = "a file, no page", "made of the parts of pages that are looked at"
NOT_LISTED = {
    "auth.account": "tests/browser/test_second_factor.py",
    "auth.first_start": "exists in an empty installation only",
    "auth.open_link": "tests/browser/test_every_page.py",
    "auth.reset_page": ALIKE,
    "auth.second_step": "tests/browser/test_second_factor.py",
    "auth.set_up": "tests/browser/test_second_factor.py",
    "calendar.all_contacts": FILE,
    "calendar.contact": "tests/browser/test_every_page.py",
    "calendar.contact_file": FILE,
    "calendar.download": FILE,
    "calendar.download_colleagues": FILE,
    "calendar.download_event": FILE,
    "calendar.download_place": FILE,
    "calendar.feed": FILE,
    "calendar.new_colleagues_address": ALIKE,
    "calendar.new_place_address": ALIKE,
    "calendar.one_meeting": FILE,
    "community.history_csv": FILE,
    "organiser.alerts": "tests/browser/test_something_wrong.py",
    "organiser.history_csv": FILE,
    "organiser.import_sample": FILE,
    "organiser.letter": "a mail as its reader gets it",
    "organiser.repairs": "tests/browser/test_something_wrong.py",
    "organiser.run_events": "a stream, no page",
    "participant.ask_no": "tests/browser/test_nothing_is_lost.py",
    "participant.logo": FILE,
    "participant.report": "tests/browser/test_something_wrong.py",
    "participant.report_choice": "tests/browser/test_something_wrong.py",
    "participant.reports": "tests/browser/test_something_wrong.py",
    "participant.withdraw": "tests/browser/test_something_wrong.py",
    "participant.withdrawn": "tests/browser/test_something_wrong.py",
    "public.health": FILE,
    "public.invitation": "tests/browser/test_invitation_answer.py",
    "public.mail": "exists in the demo only",
    "public.mail_letter": "exists in the demo only",
    "public.mailbox": "exists in the demo only",
    "public.mails": ALIKE,
    "public.styleguide": "tests/browser/test_base_pages.py",
    "static": FILE,
}
"""Endpoints that are in no list: the test that looks at them all the same, or why nothing does."""


def paths_of(templates: tuple[str, ...], **ids: object) -> list[str]:
    """Return the paths of one of the lists."""
    return [template.format(**ids) for template in templates]
