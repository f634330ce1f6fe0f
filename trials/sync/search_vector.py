"""The words of a study that the search finds, and how much each part of it counts.

Both vectors are made of folded words (vocabulary/folding.py), like every question. `names` has the
few that say what a study is about, `search` all of them. The short one says at once whether a study
is about something or merely mentions it, and can rank without reading long texts.
"""

from trials.ctgov import StudyRecord
from trials.reading.countries import country_name
from vocabulary.folding import fold

# A text-search vector may have 1 MB: longer texts are searched only up to here.
SEARCHED_CHARACTERS = 100_000
# How much each text of a column counts, from A to D.
WEIGHTS = {"names": "AB", "search": "ABCD"}
# A stop word: it cannot be found itself, and keeps phrases from continuing in the next text.
_BOUNDARY = " the "


def searched_texts(record: StudyRecord) -> dict[str, list[str]]:
    """The texts for the two columns, as in WEIGHTS. The database makes vectors of them."""
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
    texts = [_joined(part) for part in (called, about, told, at_length)]
    return {name: texts[: len(weights)] for name, weights in WEIGHTS.items()}


def _joined(texts: list[str | None]) -> str:
    folded = _BOUNDARY.join(fold(text[:SEARCHED_CHARACTERS]) for text in texts if text)
    return folded[:SEARCHED_CHARACTERS]
