"""Would I need a biopsy?"""

from typing import TYPE_CHECKING

from trials.reading.wording import gettext_noop

from .by_rules import by_rules
from .fragments import DOES, DONE, PLANNED, UNABLE, WILLING
from .requirement import Answer, Requirement, Rule
from .texts import ABOUT, EXCLUDES, GIVEN, INCLUDES, MEASURED, Texts
from .values import EARLIER_COUNTS, EARLIER_NEEDED, OPTIONAL, SUGGESTED, TAKEN

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

_BIOPSY = r"\bbiops(?:y|ies)\b"
_BIOPSY_OF = r"\b(?:muscle|skin|punch|tissue|tumou?r|needle|kidney|renal|liver|lung|nerve|marrow)"
_EARLIER_BIOPSY = (
    r"\b(?:biops(?:y|ies)[- ](?:proven|confirmed|verified|supported|documented|diagnosed)"
    r"|(?:proven|confirmed|verified|documented|established|diagnosed|supported|demonstrated"
    r"|diagnosis) (?:\w+ ){0,3}(?:by|on|with|in|from|through|via) (?:\w+[ -]){0,4}biops(?:y|ies)"
    r"|biops(?:y|ies) (?:\w+ ){0,3}(?:consistent|compatible|show\w*|confirm\w*|demonstrat\w*"
    r"|characteristic|evidence|findings|features|diagnos\w*|report)"
    r"|(?:archiv\w+|previous|prior(?! to)|historical|existing|earlier|diagnostic) (?:\w+ ){0,3}"
    r"biops(?:y|ies)|(?:findings|features|evidence|changes|infiltrat\w+) (?:\w+ ){0,4}"
    r"biops(?:y|ies))\b"
)
_OR_ELSE = (
    r"\bor\b.{0,60}\b(?:emg|electromyogra\w*|mri|imaging|antibod\w*|enzymes?|clinical|genetic"
    r"|mutation\w*|dna)\b|\b(?:emg|electromyogra\w*|mri|imaging|antibod\w*|enzymes?|rash|clinical"
    r"\w*|genetic\w*|mutation\w*|dna)\b.{0,80}\bor\b|either|if available|one of|at least"
    r"|and/or|can be confirmed|\bpet\b|not (?:required|necessary|mandatory)"
)


def _biopsy(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    answer = by_rules(requirement, record, texts)
    if kinds := answer.detail.get("kinds"):
        said = " ".join(quote.text.lower() for quote in answer.quotes)
        sites = [site for site in ("muscle", "skin") if site in said]
        answer.detail.update(kind=kinds[0], sites=sites or ["other"])
    return answer


REQUIREMENT = Requirement(
    "biopsy",
    gettext_noop("Would I need a biopsy?"),
    gettext_noop(
        "A biopsy takes a small piece of muscle or skin. We separate biopsies taken in the study "
        "from earlier ones that a diagnosis is based on."
    ),
    keys=("biops",),
    values="kinds",
    rules=(
        Rule(
            r"\bno (?:\w+ ){0,3}biops(?:y|ies)\b(?! confirm| proven).{0,40}\b(?:study|trial"
            r"|required"
            r"|needed|will|taken|performed|done|necessary)\b"
            r"|\b(?:without the need for|not require) an? (?:\w+ ){0,2}biopsy\b"
            r"|biops(?:y|ies) (?:is|are|will|was|were|does|do)(?: \w+)? ?not (?:be )?(?:\w+ )?"
            r"(?:required|needed|taken|performed|necessary|mandatory|obtained|done)",
            (*ABOUT, INCLUDES),
            states=False,
            unless=r"previous|prior|if |archiv|confirmed",
        ),
        Rule(
            rf"{WILLING}.{{0,80}}{_BIOPSY}|{_BIOPSY}.{{0,60}}{WILLING}",
            (INCLUDES,),
            TAKEN,
            r"archiv|historical|unavailable|(?:confirm|proven|prior|previous|diagnos"
            r"|available).{0,40}biops"
            r"|biops(?:y|ies)[- ](?:confirm|proven)|must have (?:had|been)|showing|recurr"
            r"|\bor mri\b",
        ),
        Rule(
            rf"{_BIOPSY}(?: \w+){{0,5}} {PLANNED}",
            (INCLUDES,),
            TAKEN,
            r"confirm|proven|diagnos|show|archiv|previous|optional|if |available|result|report",
        ),
        Rule(
            rf"{_BIOPSY}(?: \w+){{0,5}} {DONE}|{DOES}(?: [\w-]+){{0,6}} biops(?:y|ies)\b"
            r"|biops(?:y|ies) (?:\w+ ){0,3}(?:at|before|after|on"
            r"|prior to) (?:the )?(?:baseline|week|month|day|screening|treatment|end|\d)"
            r"|\b(?:repeat|baseline|serial|post-treatment|on-treatment|pre-treatment|study"
            r"|research|second|follow-up) (?:\w+ ){0,2}biops(?:y|ies)\b",
            ABOUT,
            TAKEN,
            r"confirm|proven|diagnosis|diagnosed|diagnostic|referred|clinically indicated"
            r"|routine|optional|archiv|previous|prior (?!to)|biopsy needle|left over|leftover"
            r"|medical history|where patients",
        ),
        Rule(
            rf"{_BIOPSY_OF} (?:\w+ )?biops(?:y|ies)\b",
            (MEASURED,),
            TAKEN,
            r"confirm|proven|diagnos|detect|progress|recurr|optional|surviv|previous"
            r"|prior (?!to)",
        ),
        Rule(r"^(?:\w+ ){0,3}biops(?:y|ies)$", (GIVEN,), TAKEN, r"liquid|needle"),
        Rule(
            rf"{UNABLE}.{{0,60}}{_BIOPSY}",
            (EXCLUDES,),
            SUGGESTED,
            r"diagnostic|prior|previous",
        ),
        Rule(
            r"\boptional (?:\w+ ){0,4}biops|biops(?:y|ies) (?:\w+ ){0,5}(?:optional|voluntary)"
            r"|biops(?:y|ies) (?:\w+ ){0,4}if (?:you|they|the (?:patient|participant)) agree",
            (*ABOUT, MEASURED, INCLUDES),
            OPTIONAL,
            states=False,
            unless=r"mandatory",
        ),
        Rule(
            _EARLIER_BIOPSY,
            (INCLUDES,),
            EARLIER_COUNTS,
            rf"^(?!.*(?:{_OR_ELSE}))|{WILLING}.{{0,80}}biops",
        ),
        Rule(
            _EARLIER_BIOPSY,
            (INCLUDES,),
            EARLIER_NEEDED,
            rf"{_OR_ELSE}|{WILLING}.{{0,80}}biops",
        ),
    ),
    reader=_biopsy,
)
