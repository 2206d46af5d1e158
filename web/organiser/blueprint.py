"""The organiser's part of the site, under /o."""

from flask import Blueprint

bp = Blueprint("organiser", __name__, url_prefix="/o", template_folder="templates")
