"""A study in FHIR R4: a ResearchStudy with its sites (Location) and who can join (Group).

Only what the record says, and no more than our page shows. FHIR allows no empty text and no empty
list, so what is empty is left out.
"""

import re
from typing import Any

from trials.choices import Phase, Purpose
from trials.models import Location, Trial
from trials.presenting.explanations import condition_name
from web.characters import visible

from .contacts import Linked, of_study
from .labels import label

SYSTEM = "https://clinicaltrials.gov"
TERMS = "http://terminology.hl7.org/CodeSystem/"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
# {FHIR's status: those of the registry}. Others have no status in FHIR.
STATUSES = {
    "approved": ("NOT_YET_RECRUITING",),
    "active": ("RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"),
    "closed-to-accrual": ("ACTIVE_NOT_RECRUITING", "NO_LONGER_AVAILABLE"),
    "temporarily-closed-to-accrual": ("SUSPENDED", "TEMPORARILY_NOT_AVAILABLE"),
    "administratively-completed": ("TERMINATED",),
    "completed": ("COMPLETED", "APPROVED_FOR_MARKETING"),
    "withdrawn": ("WITHDRAWN",),
}
_STATUS_OF = {ours: theirs for theirs, several in STATUSES.items() for ours in several}
_PHASES: dict[tuple[str, ...], str] = {
    (Phase.EARLY_PHASE1,): "early-phase-1",
    (Phase.PHASE1,): "phase-1",
    (Phase.PHASE1, Phase.PHASE2): "phase-1-phase-2",
    (Phase.PHASE2,): "phase-2",
    (Phase.PHASE2, Phase.PHASE3): "phase-2-phase-3",
    (Phase.PHASE3,): "phase-3",
    (Phase.PHASE4,): "phase-4",
    (Phase.NA,): "n-a",
}
_PURPOSES: dict[str, str] = {
    Purpose.TREATMENT: "treatment",
    Purpose.PREVENTION: "prevention",
    Purpose.DIAGNOSTIC: "diagnostic",
    Purpose.SUPPORTIVE_CARE: "supportive-care",
    Purpose.SCREENING: "screening",
    Purpose.HEALTH_SERVICES_RESEARCH: "health-services-research",
    Purpose.BASIC_SCIENCE: "basic-science",
    Purpose.DEVICE_FEASIBILITY: "device-feasibility",
}


def research_study(trial: Trial, url: str) -> dict[str, Any]:
    sites = list(trial.locations.all())
    status = _STATUS_OF.get(trial.overall_status)
    return _kept(
        {
            "resourceType": "ResearchStudy",
            "id": trial.nct_id,
            "meta": {"source": trial.registry_url or url},
            "contained": [
                *(_location(number, site) for number, site in enumerate(sites, start=1)),
                _group(trial),
            ],
            "identifier": [
                {"system": SYSTEM, "value": trial.nct_id},
                {"value": trial.org_study_id},
            ],
            "title": trial.brief_title,
            "status": status,
            "_status": None if status else {"extension": [{"url": ABSENT, "valueCode": "unknown"}]},
            "primaryPurposeType": _coded("research-study-prim-purp-type", _purpose(trial)),
            "phase": _coded("research-study-phase", _PHASES.get(tuple(trial.phases))),
            "category": [_text(_label(trial.study_type))],
            "condition": [_text(name) for name in trial.registry_conditions],
            "contact": [_contact(contact) for contact in of_study(trial)],
            "relatedArtifact": [
                {"type": "documentation", "url": trial.registry_url or url},
                {"type": "citation", "display": _CITED, "url": url},
            ],
            "keyword": [_text(name) for name in trial.keywords],
            "location": [_text(name) for name in trial.countries],
            "description": trial.brief_summary,
            "enrollment": [{"reference": "#population"}],
            "period": {
                "start": _date(trial.start_date_text),
                "end": _date(trial.completion_date_text or trial.primary_completion_date_text),
            },
            "sponsor": {"display": trial.lead_sponsor_name},
            "site": [{"reference": f"#site-{number}"} for number in range(1, len(sites) + 1)],
            "reasonStopped": _text(trial.why_stopped),
            "note": [{"text": f"ClinicalTrials.gov: {trial.overall_status}"}],
            "arm": [_arm(arm) for arm in trial.arm_groups if arm.get("label")],
        }
    )


_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CITED = "Myositis Portal. Information, not medical advice. Call before you travel."


def search_set(studies: list[dict], total: int, links: dict[str, str]) -> dict[str, Any]:
    """One page of a search. `links`: {relation: address}."""
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": [{"relation": relation, "url": url} for relation, url in links.items()],
        **_kept(
            {
                "entry": [
                    {
                        "fullUrl": study["fullUrl"],
                        "resource": study["resource"],
                        "search": {"mode": "match"},
                    }
                    for study in studies
                ]
            }
        ),
    }


def outcome(code: str, text: str, is_error: bool = True) -> dict[str, Any]:
    """What went wrong, in FHIR's format."""
    severity = "error" if is_error else "warning"
    issue = {"severity": severity, "code": code, "diagnostics": text}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def _location(number: int, site: Location) -> dict[str, Any]:
    point = None
    if site.latitude is not None and site.longitude is not None:
        point = {"longitude": site.longitude, "latitude": site.latitude}
    return {
        "resourceType": "Location",
        "id": f"site-{number}",
        "name": site.facility,
        "description": site.status_label,
        "telecom": [
            point
            for contact in site.contacts
            for point in _telecom(Linked(contact, site.trial.is_sample))
        ],
        "address": {
            "city": site.city,
            "state": site.state,
            "postalCode": site.zip,
            "country": site.country,
        },
        "position": point,
    }


def _group(trial: Trial) -> dict[str, Any]:
    """Who can join, as far as single characteristics can say it; the rest is in the text."""
    low, high = trial.minimum_age_years, trial.maximum_age_years
    ages = {"low": _years(low), "high": _years(high)} if (low, high) != (None, None) else None
    characteristics = [{"code": _text("Age"), "valueRange": ages, "exclude": False}] if ages else []
    if trial.sex and trial.sex != "ALL":
        sex = _text(_label(trial.sex))
        characteristics.append(
            {"code": _text("Sex"), "valueCodeableConcept": sex, "exclude": False}
        )
    characteristics += [
        {
            "code": _text("Type of myositis"),
            "valueCodeableConcept": _text(condition_name(verdict["subtype"])),
            "exclude": True,
        }
        for verdict in trial.verdicts
        if verdict["state"] == "excluded"
    ]
    return {
        "resourceType": "Group",
        "id": "population",
        "type": "person",
        "actual": False,
        "quantity": trial.known_enrollment,
        "characteristic": characteristics,
    }


def _date(text):
    return text if _DATE.fullmatch(text) else None


def _years(number):
    return (
        None
        if number is None
        else {
            "value": round(number, 3),
            "unit": "years",
            "system": "http://unitsofmeasure.org",
            "code": "a",
        }
    )


def _contact(contact: Linked) -> dict[str, Any]:
    return {"name": contact.contact.get("name"), "telecom": list(_telecom(contact))}


def _telecom(contact: Linked):
    for system in ("phone", "email"):
        if value := contact.contact.get(system):
            yield {"system": system, "value": value}


def _arm(arm):
    return {
        "name": arm.get("label"),
        "type": _text(_label(arm.get("type"))),
        "description": arm.get("description"),
    }


def _purpose(trial):
    return _PURPOSES.get(trial.primary_purpose)


def _label(value):
    return str(label(value)) if value else ""


def _text(text):
    return {"text": text}


def _coded(system, code):
    return code and {"coding": [{"system": f"{TERMS}{system}", "code": code}]}


def _kept(value):
    """Without what is empty, and without invisible characters. 0 and False stay."""
    if isinstance(value, dict):
        kept = {name: _kept(inside) for name, inside in value.items()}
        return {name: inside for name, inside in kept.items() if inside not in (None, "", [], {})}
    if isinstance(value, list):
        return [one for one in map(_kept, value) if one not in (None, "", [], {})]
    return visible(str(value)).strip() if isinstance(value, str) else value
