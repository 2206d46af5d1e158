"""The forms of what a company looks for and offers in a city: its own and the organisers', and the attaché's."""

from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from matchmaker.base.names import fold
from matchmaker.base.tags import tags
from matchmaker.missions.commands.demands import LONGEST, SHORTEST, DemandValues
from matchmaker.missions.queries.demands import OFFER, DemandLine
from web.forms import Checkboxes, NumberRange
from web.i18n import language, spoken_languages
from web.saved_forms import SavedForm
from web.submissions import Sent

Choices = list[tuple[str, str]]


class OfferForm(SavedForm):
    """What a company offers in a city, in the language spoken there."""

    GROUPS = (OFFER,)
    offers = TextAreaField(
        lazy_gettext("What the company offers, in the local language"),
        description=lazy_gettext("Counterparts read it on their page and in the mail that asks them."),
        validators=[Length(max=600)],
        render_kw={"rows": 3, "maxlength": 600},
    )
    offers_language = SelectField(lazy_gettext("Language of this text"))

    @classmethod
    def of(cls, line: DemandLine, sent: Sent) -> "OfferForm":
        """Return the form of an offer, and with what was `sent`."""
        saved = saved_offer(line)
        form = cls.of_saved(saved | {"shown": line.offer_token}, sent)
        form.offers_language.choices = language_choices(saved["offers_language"])
        return form


class DemandForm(OfferForm):
    """Whom a company looks for in a city, and what it offers there."""

    sectors = Checkboxes(lazy_gettext("In which sectors"))
    profiles = Checkboxes(lazy_gettext("What they do or look for"))
    words = TextAreaField(
        lazy_gettext("In your own words"),
        description=lazy_gettext("Names of companies, their size, whom to meet there, what the visit is for."),
        validators=[Length(max=1000)],
        render_kw={"rows": 3, "maxlength": 1000},
    )
    not_whom = TextAreaField(
        lazy_gettext("Whom not"),
        description=lazy_gettext("Read by the organisers and the attaché only."),
        validators=[Length(max=500)],
        render_kw={"rows": 2, "maxlength": 500},
    )
    languages = Checkboxes(lazy_gettext("Languages of the visit"))
    minutes = IntegerField(
        lazy_gettext("Minutes of a visit"),
        description=lazy_gettext("Empty for the usual length."),
        validators=[Optional(), NumberRange(SHORTEST, LONGEST)],
        render_kw={"inputmode": "numeric"},
    )

    @classmethod
    def of(cls, line: DemandLine, sent: Sent) -> "DemandForm":
        """Return the form of a demand, and with what was `sent`."""
        names = ("sectors", "profiles", "words", "not_whom", "languages", "minutes")
        saved = {name: getattr(line.demand, name) for name in names} if line.demand else {}
        offer = saved_offer(line)
        form = cls.of_saved(saved | offer | {"shown": line.token}, sent)
        form.offers_language.choices = language_choices(offer["offers_language"])
        form.sectors.choices = _tags("sector", form.sectors.data or ())
        form.profiles.choices = _tags("need", form.profiles.data or ())
        form.languages.choices = spoken_languages(line.demand.languages if line.demand else ())
        return form

    @property
    def values(self) -> DemandValues:
        """What was sent."""
        return DemandValues(
            sectors=self.sectors.data or (),
            profiles=self.profiles.data or (),
            words=self.words.data or "",
            not_whom=self.not_whom.data or "",
            languages=self.languages.data or (),
            minutes=self.minutes.data,
            offers=self.offers.data or "",
            offers_language=self.offers_language.data or "",
        )


def saved_offer(line: DemandLine) -> dict[str, str]:
    """Return what an offer says; one that says nothing yet will be in the language of the city."""
    demand = line.demand
    return {
        "offers": demand.offers if demand else "",
        "offers_language": (demand.offers_language if demand else "") or line.local,
    }


def language_choices(saved: str) -> list[SelectChoice]:
    """Return the languages of a text, by name, after the one that leaves it open; `saved` is its own so far."""
    offered = sorted(spoken_languages([saved] if saved else ()), key=lambda choice: fold(choice[1]))
    return [SelectChoice("", gettext("Not said")), *(SelectChoice(*choice) for choice in offered)]


def _tags(kind: str, chosen: object) -> Choices:
    """Return (code, name) of the tags of a kind, those chosen first, then by name."""
    first = set(chosen if isinstance(chosen, list) else ())
    found = [(tag.code, tag.name(language())) for tag in tags().values() if tag.kind == kind]
    return sorted(found, key=lambda choice: (choice[0] not in first, fold(choice[1])))
