"""Could I stay on the treatment afterward?"""

from typing import TYPE_CHECKING

from trials.reading.wording import gettext_noop

from .by_rules import answer, hits
from .requirement import Answer, Requirement, Rule
from .texts import ABOUT, INCLUDES, TITLE, TOLD, Texts
from .values import IS_EXTENSION, OFFERED

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord


def _extension(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    """A study that is the extension of another one speaks of itself."""
    found = hits(requirement, texts)
    itself = [hit for hit in found if hit[0].value == IS_EXTENSION]
    return answer(requirement, itself or found)


REQUIREMENT = Requirement(
    "open_label_extension",
    gettext_noop("Could I stay on the treatment afterward?"),
    gettext_noop(
        "In an extension, people stay in after the main part, and everyone knows what they get. "
        "We say only whether the record mentions one."
    ),
    keys=("extension", "open-label", "open label", "rollover", "roll over"),
    values="kinds",
    rules=(
        Rule(
            r"\b(?:no|not|without)(?: an?| any)? (?:[\w-]+ ){0,3}extension (?:study|phase"
            r"|period)\b"
            r"|\bextension (?:study|phase|period) (?:is|will) not (?:be )?(?:planned|offered)",
            ABOUT,
            states=False,
        ),
        Rule(
            r"\b(?:open[- ]label|long[- ]term|treatment|safety)(?: \w+)?[ -]extension\b"
            r"|\bextension (?:study|trial)\b|\brollover (?:study|trial)\b",
            (TITLE,),
            IS_EXTENSION,
            r"with an?|followed by|and (?:an? )?(?:open|long)|placebo[- ]controlled"
            r"|double[- ]blind"
            r"|including|(?:knee|leg|hip|elbow|wrist|finger|back|trunk|neck|arm) extension",
        ),
        Rule(
            r"\b(?:with|followed by|and|including|,)(?: an?)? (?:\w+[ -]){0,2}"
            r"(?:open[- ]label|long[- ]term)(?: \w+)?[ -]extension\b"
            r"|\bdouble[- ]blind.{0,120}\bopen[- ]label extension",
            (TITLE,),
            OFFERED,
        ),
        Rule(
            r"\bopen[- ]label(?: \w+)?[ -]extension\b|\blong[- ]term extension\b"
            r"|\bole (?:period|phase|study|part|treatment)\b|\b\(ole\)"
            r"|\b(?:optional|open[- ]label|treatment|safety) extension (?:period|phase|part"
            r"|study)|\b(?:may|can|will|option|eligible|invited|offered"
            r"|allowed)(?: \w+){0,3} (?:enter|continue"
            r"|enrol|enroll|participate|roll over|enrolled|rolled over)\b[^.;]{0,60}"
            r"\b(?:extension|open[- ]label (?:study|phase|period|treatment))\b"
            r"|\bcross(?:ed)?[- ]?over to (?:the )?(?:active|open|study drug)",
            ABOUT,
            OFFERED,
            r"previous|prior (?!to)|completed|(?:this|is an?|the)(?: \w+){0,4} extension study"
            r"|this (?:\w+ )?open-label extension|(?:knee|leg|hip|elbow|wrist|finger|back"
            r"|trunk|neck|arm) extension|parent|lead-in",
        ),
        Rule(
            r"\b(?:agree\w*|willing\w*|wish\w*|may|can|will|eligible|invited|offered|allowed)"
            r"(?: to)? (?:\w+ ){0,2}?(?:enter|continue|go on|enrol|enroll|participate|roll over"
            r"|join|move|take part)\b[^.;]{0,40}\b(?:open[- ]label|long[- ]term)(?: \w+)?[ -]"
            r"extension\b"
            r"|\bopen[- ]label extension (?:is |will be )?(?:offered|available|possible)\b",
            (INCLUDES,),
            OFFERED,
        ),
        Rule(
            r"\bthis (?:\w+[ -]){0,5}extension (?:study|trial)?\b",
            (TOLD,),
            IS_EXTENSION,
            r"knee|extension (?:period|phase|part)",
        ),
    ),
    reader=_extension,
)
