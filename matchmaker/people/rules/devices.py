"""Browser and operating system, read from the User-Agent of a request."""

from dataclasses import dataclass

BROWSERS = {
    "Edg/": "Edge",
    "EdgA/": "Edge",
    "EdgiOS/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Vivaldi/": "Vivaldi",
    "FxiOS/": "Firefox",
    "Firefox/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "Linux": "Linux",
}
"""Token to name, the first that occurs: browsers also name those that they descend from."""


@dataclass(frozen=True, slots=True)
class Device:
    """Names of browser and system; empty for unknown ones."""

    browser: str = ""
    system: str = ""


def device_of(user_agent: str) -> Device:
    """Return what a User-Agent says of itself; anybody can send any text there, so only known names are kept."""
    return Device(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))


def _first(names: dict[str, str], text: str) -> str:
    return next((name for token, name in names.items() if token in text), "")
