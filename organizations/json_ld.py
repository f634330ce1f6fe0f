"""What the pages on organizations and meetings tell search engines, in schema.org's words.

Only what readers see as well: no hidden contact, and nothing that has yet to be reviewed.
"""

from .choices import ContactKind, Fact, Language, Reach


def of_organization(one, url: str) -> dict:
    found = {
        "@type": "Organization",
        "name": one.name,
        "alternateName": one.other_names,
        "mainEntityOfPage": url,
        "url": [c.value for c in one.contact_book.shown if c.kind == ContactKind.WEBSITE],
        "telephone": [c.value for c in one.contact_book.phones],
        "email": [c.value for c in one.contact_book.shown if c.kind == ContactKind.EMAIL],
        "address": [c.value for c in one.contact_book.shown if c.kind == ContactKind.POSTAL],
    }
    if Fact.LANGUAGES not in one.unread:
        found["knowsLanguage"] = [code for code in one.languages if code in Language]
    if Fact.COUNTRY not in one.unread and one.reach == Reach.COUNTRIES:
        found["areaServed"] = one.countries
    return {name: _plain(value) for name, value in found.items() if value}


def of_meeting(meeting, url: str, organizer: str) -> dict | None:
    """The next date of a meeting, in its own time zone. None if there is no next date."""
    start = meeting.next
    if start is None:
        return None
    ways = "Mixed" if len(meeting.ways) > 1 else "Online" if meeting.is_online else "Offline"
    there = []
    if meeting.is_online:
        there.append({"@type": "VirtualLocation", "url": url})
    if meeting.is_in_person:
        there.append({"@type": "Place", "name": meeting.place, "address": meeting.place})
    return {
        "@type": "Event",
        "name": meeting.title,
        "url": url,
        "startDate": start.isoformat(),
        "endDate": (start + meeting.lasts).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{ways}EventAttendanceMode",
        "location": _plain(there),
        "organizer": {"@type": "Organization", "name": meeting.organization.name, "url": organizer},
    }


def _plain(value):
    """A list of one is that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
