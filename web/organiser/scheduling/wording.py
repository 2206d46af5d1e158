"""Words of scenarios and runs: strengths of wishes, states."""

from flask_babel import lazy_gettext

STRENGTHS = {"must": lazy_gettext("must"), "want": lazy_gettext("want"), "open": lazy_gettext("open")}
RUN_STATES = {
    "queued": lazy_gettext("waiting for the worker"),
    "running": lazy_gettext("running"),
    "done": lazy_gettext("done"),
    "stopped": lazy_gettext("stopped, best kept"),
    "failed": lazy_gettext("failed"),
}
