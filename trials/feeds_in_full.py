"""A search as a wide table (CSV), for professionals: criteria, groups, contacts, sites, and more.

The same parameters find the same studies as in feeds.py. docs/api.md describes the columns.
"""

from collections.abc import Iterator

from web.shown_text import contained
from web.tables import table_view

from .feeds import ROWS_AT_ONCE
from .models import Location, Trial
from .presenting.contacts import Linked, of_study
from .presenting.requirement_answers import requirement_answers
from .reading.requirements import REQUIREMENTS
from .search.request import SearchRequest
from .search.result import SearchResult

# Between entries of one cell.
BETWEEN = " | "
# Spreadsheets silently cut a cell at 32,767 characters.
LONGEST_CELL = 32_000
_PLAIN = (
    "nct_id", "brief_title", "official_title", "acronym", "overall_status", "why_stopped",
    "study_type", "enrollment", "enrollment_type", "start_date", "primary_completion_date",
    "completion_date", "has_results", "lead_sponsor_name", "minimum_age", "maximum_age", "sex",
    "healthy_volunteers", "eligibility_criteria",
)  # fmt: skip
_DATES = {"start_date", "primary_completion_date", "completion_date"}
# One for each question on taking part.
REQUIREMENT_COLUMNS = tuple(f"asks_{requirement.name}" for requirement in REQUIREMENTS)
COLUMNS = (
    *_PLAIN, "phases", "allocation", "masking", "kept_from_knowing", "groups", "treatments",
    "primary_outcomes", *REQUIREMENT_COLUMNS, "contacts", "places", "open_places", "sites",
    "is_sample", "source", "address",
)  # fmt: skip


@table_view
def trials_in_full_csv(request):
    """All rows. What cannot be used is left out, as on the page."""
    numbers = SearchResult(SearchRequest(request.GET)).trials[:]
    return "myositis-trials-in-full.csv", _rows(request, numbers)


def _rows(request, numbers):
    yield COLUMNS
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        some = numbers[start : start + ROWS_AT_ONCE]
        found = Trial.objects.displayed().in_bulk(some)
        for number in some:
            if number in found:
                address = request.build_absolute_uri(found[number].get_absolute_url())
                yield [_cut(value) for value in _values(found[number], address)]


def _values(trial: Trial, address: str) -> Iterator:
    for name in _PLAIN:
        yield getattr(trial, f"{name}_text" if name in _DATES else name)
    masking = trial.design.get("masking_info") or {}
    yield BETWEEN.join(trial.phases)
    yield trial.design.get("allocation")
    yield masking.get("masking")
    yield BETWEEN.join(masking.get("who_masked") or ())
    yield BETWEEN.join(map(_group, trial.arm_groups))
    yield BETWEEN.join(_named(one.get("type"), one.get("name")) for one in trial.interventions)
    yield BETWEEN.join(
        _named(one.get("measure"), one.get("time_frame")) for one in trial.primary_outcomes
    )
    answers = {one.name: one for one in requirement_answers(trial).answers}
    for requirement in REQUIREMENTS:
        answer = answers.get(requirement.name)
        quotes = [f"“{quoted.quote}”" for quoted in answer.quotes] if answer else []
        yield BETWEEN.join([answer.text, *quotes]) if answer else ""
    sites = list(trial.locations.all())
    # We keep the registry's contacts only while someone may need to call.
    people = [*of_study(trial), *(_linked(trial, site) for site in sites)]
    said = dict.fromkeys(_person(one) for one in people if one) if trial.may_be_called else {}
    yield BETWEEN.join(said)
    yield len(sites)
    yield sum(site.is_open for site in sites)
    yield BETWEEN.join(map(_site, sites))
    yield trial.is_sample
    yield trial.registry_url
    yield address


def _named(one, other) -> str:
    return ": ".join(filter(None, [one, other]))


def _group(arm: dict) -> str:
    kind = f" [{arm['type']}]" if arm.get("type") else ""
    return f"{arm.get('label') or ''}{kind}".strip()


def _linked(trial: Trial, site: Location) -> Linked | None:
    return Linked(site.contacts[0], trial.is_sample) if site.contacts else None


def _person(linked: Linked) -> str:
    mail = "".join(part.text for part in linked.email)
    return ", ".join(filter(None, [linked.in_words, mail]))


def _site(site: Location) -> str:
    parts = [site.facility, site.city, site.state, site.zip, site.country_name]
    status = f" [{site.status}]" if site.status else ""
    return ", ".join(filter(None, parts)) + status


def _cut(value):
    if not isinstance(value, str):
        return value
    text = contained(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
