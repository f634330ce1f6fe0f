from django.urls import path, re_path, register_converter

from . import feeds, feeds_in_full
from .api import changes, fhir, readings
from .api import studies as api_studies
from .bulk import views as bulk
from .views import call_sheets, compare, embed, maps, reports, research, self_check, studies


class NctId:
    regex = "[Nn][Cc][Tt][0-9]{8}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(NctId, "nct")

app_name = "trials"
urlpatterns = [
    path("", studies.trial_list, name="list"),
    path("map/", maps.map_of_search, name="search-map"),
    path("compare/", compare.compare, name="compare"),
    path("compare.csv", compare.compare_csv, name="compare-csv"),
    path("fit/", self_check.fit_of_many, name="fit-of-many"),
    path("print/", call_sheets.short_list, name="short-list"),
    path("<nct:nct_id>/", studies.trial_detail, name="detail"),
    path("<nct:nct_id>/map/", maps.map_of_study, name="map"),
    path("<nct:nct_id>/fit/", self_check.fit, name="fit"),
    path("<nct:nct_id>/print/", call_sheets.call_sheet_of, name="print"),
    path("<nct:nct_id>/wrong/", reports.report, name="report"),
    path("<nct:nct_id>/wrong/thanks/", reports.thanks, name="report-thanks"),
    re_path(
        r"^(?P<typed>(?i:nct)?[ _-]?[0-9]{1,14})/$", studies.trial_of_odd_number, name="odd-number"
    ),
]

api_urlpatterns = [
    path("trials/", api_studies.TrialList.as_view(), name="api-trials"),
    path("trials/<nct:nct_id>/", api_studies.TrialDetail.as_view(), name="api-trial"),
    path("readings/", readings.Readings.as_view(), name="api-readings"),
    path("readings/<nct:nct_id>/", readings.OneReading.as_view(), name="api-reading"),
    path("requirements/", readings.Requirements.as_view(), name="api-requirements"),
    path("freshness/", readings.FreshnessOfStudies.as_view(), name="api-freshness"),
    path("changes/", changes.Changes.as_view(), name="api-changes"),
]

# FHIR's addresses end without a slash.
fhir_urlpatterns = [
    path("metadata", fhir.metadata, name="fhir-metadata"),
    path("ResearchStudy", fhir.search, name="fhir-studies"),
    path("ResearchStudy/<nct:nct_id>", fhir.research_study, name="fhir-study"),
]

embed_urlpatterns = [
    path("search/", embed.search_box, name="embed-search"),
    path("studies/", embed.studies, name="embed-studies"),
    path("study/<nct:nct_id>/", embed.one_study, name="embed-study"),
    path("widget.js", embed.widget, name="embed-widget"),
]

bulk_urlpatterns = [
    path("", bulk.index, name="bulk-editions"),
    path("<slug:edition>/<str:name>", bulk.download, name="bulk-file"),
]

root_urlpatterns = [
    path("trials.csv", feeds.trials_csv, name="trials-csv"),
    path("trials-in-full.csv", feeds_in_full.trials_in_full_csv, name="trials-in-full-csv"),
    path("trials.atom", feeds.trials_atom, name="trials-atom"),
    path("research/", research.research, name="research"),
    path("how-we-read-trials/", studies.how_we_read, name="how-we-read-trials"),
]
