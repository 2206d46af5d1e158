"""Contacts to write cards from."""

from datetime import UTC, date, datetime, time

from matchmaker.contacts import ContactCard, Met


def contact(**values) -> ContactCard:
    """Pierre of Wallosoft, who ticked everything."""
    defaults = {
        "registration_id": 3,
        "uid": "urn:uuid:6f1b7c1e-6d0e-5d5a-9b8e-0a5b7a7f2c11",
        "first_name": "Pierre",
        "last_name": "Ôté",
        "organisation": "Wallosoft, SA; Namur",
        "job_title": "CTO",
        "email": "pierre@wallosoft.example",
        "phone": "0032 (0)470/12.34.56",
        "linkedin": "https://www.linkedin.com/in/pierre-ôté",
        "language": "fr",
        "event": "Forum Mobile & IP",
        "met": (Met(date(2027, 3, 11), time(9, 30), "table", "12"),),
        "changed_at": datetime(2027, 3, 1, 8, 0, tzinfo=UTC),
    }
    return ContactCard(**defaults | values)


HOSTILE = contact(
    first_name='Zoé "Z"\r\nTEL:666\nEND:VCARD',
    last_name="D'Arc; Duc\\, 日本 🎉\x00\x1b\u2028x",
    organisation="\r\nBEGIN:VCARD;" * 8,
    job_title="\\n,;:" * 30,
    email='"a;b,c"@example.org',
    phone="+32;ext=1\nX:1",
    linkedin="https://linkedin.com/in/a,b;c d\u00e9",
)
BARE = contact(email="", phone="", linkedin="", job_title="", met=())
"""Somebody who ticked nothing."""
EVERYBODY = (contact(), HOSTILE, BARE, contact(phone="02 123 45 67", language="nl"))
