"""A search as a table (CSV) and as a feed (Atom): the same parameters, the same studies."""

import datetime as dt

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from web.characters import visible
from web.one_edition import one_edition
from web.tables import table_view

from .models import Trial
from .presenting.cards import results
from .presenting.explanations import decided_in_words
from .search.request import SearchRequest
from .search.result import SearchResult

ROWS_AT_ONCE = 100
ENTRIES = 50
COLUMNS = (
    "nct_id", "title", "status", "in_words", "nearest_site", "open_places", "call", "phases",
    "study_type", "relevance", "types_included", "types_excluded",
    "types_unclear",
    "minimum_age", "maximum_age", "sex", "conditions", "interventions", "sponsor", "countries",
    "status_verified", "last_update_posted", "first_posted", "has_results", "why_stopped",
    "decided_by_editors", "decided_on", "decided_as", "is_sample", "source", "address",
)  # fmt: skip


@table_view
def trials_csv(request):
    """All rows. What cannot be used is left out, as on the page."""
    result = SearchResult(SearchRequest(request.GET))
    return "myositis-trials.csv", rows(request, result.request, result.trials[:])


def rows(request, asked, numbers):
    """The names of the columns, and a row for each of these studies."""
    yield COLUMNS
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        for result in results(asked, numbers[start : start + ROWS_AT_ONCE]):
            yield _values(request, result)


def _values(request, result):
    trial = result.trial
    yield trial.nct_id
    yield trial.brief_title
    yield trial.overall_status
    yield trial.status_label
    yield result.nearest.sentence
    yield result.nearest.open_count
    yield result.contact and result.contact.in_words
    yield " | ".join(trial.phases)
    yield trial.study_type
    yield trial.relevance
    for state in ("included", "excluded", "unclear"):
        yield " | ".join(v["subtype"] for v in trial.verdicts if v["state"] == state)
    yield trial.minimum_age
    yield trial.maximum_age
    yield trial.sex
    yield " | ".join(trial.registry_conditions)
    yield " | ".join(item.get("name", "") for item in trial.interventions)
    yield trial.lead_sponsor_name
    yield " | ".join(trial.countries)
    yield trial.status_verified_date_text
    yield trial.last_update_posted_date
    yield trial.study_first_posted_date
    yield trial.has_results
    yield trial.why_stopped
    yield " | ".join(decided_in_words(trial))
    decided = trial.editors_decision or {}
    yield decided.get("on")
    yield decided.get("as")
    yield trial.is_sample
    yield trial.registry_url
    yield request.build_absolute_uri(trial.get_absolute_url())


@one_edition
def trials_atom(request):
    """The studies that changed last; with sort=newest, the newest ones."""
    asked = SearchRequest(request.GET)
    newest = asked.values.get("sort") == "newest"
    order = "study_first_posted_date" if newest else "last_update_posted_date"
    found = Trial.objects.numbered(SearchResult(asked).counts.numbers)
    dated = found.exclude(**{order: None}).order_by(f"-{order}", "nct_id")
    latest = list(dated.values_list("pk", flat=True)[:ENTRIES])
    feed = Atom1Feed(
        title=_("Studies of myositis"),
        link=request.build_absolute_uri(reverse("trials:list") + asked.address()),
        feed_url=request.build_absolute_uri(reverse("trials-atom") + asked.address()),
        description=_("From ClinicalTrials.gov. Call before you travel."),
        # Atom asks for one, of the feed or of each entry.
        author_name="Myositis Portal",
    )
    for result in results(asked, latest):
        trial = result.trial
        feed.add_item(
            title=visible(f"{_sample(trial)}{trial.brief_title or trial.nct_id}"),
            link=request.build_absolute_uri(trial.get_absolute_url()),
            unique_id=request.build_absolute_uri(trial.get_absolute_url()),
            description=_description(result),
            updateddate=_midnight(getattr(trial, order)),
            pubdate=trial.study_first_posted_date and _midnight(trial.study_first_posted_date),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


def _description(result):
    trial = result.trial
    parts = [f"{trial.nct_id} · {trial.status_label}.", result.nearest.sentence]
    # One character that XML forbids, in an older row or an editor's note, would end the whole feed.
    # Django says of it that it is HTML.
    return escape(visible(" ".join(parts + decided_in_words(trial))))


def _sample(trial):
    return _("[Sample, not real] ") if trial.is_sample else ""


def _midnight(date):
    return timezone.make_aware(dt.datetime.combine(date, dt.time()))
