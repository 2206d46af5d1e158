"""Style guide: every building block on one page, for those who build pages; absent in production.

Its texts are samples, not sentences of the product: they are not translated.
"""

from flask import abort, render_template, request
from wtforms import BooleanField, FileField, RadioField, SelectChoice, SelectField, StringField, TextAreaField

from web.config import product_config
from web.forms import Form
from web.navigation import ORGANISER, PARTICIPANT, Link, by_group
from web.public.blueprint import bp


class SampleForm(Form):
    """One field of each shape."""

    name = StringField("Nom", description="Tel qu’il figure sur le badge.")
    email = StringField("Adresse e-mail")
    why = TextAreaField("Pourquoi")
    country = SelectField("Pays", choices=[SelectChoice("BE", "Belgique"), SelectChoice("LU", "Luxembourg")])
    strength = RadioField(
        "Force", choices=[SelectChoice("must", "Indispensable"), SelectChoice("want", "Souhaité")], default="want"
    )
    lunch = BooleanField("Garder mon repas de midi libre")
    file = FileField("Fichier")


@bp.get("/styleguide")
def styleguide() -> str:
    """Show each macro; `?frame=phone` or `?frame=desk` puts a navigation around it."""
    if product_config().mode == "production":
        abort(404)
    form = SampleForm()
    form.email.errors = ["Indiquez votre adresse e-mail."]
    tabs = [Link(entry.icon, "#", entry.label, entry.icon, place == 1) for place, entry in enumerate(PARTICIPANT)]
    sides = by_group(
        Link(entry.icon, "#", entry.label, entry.icon, place == 4, entry.group) for place, entry in enumerate(ORGANISER)
    )
    frame = request.args.get("frame", "")
    return render_template("public/styleguide.html", form=form, tabs=tabs, sides=sides, frame=frame)
