"""The words of a study that the search finds, and how much each part of it counts.

Both vectors are made of folded words (vocabulary/folding.py), like every question. `names` has the
few that say what a study is about, `search` all of them. The short one says at once whether a study
is about something or merely mentions it, and can rank without reading long texts.
"""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import Combinable

from trials.ctgov import StudyRecord
from trials.models.sql import SEARCH_CONFIGURATION
from trials.reading.countries import country_name
from vocabulary.folding import fold

# A text-search vector may have 1 MB: longer texts are searched only up to here.
SEARCHED_CHARACTERS = 100_000
# A stop word: it cannot be found itself, and keeps phrases from continuing in the next text.
_BOUNDARY = " the "


def vectors(record: StudyRecord) -> dict[str, Combinable]:
    """Expressions for the two columns, `names` and `search`."""
    protocol = record.protocol_section
    identification, design = protocol.identification_module, protocol.design_module
    sponsors, arms = protocol.sponsor_collaborators_module, protocol.arms_interventions_module
    outcomes, who = protocol.outcomes_module, protocol.eligibility_module
    people = protocol.contacts_locations_module
    called = [
        record.nct_id,
        *record.aliases,
        *record.other_numbers,
        identification.brief_title,
        identification.acronym,
        *protocol.conditions_module.conditions,
        *protocol.conditions_module.keywords,
    ]
    about = [identification.official_title]
    for intervention in arms.interventions:
        about += [intervention.name, *intervention.other_names]
    for sponsor in (sponsors.lead_sponsor, *sponsors.collaborators):
        about.append(sponsor.name)
    # So that a typed "NIH" or "observational" finds what the record says only in its codes.
    about += [sponsors.lead_sponsor.class_, design.study_type]
    told = [protocol.description_module.brief_summary]
    for outcome in (*outcomes.primary_outcomes, *outcomes.secondary_outcomes):
        told.append(outcome.measure)
    at_length = [
        who.eligibility_criteria,
        protocol.description_module.detailed_description,
        who.study_population,
    ]
    for arm in arms.arm_groups:
        at_length += [arm.label, arm.description]
    for intervention in arms.interventions:
        at_length.append(intervention.description)
    for official in people.overall_officials:
        at_length += [official.name, official.affiliation]
    sites = {
        part
        for site in people.locations
        for part in (site.facility, site.city, site.state, country_name(site.country or ""))
    }
    at_length += sorted(filter(None, sites))
    names = {"A": _joined(called), "B": _joined(about)}
    return {
        "names": _vector(names),
        "search": _vector(names | {"C": _joined(told), "D": _joined(at_length)}),
    }


def _vector(parts: dict[str, str]) -> Combinable:
    weighted = [
        SearchVector(Value(text), config=SEARCH_CONFIGURATION, weight=weight)
        for weight, text in parts.items()
    ]
    vector: Combinable = weighted[0]
    for part in weighted[1:]:
        vector += part
    return vector


def _joined(texts: list[str | None]) -> str:
    folded = _BOUNDARY.join(fold(text[:SEARCHED_CHARACTERS]) for text in texts if text)
    return folded[:SEARCHED_CHARACTERS]
