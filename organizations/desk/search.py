"""What the desk's search box finds of organizations and meetings."""

from desk.finding import with_words
from desk.search import Section, register, register_model, rows_of
from organizations.models import Contact, Meeting, Organization


def _organizations(user, text) -> Section | None:
    """Find organizations by their names, and by the numbers and addresses of their contacts."""
    by_contact = with_words(Contact.objects.all(), text, ["value", "label"])
    fields = [*Organization.snippet_viewset.search_fields, "other_names"]
    rows = with_words(Organization.objects.all(), text, fields)
    rows |= Organization.objects.filter(pk__in=by_contact.values("organization"))
    return rows_of(user, Organization, text, rows)


register(70, _organizations)
register_model(80, Meeting)
