"""How to subscribe in each calendar program: where the link leads, what to do, what to expect."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from web.qr import qr_picture


@dataclass(frozen=True)
class Subscription:
    """One feed address in the forms that calendar programs take."""

    address: str
    webcal: str
    """For programs that have registered for it: on Apple's systems, and Outlook for Windows."""
    google: str
    outlook: str
    """Outlook of a company or a school (Microsoft 365)."""
    outlook_com: str
    qr: str
    """A picture of `webcal`, as a data address."""
    local: bool
    """The address leads to the reader's own machine: services on the web cannot fetch it."""


def subscription(address: str, name: str) -> Subscription:
    """Return what a page shows for a feed's address; `name` is that of the calendar."""
    webcal = "webcal://" + address.partition("://")[2]
    outlook = urlencode({"url": address, "name": name}, quote_via=quote)
    return Subscription(
        address=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}",
        outlook=f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
        outlook_com=f"https://outlook.live.com/calendar/0/addfromweb?{outlook}",
        qr=qr_picture(webcal),
        local=address.startswith(("http://localhost", "http://127.0.0.1")),
    )


@dataclass(frozen=True)
class Client:
    """A calendar program: its steps, each with a picture (`_steps.html`), and what its user has to know."""

    code: str
    name: str | LazyString
    link: str
    """The field of `Subscription` that its button opens; empty where the address is pasted."""
    steps: tuple[tuple[str, LazyString], ...]
    """Picture and sentence."""
    expect: LazyString


CLIENTS = (
    Client(
        "apple",
        lazy_gettext("iPhone, iPad, Mac"),
        "webcal",
        (
            ("press", lazy_gettext("Press the button above. Calendar opens and shows the name of the event.")),
            ("confirm", lazy_gettext("Confirm with “Subscribe”. Leave the alerts as you like them.")),
            ("refresh", lazy_gettext("On a Mac, set “Auto-refresh” to every hour or less.")),
        ),
        lazy_gettext("Looks for changes as often as you set it: from every 5 minutes to once a week."),
    ),
    Client(
        "google",
        lazy_gettext("Google Calendar, Android"),
        "google",
        (
            ("press", lazy_gettext("Press the button above on a computer, or copy the address.")),
            (
                "paste",
                lazy_gettext(
                    "If you copied it: in Google Calendar, “Other calendars”, plus, “From URL”; paste it there."
                ),
            ),
            ("confirm", lazy_gettext("Confirm with “Add calendar”. It then shows on your phone as well.")),
        ),
        lazy_gettext(
            "Looks for changes when it likes to: after some hours, at times only after 24, and nothing can hurry it. "
            "On the day of the event, look at your schedule here."
        ),
    ),
    Client(
        "outlook",
        lazy_gettext("Outlook on the web, Microsoft 365"),
        "outlook",
        (
            ("press", lazy_gettext("Press the button above and log in.")),
            ("name", lazy_gettext("Keep or change the name and the colour.")),
            (
                "confirm",
                lazy_gettext("Confirm with “Import” or “Save”. It then shows in Outlook on your phone as well."),
            ),
        ),
        lazy_gettext("Looks for changes every 3 hours or less often, and nothing can hurry it."),
    ),
    Client(
        "classic",
        lazy_gettext("Outlook for Windows (classic)"),
        "webcal",
        (
            ("press", lazy_gettext("Press the button above. Outlook asks whether to add an internet calendar.")),
            ("name", lazy_gettext("Choose “Advanced” and keep “Update limit” ticked: it then looks every hour.")),
            ("confirm", lazy_gettext("Confirm with “Yes”.")),
        ),
        lazy_gettext(
            "Looks for changes about every hour if “Update limit” is ticked, else when it sends and receives."
        ),
    ),
    Client(
        "thunderbird",
        lazy_gettext("Thunderbird, Nextcloud and others"),
        "",
        (
            ("copy", lazy_gettext("Copy the address.")),
            ("paste", lazy_gettext("In the program: new calendar, “On the network” or “Subscribe”; paste it there.")),
            ("confirm", lazy_gettext("Leave the user name empty: the address is the key.")),
        ),
        lazy_gettext("Thunderbird looks for changes every 30 minutes, others by their settings."),
    ),
)

PLATFORMS = (
    ("iPhone|iPad|Macintosh", "apple"),
    ("Android", "google"),
    ("Windows", "classic"),
    ("Linux|CrOS", "thunderbird"),
)
"""What a browser says of its system, and the program that is the likely one there."""


def clients_for(user_agent: str) -> tuple[Client, ...]:
    """Return the programs, the likely one of the reader's system first."""
    likely = next((code for sign, code in PLATFORMS if re.search(sign, user_agent)), "")
    return tuple(sorted(CLIENTS, key=lambda client: client.code != likely))
