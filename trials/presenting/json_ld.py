"""What the page of a study says to search engines, in schema.org's vocabulary."""

from trials.choices import SponsorClass, StudyType

_STATUSES = {
    "RECRUITING": "Recruiting",
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "COMPLETED": "Completed",
    "WITHDRAWN": "Withdrawn",
}
_KINDS: dict[str, str] = {
    StudyType.INTERVENTIONAL: "MedicalTrial",
    StudyType.OBSERVATIONAL: "MedicalObservationalStudy",
}


def of_trial(trial, url: str) -> dict | None:
    """A listed study. Samples and expanded access are not studies to search engines."""
    if trial.is_sample or not trial.is_listed or trial.study_type == StudyType.EXPANDED_ACCESS:
        return None
    data = {
        "@type": _KINDS.get(trial.study_type, "MedicalStudy"),
        "name": trial.brief_title or trial.nct_id,
        "url": url,
        "sameAs": trial.registry_url,
        "identifier": trial.nct_id,
        "healthCondition": [
            {"@type": "MedicalCondition", "name": name} for name in trial.registry_conditions
        ],
        "studyLocation": [{"@type": "Country", "name": name} for name in trial.countries],
    }
    if trial.overall_status in _STATUSES:
        data["status"] = f"https://schema.org/{_STATUSES[trial.overall_status]}"
    if trial.lead_sponsor_name:
        is_person = trial.lead_sponsor_class == SponsorClass.INDIV
        kind = "Person" if is_person else "Organization"
        data["sponsor"] = {"@type": kind, "name": trial.lead_sponsor_name}
    if trial.last_update_posted_date:
        data["subjectOf"] = {
            "@type": "WebPage",
            "url": trial.registry_url,
            "dateModified": trial.last_update_posted_date.isoformat(),
        }
    return data
