from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as desk

from conditions.urls import api_urlpatterns as conditions_api
from organizations.urls import api_urlpatterns as organizations_api
from organizations.urls import root_urlpatterns as organizations_root
from trials.urls import api_urlpatterns as trials_api
from trials.urls import bulk_urlpatterns as trials_bulk
from trials.urls import embed_urlpatterns as trials_embed
from trials.urls import fhir_urlpatterns as trials_fhir
from trials.urls import root_urlpatterns as trials_root

from . import api, open_data, sitemaps, views

# Parts of Wagtail that the portal does not use, for everybody, also for a superuser: its page tree,
# uploads of images and documents, its API, what rich text links with, and pages that fail on
# purpose. The desk still needs their apps: its style sheet and its templates name them.
CLOSED_ROOMS = (
    *("pages", "images", "documents", "collections", "api"),
    *("choose-page", "choose-external-link", "choose-email-link", "choose-phone-link"),
    *("choose-anchor-link", "tag-autocomplete"),
    *("reports/locked", "reports/aging-pages", "reports/page-types-usage"),
    *("test404", "failwhale"),
    # Where the page tree uses a workflow.
    "workflows/usage",
)

# What a person reads has the language in its address, apart from English: /es/trials/.
urlpatterns = i18n_patterns(
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("saved/", views.saved, name="saved"),
    path("urgent/", views.urgent, name="urgent"),
    path("trials/", include("trials.urls")),
    path("", include("conditions.urls")),
    path("organizations/", include("organizations.urls")),
    path("", include(organizations_root)),
    path("", include(trials_root)),
    path("embed/", include(trials_embed)),
    path("data/embed/", open_data.write_snippet, name="write-snippet"),
    path("data/", open_data.use_our_data, name="use-our-data"),
    path("data/api/", open_data.describe_api, name="describe-api"),
    path("status/", views.status, name="status"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    prefix_default_language=False,
)

# What only programs and editors ask for is the same in every language.
urlpatterns += [
    path("api/v1/", include(trials_api)),
    path("fhir/", include(trials_fhir)),
    path("data/files/", include(trials_bulk)),
    path("api/v1/", include(conditions_api)),
    path("api/v1/", include(organizations_api)),
    path("api/v1/", api.Index.as_view(), name="api-index"),
    path("api/v1/status/", api.Status.as_view(), name="api-status"),
    path("api/v1/places/", api.Places.as_view(), name="api-places"),
    path("api/v1/openapi.json", api.description_as_json, name="api-description"),
    path("mcp/", open_data.answer_assistant, name="mcp"),
    # Not every assistant follows a redirect to the address with the slash.
    path("mcp", open_data.answer_assistant),
    path("status.json", views.status_json, name="status-json"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    *(path(f"admin/{room}/<path:rest>", views.no_such_room) for room in CLOSED_ROOMS),
    *(path(f"admin/{room}/", views.no_such_room) for room in CLOSED_ROOMS),
    path("admin/", include(desk)),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("robots.txt", views.robots, name="robots"),
    path("llms.txt", open_data.llms_txt, name="llms-txt"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
]

handler404 = "myositis_portal.views.not_found"
handler500 = "myositis_portal.views.server_error"

if settings.DEBUG:
    urlpatterns += [path("design/", views.design, name="design")]
