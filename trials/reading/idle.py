"""Words set between others that change nothing: "is, however, not accepted", "on steroids or not".

They are blanked before cues are looked for, so that a verb stands by its subject.
"""

import re

from .cues import NAME
from .wording import lazy

_AUXILIARY = (
    r"(?:is|are|was|were|be|been|can|could|may|might|will|would|shall|should|must|has|have|had"
    r"|do|does|not)"
)
_ADVERB = (
    r"(?:however|though|therefore|thus|hence|consequently|accordingly|moreover|furthermore|nevertheless|nonetheless|unfortunately"
    r"|regrettably|naturally|generally|currently|presently|explicitly|expressly|specifically|strictly"
    r"|of\s+course|as\s+a\s+rule|in\s+general|in\s+principle|in\s+addition|in\s+turn|in\s+contrast|by\s+contrast|on\s+the\s+other\s+hand"
    r"|at\s+(?:this|the\s+present)\s+(?:stage|time|point|moment)|at\s+present|at\s+the\s+moment|as\s+of\s+now"
    r"|for\s+(?:now|the\s+moment|the\s+time\s+being)|for\s+(?:[\w-]+\s+){1,3}?reasons?|for\s+(?:safety|simplicity)"
    r"|in\s+(?:this|our)\s+(?:study|trial|protocol)|under\s+(?:this|our)\s+protocol)"
)
# How something was found, between commas: "and, by biopsy, excluded".
_BY = (
    r"(?:by|on|in|at|after|through|for|with|upon|following|under|as|from|according\s+to|based\s+on)"
)
_PHRASE = rf",\s*(?:and\s+)?{_BY}\b[^,;.:(){NAME}]{{1,60}}"
_BETWEEN = lazy(
    rf"(?P<keep>\b(?:{_AUXILIARY}|and)|{NAME})(?P<idle>\s*,\s*{_ADVERB}\s*,)(?=\s*\w)"
    rf"|(?P<keep2>\b{_AUXILIARY}\s+)(?P<idle2>{_ADVERB})(?=\s+(?!the\b|an?\b)\w)"
    rf"|(?P<keep3>\b(?:{_AUXILIARY}|and))(?P<idle3>{_PHRASE}(?:{_PHRASE})?,)(?=\s*(?:not\s+|also\s+|been\s+)*\w+(?:ed|en|t)\b)"
    rf"|(?P<keep4>{_AUXILIARY}(?:\s+\w+ed)?\s+and)(?P<idle4>{_PHRASE}\s+and\s+{_BY}\b[^,;.:(){NAME}]{{1,60}},)(?=\s*\w)",
    re.IGNORECASE,
)
# What people may have had or not: "on steroids or not", "after exposure to statins or not".
_OR_NOT = lazy(
    rf",?\s*\b(?:with|after|before|following|on|under|having|had|exposed|treated|whether)\b[^,;.:(){NAME}]{{1,50}}?\bor\s+not\b(?=\s*(?:[,;.)]|$))",
    re.IGNORECASE,
)
# "As of version 4.0, IBM is out", "including but not limited to DM"
_REMARK = lazy(
    r"(?<=diagnosis),\s*(?:at\s+any\s+time|ever|past\s+or\s+present|current\s+or\s+past|made|established|confirmed)\b[^,;.()]{0,50},(?=\s*of\b)|\b(?:but|though)\s+(?:is\s+|are\s+)?not\s+(?:limited|restricted|confined)\s+to\b|\A\W*(?:as\s+of|since|from|with|per|under)\s+(?:(?:protocol|study)\s+)?(?:version|amendment|protocol)\s+[\w.-]{1,12}(?:\s+(?:on|onwards?))?\s*,",
    re.IGNORECASE,
)


def without_idle(masked: str) -> str:
    """A masked clause of the same length, with blanks for words that change nothing."""
    masked = _BETWEEN.sub(_blank, _REMARK.sub(lambda found: " " * len(found[0]), masked))
    return _OR_NOT.sub(lambda found: " " * len(found[0]), masked) if "not" in masked else masked


def _blank(found: re.Match[str]) -> str:
    keep = next(
        word for name, word in found.groupdict().items() if name.startswith("keep") and word
    )
    return keep + " " * (len(found[0]) - len(keep))
