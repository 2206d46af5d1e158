"""Labels of what a card shows in the public directory, for those who tick it."""

from flask_babel.speaklater import LazyString

from matchmaker.people.rules.public_card import PublicField
from web.i18n import lazy_gettext

PUBLIC_FIELDS: dict[PublicField, LazyString] = {
    PublicField.DESCRIPTION: lazy_gettext("The company in a few lines"),
    PublicField.SECTORS: lazy_gettext("Sectors"),
    PublicField.OFFERS: lazy_gettext("What it offers"),
    PublicField.SEEKS: lazy_gettext("What it looks for"),
    PublicField.WEBSITE: lazy_gettext("Website"),
    PublicField.PLACE: lazy_gettext("Postcode, town, country, and the place on the map"),
    PublicField.LANGUAGES: lazy_gettext("The languages that its people speak"),
    PublicField.LOGO: lazy_gettext("Logo"),
    PublicField.TIER: lazy_gettext("Level of membership"),
}
