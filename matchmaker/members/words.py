"""The mail that reminds of a renewal, as it is sent and as a page shows it before."""

from matchmaker.base.i18n import screen_language
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.renewals import RenewalMail
from matchmaker.members.queries.renewals import Renewal
from matchmaker.models import Community, MemberContact


def renewal_mail(community: Community, renewal: Renewal, contact: MemberContact) -> RenewalMail:
    """Return the reminder of one contact of a membership that ends, in their language."""
    language = screen_language(contact.language)
    return RenewalMail(
        Reader(contact.email, language, contact.name),
        Host(),
        community=community.name,
        organisation=renewal.name,
        tier=renewal.tier,
        ends_on=renewal.ends_on,
        words=community.renewal_words.get(language, ""),
    )
