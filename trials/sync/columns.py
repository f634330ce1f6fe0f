"""Turn a record into the columns of `Trial` and of its sites, without a database."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

import places
from trials import ctgov, reading
from trials.age_limits import contradict
from trials.choices import CONTACT_STATUSES
from trials.reading import study_numbers
from trials.reading.ages import age_groups, stated, too_old, years
from trials.reading.antibodies import ASKED_FOR
from trials.reading.countries import country_name
from trials.reading.requirements import features
from trials.reading.sites import sites

from .errors import OF_THE_WHOLE_SYNC
from .search_vector import searched_texts

logger = logging.getLogger(__name__)


@dataclass
class Read:
    """What we keep of a study, as columns of `Trial` and of each `Location`."""

    trial: dict[str, Any]
    sites: list[dict[str, Any]]
    aliases: list[str]


def read(study: dict[str, Any]) -> Read:
    """Read a study by the rules of today."""
    study = ctgov.legible(study)
    record = ctgov.StudyRecord.read(study)
    found = columns(record) | {"further_details": further_details(study)}
    return Read(found, site_columns(record), record.aliases)


def columns(record: ctgov.StudyRecord) -> dict[str, Any]:
    """All columns of `Trial` that we make from a record."""
    return {
        **_texts(record),
        **_dates(record),
        **_values(record),
        **_lists(record),
        **_derived(record),
        **columns_of_reading(_reading_of(record)),
        "rules_version": reading.rules_hash(),
        **searched_texts(record),
    }


def _texts(record: ctgov.StudyRecord) -> dict[str, str]:
    protocol = record.protocol_section
    identification, status = protocol.identification_module, protocol.status_module
    design, who = protocol.design_module, protocol.eligibility_module
    sponsor = protocol.sponsor_collaborators_module.lead_sponsor
    texts = {
        "nct_id": record.nct_id,
        "org_study_id": identification.org_study_id_info.id,
        "brief_title": identification.brief_title,
        "official_title": identification.official_title,
        "acronym": identification.acronym,
        "overall_status": status.overall_status,
        "last_known_status": status.last_known_status,
        "why_stopped": status.why_stopped,
        "study_type": design.study_type,
        "enrollment_type": design.enrollment_info.type,
        "primary_purpose": (design.design_info.primary_purpose or "")[:100],
        "brief_summary": protocol.description_module.brief_summary,
        "detailed_description": protocol.description_module.detailed_description,
        "eligibility_criteria": who.eligibility_criteria,
        "sex": who.sex,
        "gender_description": who.gender_description,
        "minimum_age": stated(who.minimum_age),
        "maximum_age": stated(who.maximum_age),
        "study_population": who.study_population,
        "lead_sponsor_name": sponsor.name,
        "lead_sponsor_class": sponsor.class_,
        "ipd_sharing": protocol.ipd_sharing_statement_module.ipd_sharing,
        "ipd_sharing_description": protocol.ipd_sharing_statement_module.description,
    }
    return {name: text or "" for name, text in texts.items()}


def _dates(record: ctgov.StudyRecord) -> dict[str, Any]:
    status = record.protocol_section.status_module
    verified = ctgov.PartialDate.read(status.status_verified_date)
    dates = {
        "status_verified_date": verified.date,
        "status_verified_date_text": verified.text,
        "study_first_posted_date": status.study_first_post_date_struct.read().whole_date,
        "results_first_posted_date": status.results_first_post_date_struct.read().whole_date,
        "last_update_posted_date": status.last_update_post_date_struct.read().whole_date,
    }
    for name, struct in (
        ("start_date", status.start_date_struct),
        ("primary_completion_date", status.primary_completion_date_struct),
        ("completion_date", status.completion_date_struct),
    ):
        date = struct.read()
        dates |= {name: date.date, f"{name}_text": date.text, f"{name}_type": date.type}
    return dates


def _values(record: ctgov.StudyRecord) -> dict[str, Any]:
    design = record.protocol_section.design_module
    who = record.protocol_section.eligibility_module
    return {
        "phases": design.phases,
        "enrollment": design.enrollment_info.count,
        "has_results": record.has_results,
        "gender_based": who.gender_based,
        "healthy_volunteers": who.healthy_volunteers,
        "keywords": record.protocol_section.conditions_module.keywords,
        "registry_conditions": record.protocol_section.conditions_module.conditions,
    }


def _lists(record: ctgov.StudyRecord) -> dict[str, Any]:
    """Parts of the record as they are, in JSON."""
    protocol = record.protocol_section
    arms, outcomes = protocol.arms_interventions_module, protocol.outcomes_module
    people, design = protocol.contacts_locations_module, protocol.design_module
    beside = {
        "patient_registry": design.patient_registry,
        "target_duration": design.target_duration,
    }
    return {
        "collaborators": _plain(protocol.sponsor_collaborators_module.collaborators),
        "interventions": _plain(arms.interventions),
        "arm_groups": _plain(arms.arm_groups),
        "design": _plain(design.design_info) | _plain(beside),
        "primary_outcomes": _plain(outcomes.primary_outcomes),
        "secondary_outcomes": _plain(outcomes.secondary_outcomes),
        "other_outcomes": _plain(outcomes.other_outcomes),
        "references": _plain(protocol.references_module.references),
        "see_also_links": _plain(protocol.references_module.see_also_links),
        "overall_officials": _plain(people.overall_officials),
        "central_contacts": _contacts(record, people.central_contacts),
    }


def _derived(record: ctgov.StudyRecord) -> dict[str, Any]:
    """What we compute from single fields, to filter by."""
    protocol = record.protocol_section
    who, arms = protocol.eligibility_module, protocol.arms_interventions_module
    youngest, oldest = who.minimum_age or "", who.maximum_age or ""
    if contradict(youngest, oldest):
        # They rule nobody out: the page says so, and the team knows.
        youngest = oldest = ""
    return {
        "minimum_age_years": years(youngest),
        "maximum_age_years": years(oldest),
        "too_old_years": too_old(oldest),
        "intervention_types": _distinct(item.type for item in arms.interventions),
        "std_ages": _distinct(who.std_ages) or age_groups(who.minimum_age, who.maximum_age),
        "countries": _distinct(
            name
            for site in protocol.contacts_locations_module.locations
            for name in (country_name(site.country or ""), _country(site))
        ),
        "study_numbers": study_numbers.forms(record.other_numbers),
    }


def _reading_of(record: ctgov.StudyRecord) -> reading.Reading:
    try:
        return reading.read(record)
    except OF_THE_WHOLE_SYNC:
        raise
    except Exception:
        # Our rules did not foresee this record, but its fields are right.
        logger.exception("%s cannot be read: left unread", record.nct_id)
        return reading.UNREAD


def columns_of_reading(read: reading.Reading) -> dict[str, Any]:
    return {
        "relevance": read.relevance.relevance.value,
        "includes": read.includes,
        "may_include": read.may_include,
        "topics": [topic.topic for topic in read.topics],
        "antibodies": [asked.antibody for asked in read.antibodies if asked.demand in ASKED_FOR],
        "features": features(read.requirements),
        # In the form of JSON: a tuple comes back from the database as a list.
        "readings": msgspec.json.decode(msgspec.json.encode(read)),
    }


def further_details(study: dict[str, Any]) -> dict[str, Any]:
    """What the record says beyond our columns, of a study whose texts are legible."""
    # Contacts are personal data: they have separate columns, and a TrialChange never contains them.
    return ctgov.unread(ctgov.without_contacts(study))


def site_columns(record: ctgov.StudyRecord) -> list[dict[str, Any]]:
    return [
        _site_columns(record, site) | {"position": position}
        for position, site in enumerate(sites(record), start=1)
    ]


def _site_columns(record: ctgov.StudyRecord, site: ctgov.Location) -> dict[str, Any]:
    country = _country(site)
    town = (site.city or "", site.state or "", country)
    point = _point(site, town)
    # Without a point, distances are measured from the town, if we know it.
    place = point or places.locate(*town)
    return {
        "facility": site.facility or "",
        "status": site.status or "",
        "city": site.city or "",
        "state": site.state or "",
        "zip": site.zip or "",
        "country": site.country or "",
        "country_name": country,
        "area": places.site_area(
            site.city, site.state, country_name(site.country or ""), site.zip, point
        ),
        "latitude": point and point[0],
        "longitude": point and point[1],
        "contacts": _contacts(record, site.contacts),
        "place_latitude": place and place[0],
        "place_longitude": place and place[1],
    }


def _point(site: ctgov.Location, town: tuple[str, str, str]) -> tuple[float, float] | None:
    """The point in the record, unless it cannot be in the town."""
    lat, lon = site.geo_point.lat, site.geo_point.lon
    if lat is None or lon is None or places.is_astray((lat, lon), *town):
        return None
    return lat, lon


def _country(site: ctgov.Location) -> str:
    """The country where readers look for a site: Hong Kong, even where the record says China."""
    written = country_name(site.country or "")
    code = places.country_of_site(site.city, site.state, written)
    return places.country_of_area(code) or written


def _contacts(record: ctgov.StudyRecord, contacts: list[ctgov.Contact]) -> Any:
    return _plain(contacts) if record.overall_status in CONTACT_STATUSES else []


def _plain(value: Any) -> Any:
    """Plain lists and dictionaries with our spelling of the names, and nothing empty."""
    if isinstance(value, msgspec.Struct):
        value = {name.rstrip("_"): getattr(value, name) for name in value.__struct_fields__}
    if isinstance(value, dict):
        plain = {name: _plain(item) for name, item in value.items()}
        return {name: item for name, item in plain.items() if item not in (None, [], {})}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _distinct(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})
