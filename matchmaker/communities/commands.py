"""Making communities and changing their look and sender."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.config import get_config
from matchmaker.base.email_addresses import ascii_address, normal_address
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.names import email_key, fold
from matchmaker.base.plain_text import one_line
from matchmaker.base.tokens import content_token
from matchmaker.communities.queries import sender_domain
from matchmaker.models import COMMAND_LINE, Act, Community, record

DEFAULT_NAME = "Matchmaker"
LONGEST_SLUG = 60
_SLUG = re.compile(rf"(?=.{{1,{LONGEST_SLUG}}}$)[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitySettings:
    """What is changed of a community: None leaves a value as it is, an empty text brings the default back.

    A name has no default.
    """

    name: str | None = None
    languages: Sequence[str] = ()
    """Empty: as they are."""
    colour: str | None = None
    sender_name: str | None = None
    sender_email: str | None = None
    demands_second_factor: bool | None = None


def ensure_community(session: Session, slug: str = "", *, name: str = "") -> Community:
    """Return the community called `slug`, or the only one; the first one of an installation is made, called `name`.

    Raises `NotFound` for an unknown slug, and `InvalidInput` if there are several and none is named.
    """
    present = session.exec(select(Community).order_by(col(Community.id))).all()
    if slug:
        found = next((community for community in present if community.slug == slug), None)
        if found is None:
            known = ", ".join(community.slug for community in present) or "–"
            raise NotFound(N_("There is no community “%(slug)s”. Communities: %(known)s."), slug=slug, known=known)
        return found
    if len(present) > 1:
        raise InvalidInput(
            N_("There are several communities; say which one: %(known)s."),
            known=", ".join(community.slug for community in present),
        )
    if present:
        return present[0]
    name = one_line(name) or DEFAULT_NAME
    community = Community(slug=_slug(name), name=name)
    session.add(community)
    session.flush()
    return community


def make_community(session: Session, slug: str, *, name: str, actor: str) -> Community:
    """Make a community; raises `InvalidInput` for a slug that is taken or cannot be used, and for no name."""
    if session.exec(select(Community.id).where(Community.slug == slug)).first() is not None:
        raise InvalidInput(N_("The short name “%(slug)s” is taken. Choose another one."), slug=slug)
    return save_community(session, slug, CommunitySettings(name=name), actor=actor)


def settings_token(community: Community) -> str:
    """Return the token of the settings that a form begins with (optimistic locking)."""
    sender = (community.sender_name, community.sender_email)
    return content_token(
        community.name, community.languages, community.colour, *sender, community.demands_second_factor
    )


def change_settings(
    session: Session, community: Community, settings: CommunitySettings, *, shown: str, actor: str
) -> Community:
    """Change a community on screen, where its administrators may write from the domain of the installation only.

    The operator, who answers for SPF and DKIM, sets any other sender on the command line; such a one may be kept here.
    `shown` is the `settings_token` that the form began with. Raises `Stale` if somebody has changed them meanwhile, and
    `InvalidInput` as `save_community` does, and for a sender of another domain or of another community.
    """
    locked = select(Community).where(Community.id == community.id).with_for_update()
    community = session.exec(locked.execution_options(populate_existing=True)).one()
    if shown != settings_token(community):
        raise Stale
    address = _address(settings.sender_email or "")
    if address and address != community.sender_email:
        if ascii_address(address).rpartition("@")[2] != sender_domain():
            raise InvalidInput(
                N_("The installation sends from “%(domain)s” only. Ask its operator for another sender."),
                domain=sender_domain(),
            )
        taken = select(Community.id).where(Community.sender_email == address, Community.id != community.id)
        if email_key(address) == email_key(get_config().mail_from) or session.exec(taken).first() is not None:
            raise InvalidInput(N_("Others write from this address. Choose one of your own."))
    return save_community(session, community.slug, settings, actor=actor)


def save_community(session: Session, slug: str, settings: CommunitySettings, *, actor: str = COMMAND_LINE) -> Community:
    """Make the community called `slug`, or change what is given of it.

    Raises `InvalidInput` for a slug, language, colour or address that cannot be used, and for no name.
    """
    if not _SLUG.fullmatch(slug):
        raise InvalidInput(N_("“%(slug)s” is not usable. Write small letters, digits and hyphens."), slug=slug)
    community = session.exec(select(Community).where(Community.slug == slug)).first()
    if community is None:
        community = Community(slug=slug, name="")
    if settings.name is not None:
        community.name = one_line(settings.name)
    if not community.name:
        raise InvalidInput(N_("A community needs a name."))
    if settings.languages:
        community.languages = _languages(settings.languages)
    if settings.colour is not None:
        community.colour = _colour(settings.colour)
    if settings.sender_name is not None:
        community.sender_name = one_line(settings.sender_name)
    if settings.sender_email is not None:
        community.sender_email = _address(settings.sender_email)
    if settings.demands_second_factor is not None:
        community.demands_second_factor = settings.demands_second_factor
    session.add(community)
    session.flush()
    record(session, actor, Act.SAVE_COMMUNITY, event_id=None, community=community.id)
    return community


def _slug(name: str) -> str:
    words = "-".join(re.findall("[a-z0-9]+", fold(name)))
    return words[:LONGEST_SLUG].strip("-") or DEFAULT_NAME.lower()


def _languages(codes: Sequence[str]) -> list[str]:
    if unknown := [code for code in codes if code not in LANGUAGES]:
        raise InvalidInput(
            N_("We cannot write in “%(language)s”. Choose among %(known)s."),
            language=unknown[0],
            known=", ".join(LANGUAGES),
        )
    return list(dict.fromkeys(codes))


def _colour(text: str) -> str:
    if text and not re.fullmatch("#[0-9a-f]{6}", text.lower()):
        raise InvalidInput(N_("“%(colour)s” is not a colour. Write one like #1f4e79."), colour=text)
    return text.lower()


def _address(text: str) -> str:
    try:
        return normal_address(text) if text.strip() else ""
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=text) from error
