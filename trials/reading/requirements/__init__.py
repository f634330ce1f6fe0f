"""What taking part involves: a placebo, a biopsy, a pause of a medicine, and more.

There is one module for each question, or for questions that are read from fields alone. Every
answer rests on words of the record, which it quotes, or on a field. A wrong answer is worse than
none: we leave out a sentence that can mean two things, and we never read silence as a no.
"""

from typing import TYPE_CHECKING

from trials.reading.passages import Passage

from . import (
    biopsy,
    blinding,
    duration,
    hospital_stay,
    lung_tests,
    mri,
    open_label_extension,
    placebo,
    registry_fields,
    remote_visits,
    route,
    stable_dose,
    steroid_ceiling,
    travel_or_payment,
    values,
    visits,
    washout,
    wearable,
)
from .by_rules import by_rules
from .requirement import Answer, AnswerState, Requirement, Rule
from .texts import Texts

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

__all__ = [
    "REQUIREMENTS",
    "WARNS",
    "Answer",
    "AnswerState",
    "Requirement",
    "Rule",
    "features",
    "read",
    "values",
]

# In the order of the page.
REQUIREMENTS = (
    placebo.REQUIREMENT,
    blinding.REQUIREMENT,
    duration.REQUIREMENT,
    visits.REQUIREMENT,
    route.REQUIREMENT,
    biopsy.REQUIREMENT,
    mri.REQUIREMENT,
    lung_tests.REQUIREMENT,
    hospital_stay.REQUIREMENT,
    washout.REQUIREMENT,
    steroid_ceiling.REQUIREMENT,
    stable_dose.REQUIREMENT,
    remote_visits.REQUIREMENT,
    wearable.REQUIREMENT,
    open_label_extension.REQUIREMENT,
    travel_or_payment.REQUIREMENT,
    registry_fields.CONSENT_FORM,
    registry_fields.EXPANDED_ACCESS,
    registry_fields.RESULTS,
    registry_fields.FDA_REGULATED,
    registry_fields.OVERSIGHT_COMMITTEE,
    registry_fields.DATA_SHARING,
)
WARNS = frozenset(requirement.name for requirement in REQUIREMENTS if requirement.warns)


def read(record: "StudyRecord", passages: list[Passage]) -> tuple[Answer, ...]:
    """Answer all questions, in their order."""
    design = record.protocol_section.design_module
    # A study of old charts requires nothing of anyone, whatever was done to the patients then.
    is_past = design.design_info.time_perspective == "RETROSPECTIVE"
    texts = Texts([] if is_past else passages)
    return tuple(
        (requirement.reader or by_rules)(requirement, record, texts) for requirement in REQUIREMENTS
    )


def features(answers: tuple[Answer, ...]) -> list[str]:
    """The values by which people can filter studies.

    None of them is a promise: each says what the record states or leaves out. A record that was
    not read has none.
    """
    if not answers:
        return []
    of = {answer.name: answer for answer in answers}
    groups, routes = of["groups"].detail, of["route"].detail.get("routes", ())
    biopsies = of["biopsy"].detail.get("kinds", ())
    ways = {values.VIDEO, values.HOME, values.ONLINE, values.REMOTE} & set(
        of["remote_visits"].detail.get("ways", ())
    )
    found = {
        "no_placebo": groups["interventional"] and groups["groups"] and not groups["mentioned"],
        "no_biopsy_stated": not {values.TAKEN, values.OPTIONAL, values.SUGGESTED} & set(biopsies),
        "remote_possible": {values.VIDEO, values.HOME, values.ONLINE, values.REMOTE} & set(ways),
        "infusion": values.INFUSION in routes,
        "tablet": values.TABLET in routes,
        "injection": {values.UNDER_SKIN, values.IN_MUSCLE, values.OTHER_INJECTION} & set(routes),
    }
    return [name for name, holds in found.items() if holds]
