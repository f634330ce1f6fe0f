"""Find what the registry changed in a study since we last wrote it."""

from collections.abc import Iterator
from typing import Any

from trials.models import EDITORS_FIELDS, Location, Trial

# The columns that a sync may overwrite: none that editors write.
MACHINE_FIELDS = [
    field.name
    for field in Trial._meta.concrete_fields
    if field.name not in ("nct_id", "first_published_at", *EDITORS_FIELDS)
]
# A difference in one of these was made by the registry, and tells a reader something. Never a
# contact.
TRACKED_FIELDS = [
    name
    for name in MACHINE_FIELDS
    if name
    not in (
        *("start_date", "primary_completion_date", "completion_date", "status_verified_date"),
        *("minimum_age_years", "maximum_age_years", "too_old_years"),
        *("primary_purpose", "intervention_types"),
        *("std_ages", "countries", "study_numbers", "rules_version", "search", "names"),
        *("relevance", "includes", "may_include", "topics", "antibodies", "features", "readings"),
        *("central_contacts", "record", "content_hash", "scopes", "is_sample"),
        *("missing_since", "missing_from_dataset"),
    )
]


def differences(before: Trial, after: Trial, sites: list[Location]) -> Iterator[dict[str, Any]]:
    """The fields of a `TrialChange` for each difference. `sites` are those of `after`."""
    for name in TRACKED_FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield {"field": name, "before": _plain(old), "after": _plain(new)}
    old_sites = [_site(site) for site in before.locations.all()]
    new_sites = [_site(site) for site in sites]
    gone, come = _missing(old_sites, new_sites), _missing(new_sites, old_sites)
    # The same sites in a different order are not a difference.
    if gone or come:
        yield {"field": "locations", "before": gone, "after": come}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _site(location: Location) -> dict[str, str]:
    names = ("facility", "status", "city", "state", "zip", "country")
    return {name: getattr(location, name) for name in names if getattr(location, name)}


def _missing(sites: list[dict[str, str]], others: list[dict[str, str]]) -> list[dict[str, str]]:
    """Those of `sites` that are not among `others`."""
    known = {tuple(site.items()) for site in others}
    return [site for site in sites if tuple(site.items()) not in known]
