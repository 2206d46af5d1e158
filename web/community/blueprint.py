"""The community's part of the site, under /c/<community>."""

from flask import Blueprint

bp = Blueprint("community", __name__, url_prefix="/c/<community>", template_folder="templates")
