"""The organiser's pages, a module or a folder a topic."""

from web.organiser import dashboard, figures, history, team
from web.organiser.blueprint import bp
from web.organiser.campaigns import campaigns, recipients, sending, texts
from web.organiser.changes import alerts, auto_cancel, desk, repairs, searches
from web.organiser.draft import edits as draft_edits
from web.organiser.draft import page as draft_page
from web.organiser.draft import paper as draft_paper
from web.organiser.imports import columns as import_columns
from web.organiser.imports import pages as imports
from web.organiser.imports import preview as import_preview
from web.organiser.imports import undo as import_undo
from web.organiser.mails import habits, messages, preview
from web.organiser.missions import (
    along,
    asking,
    attaches,
    cities,
    companies,
    counterparts,
    demands,
    districts,
    offices,
    pipeline,
    transfers,
    travel,
)
from web.organiser.papers import pages as papers
from web.organiser.papers import texts as booklet_texts
from web.organiser.people import (
    acting,
    edit,
    limits,
    listing,
    newcomers,
    organisation,
    person,
    saved_views,
    several,
    telephone,
    withdrawals,
)
from web.organiser.people import programme as person_programme
from web.organiser.presentations import call, decisions, proposals
from web.organiser.presentations import times as presentation_times
from web.organiser.publishing import publish, reach, releases
from web.organiser.receptions import guests, listed, moved, seating
from web.organiser.registration import links as registration_links
from web.organiser.registration import questions as registration_questions
from web.organiser.registration import requests as registration_requests
from web.organiser.registration import settings as registration_settings
from web.organiser.results import follow_up, report
from web.organiser.results import meetings as past_meetings
from web.organiser.scheduling import compare, grid, keeping, runs, scenarios, schedule, trade_off, wanted
from web.organiser.setup import (
    archive,
    blocks,
    categories,
    dates,
    meetings,
    moving,
    new_places,
    particular,
    places,
    plans,
    preparation,
    programme,
    settings,
    structure,
    tiers,
    venues,
)

VIEWS = (
    *(dashboard, figures, history, team),
    *(campaigns, recipients, sending, texts),
    *(alerts, auto_cancel, desk, repairs, searches),
    *(draft_edits, draft_page, draft_paper),
    *(import_columns, imports, import_preview, import_undo),
    *(habits, messages, preview),
    *(
        along,
        asking,
        attaches,
        cities,
        companies,
        counterparts,
        demands,
        districts,
        offices,
        pipeline,
        transfers,
        travel,
    ),
    *(
        acting,
        edit,
        limits,
        listing,
        newcomers,
        organisation,
        person,
        person_programme,
        saved_views,
        several,
        telephone,
        withdrawals,
    ),
    *(booklet_texts, papers),
    *(call, decisions, proposals, presentation_times),
    *(publish, reach, releases),
    *(registration_links, registration_questions, registration_requests, registration_settings),
    *(guests, listed, moved, seating),
    *(follow_up, past_meetings, report),
    *(compare, grid, keeping, runs, scenarios, schedule, trade_off, wanted),
    *(
        archive,
        blocks,
        categories,
        dates,
        meetings,
        moving,
        particular,
        new_places,
        places,
        plans,
        preparation,
        programme,
        settings,
        structure,
        tiers,
        venues,
    ),
)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
