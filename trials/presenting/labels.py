"""The registry's enumerations in plain words. We show an unknown value as it is."""

import re

from django.utils.translation import gettext_lazy as _

from trials.choices import AgeGroup, InterventionType, Purpose, SponsorClass, StudyType

_LABELS = {
    **{
        value: text
        for choices in (StudyType, Purpose, InterventionType, AgeGroup, SponsorClass)
        for value, text in choices.choices
    },
    # arms
    "EXPERIMENTAL": _("Tested treatment"),
    "ACTIVE_COMPARATOR": _("Comparison treatment"),
    "PLACEBO_COMPARATOR": _("Placebo"),
    "SHAM_COMPARATOR": _("Sham treatment"),
    "NO_INTERVENTION": _("No treatment from the study"),
    # allocation
    "RANDOMIZED": _("By chance (randomized)"),
    "NON_RANDOMIZED": _("Not by chance"),
    # how people pass through the study
    "SINGLE_GROUP": _("One group, all treated the same"),
    "PARALLEL": _("Groups side by side"),
    "CROSSOVER": _("Each group gets each treatment, one after the other"),
    "FACTORIAL": _("Combinations of treatments"),
    "SEQUENTIAL": _("Groups one after the other"),
    # masking
    "NONE": _("No one: everyone knows which treatment is given"),
    "SINGLE": _("People in one role do not know which treatment is given"),
    "DOUBLE": _("People in two roles do not know which treatment is given"),
    "TRIPLE": _("People in three roles do not know which treatment is given"),
    "QUADRUPLE": _("People in four roles do not know which treatment is given"),
    "PARTICIPANT": _("Participants"),
    "CARE_PROVIDER": _("People who give the treatment"),
    "INVESTIGATOR": _("Investigators"),
    "OUTCOMES_ASSESSOR": _("People who judge the results"),
    # observation
    "COHORT": _("A group is followed"),
    "CASE_CONTROL": _("People with and without the disease are compared"),
    "CASE_ONLY": _("Only people with the disease"),
    "CASE_CROSSOVER": _("Each person is compared with themselves"),
    "ECOLOGIC_OR_COMMUNITY": _("Communities are compared"),
    "FAMILY_BASED": _("Families"),
    "RETROSPECTIVE": _("Looking back"),
    "PROSPECTIVE": _("Looking ahead"),
    "CROSS_SECTIONAL": _("At one point in time"),
    # people
    "STUDY_CHAIR": _("Study chair"),
    "STUDY_DIRECTOR": _("Study director"),
    "PRINCIPAL_INVESTIGATOR": _("Principal investigator"),
    "SUB_INVESTIGATOR": _("Investigator"),
    "CONTACT": _("Contact"),
    # dates and numbers
    "ACTUAL": _("actual"),
    "ESTIMATED": _("estimated"),
    # anywhere
    "ALL": _("All"),
    "OTHER": _("Other"),
    "UNKNOWN": _("Unknown"),
    "NA": _("Not applicable"),
    # sharing of data
    "YES": _("Yes"),
    "NO": _("No"),
    "UNDECIDED": _("Undecided"),
}

FIELDS = {
    "brief_title": _("Title"),
    "official_title": _("Official title"),
    "acronym": _("Short name"),
    "overall_status": _("Status"),
    "last_known_status": _("Last known status"),
    "why_stopped": _("Why it stopped"),
    "study_type": _("Kind of study"),
    "phases": _("Phase"),
    "enrollment": _("Number of participants"),
    "enrollment_type": _("Number of participants"),
    "start_date_text": _("Start"),
    "start_date_type": _("Start"),
    "primary_completion_date_text": _("Main measurements end"),
    "primary_completion_date_type": _("Main measurements end"),
    "completion_date_text": _("End"),
    "completion_date_type": _("End"),
    "status_verified_date_text": _("Last confirmed by the sponsor"),
    "last_update_posted_date": _("Last update"),
    "results_first_posted_date": _("Results first posted"),
    "has_results": _("Results posted"),
    "brief_summary": _("Summary"),
    "detailed_description": _("Description"),
    "eligibility_criteria": _("Who can take part"),
    "sex": _("Sex"),
    "minimum_age": _("Youngest age"),
    "maximum_age": _("Oldest age"),
    "healthy_volunteers": _("Healthy volunteers"),
    "study_population": _("Study population"),
    "lead_sponsor_name": _("Sponsor"),
    "collaborators": _("Partners"),
    "interventions": _("Treatments"),
    "arm_groups": _("Groups"),
    "design": _("Design"),
    "primary_outcomes": _("Main measurements"),
    "secondary_outcomes": _("Other planned measurements"),
    "other_outcomes": _("Other measurements"),
    "keywords": _("Keywords"),
    "registry_conditions": _("Conditions"),
    "references": _("Publications"),
    "see_also_links": _("Links"),
    "overall_officials": _("People in charge"),
    "locations": _("Locations"),
    "presence": _("On the registry"),
    "further_details": _("Other details"),
    "ipd_sharing_description": _("Data sharing"),
}

# Names of parts in the registry's spelling that do not read well by themselves.
_PARTS = {
    "protocolSection": _("Protocol"),
    "derivedSection": _("Added by ClinicalTrials.gov"),
    "documentSection": _("Documents"),
    "annotationSection": _("Remarks"),
    "isFdaRegulatedDrug": _("Studies a drug regulated by the U.S. FDA"),
    "isFdaRegulatedDevice": _("Studies a device regulated by the U.S. FDA"),
    "oversightHasDmc": _("Has a data monitoring committee"),
    "ipdSharingStatementModule": _("Sharing of participants’ data"),
    "url": _("Address"),
}


def label(value: str):
    return _LABELS.get(value, value)


def field_label(name: str):
    return FIELDS.get(name, name.replace("_", " "))


def part_label(name: str):
    """`interventionBrowseModule` -> `Intervention browse`."""
    if name in _PARTS:
        return _PARTS[name]
    words = re.sub(
        r"(?<=[a-z0-9])(?=[A-Z])", " ", re.sub(r"(Module|Struct|Info|s?Infos)$", "", name)
    )
    return words.capitalize()
