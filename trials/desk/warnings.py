"""Wording and gaps of a record that an editor should look at before readers call.

Each is a reason to look, never a verdict: readers see nothing of it until an editor decided.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from trials.choices import Caution, SponsorClass
from trials.models import Trial
from trials.presenting.explanations import Quoted

# Words around what was found, for the editor.
AROUND = 90
_FIELDS = (
    *("brief_summary", "detailed_description", "eligibility_criteria", "study_population"),
    *("design", "arm_groups"),
)
_PAY_TO_JOIN = re.compile(
    r"\b(?:pay(?:s|ing|ment)? (?:to|for) (?:participat\w+|taking part|join\w*|enrol\w*)"
    r"|pay(?:s|ing|ment)? for the treatment"
    r"|(?:patient|participant)[- ](?:funded|paid|sponsored)|self[- ]?(?:paid|paying|pay|funded)"
    r"|(?:participation|enrol?lment|treatment) fees?"
    r"|at (?:their|his or her|your|the patient's|patients') own (?:cost|expense)"
    r"|pay out of pocket)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:no|not|without|never)\b[^.;]{0,30}$", re.IGNORECASE)
_CELLS = re.compile(
    r"\b(?:stem[- ]cells?|stromal|exosomes?|platelet[- ]rich|PRP|amniotic|umbilical cord|wharton\w*"
    r"|mesenchymal)\b",
    re.IGNORECASE,
)
# Transplants that hospitals have done for decades.
_TRANSPLANT = re.compile(
    r"\bha?ematopoietic\b|\b(?:bone marrow|stem[- ]cell) transplant", re.IGNORECASE
)
_SUPPLEMENT = "DIETARY_SUPPLEMENT"
_UNCLEAR = (SponsorClass.UNKNOWN, SponsorClass.AMBIG, SponsorClass.INDIV)
_OVERSIGHT = ("oversight_committee", "fda_regulated")


def warnings(trial: Trial) -> list[Quoted]:
    """The record's own words beside each."""
    return [*_pay_to_join(trial), *_unproven_offers(trial), *_sponsor(trial)]


def _pay_to_join(trial) -> Iterator[Quoted]:
    for field in _FIELDS:
        text = " ".join(_strings(getattr(trial, field)))
        for match in _PAY_TO_JOIN.finditer(text):
            if not _NO.search(text[: match.start()]):
                yield Quoted(str(Caution.PAY.label), _around(text, match), field)
                break


def _strings(part) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list | dict):
        for item in part.values() if isinstance(part, dict) else part:
            yield from _strings(item)


def _unproven_offers(trial) -> Iterator[Quoted]:
    """Cells and supplements, where the record names no oversight."""
    asked = trial.readings.get("requirements", ())
    if any(one["name"] in _OVERSIGHT and one["state"] == "stated" for one in asked):
        return
    for treatment in trial.interventions:
        words = f"{treatment.get('name') or ''}: {treatment.get('description') or ''}"
        match = _CELLS.search(words)
        if match and not _TRANSPLANT.search(words):
            text = _("Offers cells, and the record does not say who oversees it")
            yield Quoted(text, _around(words, match), "interventions")
        elif treatment.get("type") == _SUPPLEMENT:
            text = _("Offers a supplement, and the record does not say who oversees it")
            yield Quoted(text, treatment.get("name") or "", "interventions")


def _sponsor(trial) -> Iterator[Quoted]:
    if trial.lead_sponsor_class in _UNCLEAR:
        text = _("The record does not say clearly what kind of sponsor the study has")
        yield Quoted(text, trial.lead_sponsor_name, "lead_sponsor_name")


def _around(text, match) -> str:
    begin, end = max(match.start() - AROUND, 0), match.end() + AROUND
    return " ".join(text[begin:end].split())
