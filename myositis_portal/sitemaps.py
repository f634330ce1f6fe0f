"""Every page that search engines may show, as /sitemap.xml: an index, and a file for each section.

A page is named here under the same conditions under which a reader finds it on the portal's own
lists. Sample studies are never named, because they are not real.
"""

from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max, QuerySet
from django.urls import reverse

from conditions.models import Condition, GlossaryTerm, Guide
from organizations.models import Meeting, Organization
from trials.models import Trial
from web.one_edition import one_edition


class Rows(Sitemap):
    """One page for each row of a queryset."""

    # The protocol allows 50,000, which would be slow to write and to read.
    limit = 10_000
    rows: QuerySet
    changed = "last_published_at"

    def items(self):
        # Without an order of their own, rows could change from one file to another.
        return self.rows.order_by("pk")

    def lastmod(self, row):
        return getattr(row, self.changed)

    def get_latest_lastmod(self):
        return self.rows.aggregate(latest=Max(self.changed))["latest"]


class Studies(Rows):
    changed = "last_update_posted_date"
    rows = Trial.objects.listed().filter(is_sample=False).only("nct_id", changed)


class Conditions(Rows):
    rows = Condition.objects.live().only("slug", Rows.changed)


class Guides(Rows):
    rows = Guide.objects.live().only("slug", Rows.changed)


class Organizations(Rows):
    rows = Organization.objects.live().only("slug", Rows.changed)


class Glossary(Sitemap):
    """One page with all words."""

    def items(self):
        return ["conditions:glossary"]

    def location(self, name):
        return reverse(name)

    def lastmod(self, name):
        return GlossaryTerm.objects.live().aggregate(latest=Max("last_published_at"))["latest"]


class Meetings(Sitemap):
    """There are only a few. Whether readers see one depends on its next date, so they are not
    paged."""

    def items(self):
        return Meeting.objects.shown()

    def lastmod(self, meeting):
        return meeting.updated_at


class Pages(Sitemap):
    """Lists, and pages about the portal. When they last changed is not known."""

    def items(self):
        return [
            *("home", "trials:list", "how-we-read-trials", "research", "conditions:index"),
            *("conditions:guides", "conditions:tracker", "conditions:corrections"),
            *("organizations:list", "organizations:meetings", "urgent"),
            *("about", "privacy", "accessibility", "use-our-data", "describe-api", "write-snippet"),
        ]

    def location(self, name):
        return reverse(name)


SECTIONS = {
    "pages": Pages,
    "studies": Studies,
    "conditions": Conditions,
    "guides": Guides,
    "glossary": Glossary,
    "organizations": Organizations,
    "meetings": Meetings,
}


@one_edition
def index(request):
    # The protocol does not allow a file without addresses.
    filled = {name: section for name, section in SECTIONS.items() if section().paginator.count}
    return views.index(request, filled, sitemap_url_name="sitemap-section")


@one_edition
def section(request, section):
    return views.sitemap(request, SECTIONS, section)
