"""Log-in and log-out: mail links for participants, passwords for the staff."""

from flask import Blueprint

from web.security import keep_tokens_private

bp = Blueprint("auth", __name__, template_folder="templates")
bp.after_request(keep_tokens_private)
