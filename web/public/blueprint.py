"""Pages without log-in: home, language, health, answers to invitations, unsubscribing, and the demo's mailbox."""

from flask import Blueprint

from web.security import keep_tokens_private

bp = Blueprint("public", __name__, template_folder="templates")
bp.after_request(keep_tokens_private)
