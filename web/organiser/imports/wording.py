"""Words of the import: kinds of files."""

from flask_babel import lazy_gettext

KINDS = ("participants", "wishes", "programme")
"""What can be imported, in the order in which it makes sense."""

KIND_TITLES = {
    "participants": lazy_gettext("Participants"),
    "wishes": lazy_gettext("Wishes"),
    "programme": lazy_gettext("Programme"),
}
KIND_HELP = {
    "participants": lazy_gettext(
        "One line per person: the organisation with its card, and the person with role, arrival and departure."
    ),
    "wishes": lazy_gettext("One line per wish: who wants to meet whom, how much, and what the other side answered."),
    "programme": lazy_gettext("One line per item: opening, presentations, meals. They block those who take part."),
}
