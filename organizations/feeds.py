"""A search as a table (CSV): the same parameters, the same organizations."""

from web.tables import table_view

from .choices import ContactKind
from .search import OrganizationSearch

COLUMNS = (
    "name", "what_it_is", "help_it_gives", "for_whom", "for_which_diseases", "country", "also_in",
    "town", "region", "languages", "phone", "phone_checked_on", "email", "website",
    "contacts_not_checked", "distance_km", "next_meeting", "address",
)  # fmt: skip


@table_view
def organizations_csv(request):
    """Parts of the question that cannot be used are left out, as on the page."""
    rows = _rows(request, OrganizationSearch(request.GET))
    return "myositis-organizations.csv", rows


def _rows(request, search):
    yield COLUMNS
    for one in search.found:
        contacts = one.contact_book.shown
        shown = {kind: [c for c in contacts if c.kind == kind] for kind in ContactKind}
        phones = shown[ContactKind.PHONE]
        yield [
            one.name,
            one.get_nature_display(),
            _together(one.kind_labels),
            _together(one.labels("audience")),
            _together(condition.name for condition in one.live_conditions),
            one.country,
            _together(one.also_in),
            one.place,
            one.region,
            _together(one.language_labels),
            _together(contact.value for contact in phones),
            _together(contact.checked_on or "" for contact in phones),
            _together(contact.value for contact in shown[ContactKind.EMAIL]),
            _together(contact.value for contact in shown[ContactKind.WEBSITE]),
            _together(f"{c.value}: {c.state}" for c in contacts if not c.checked_on),
            None if one.km is None else round(one.km, 1),
            one.next_meeting and one.next_meeting.isoformat(),
            request.build_absolute_uri(one.get_absolute_url()),
        ]


def _together(texts):
    return " | ".join(map(str, texts))
