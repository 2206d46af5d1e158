"""The part of the site that is nobody's in particular."""

from flask import Blueprint

bp = Blueprint("auth", __name__)
