"""Would I know which treatment I get?"""

from typing import TYPE_CHECKING

from trials.reading.wording import gettext_noop

from ..wording import lazy
from .requirement import Answer, AnswerState, Requirement
from .texts import TITLE, Text, Texts

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

_BLIND = lazy(
    r"\b(?:single|double|triple|quadruple|observer|assessor|investigator)[- ](?:blind|mask)"
)
_OPEN = lazy(r"\bopen[- ]label|\bunblinded|\bnon-?blinded|\bunmasked")


def _blinding(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    design = record.protocol_section.design_module
    masking = design.design_info.masking_info
    if masking.masking:
        state = AnswerState.STATED_NOT if masking.masking == "NONE" else AnswerState.STATED
        parts = [part for part in (masking.masking, masking.masking_description) if part]
        quotes = tuple(Text("design", part, "").quote() for part in parts)
        return Answer(requirement.name, state, quotes, {"masked": list(masking.who_masked)})
    titles = texts.at(TITLE)
    blind = [text.quote() for text in titles if _BLIND.search(text.low)]
    known = [text.quote() for text in titles if _OPEN.search(text.low)]
    # An open extension of a blind study names both.
    if design.study_type != "INTERVENTIONAL" or bool(blind) == bool(known):
        return Answer(requirement.name)
    return Answer(
        requirement.name,
        AnswerState.STATED if blind else AnswerState.STATED_NOT,
        tuple((blind or known)[:1]),
    )


REQUIREMENT = Requirement(
    "blinding",
    gettext_noop("Would I know which treatment I get?"),
    gettext_noop(
        "We read the registry’s field on masking: who is not told which treatment is given."
    ),
    reader=_blinding,
)
