"""Whether somebody asks which medicine a study allows: "trials that allow IVIG"."""

import re

from vocabulary.folding import words

from .small_talk import Intent, intent_of

_ALLOWS = re.compile(
    r"\b(?:allow(?:s|ed|ing)?|permit(?:s|ted|ting)?|let(?:s|ting)?\s+(?:me|you|us|people|patients)"
    r"|keep(?:ing)?\s+(?:taking|using|on|getting|my|your)|(?:stay(?:ing)?|remain(?:ing)?)\s+on"
    r"|continu(?:e|es|ing)|go\s+on\s+taking|still\s+(?:be\s+)?(?:on|take|taking|use|using|get)"
    r"|while\s+(?:still\s+)?(?:on|taking|getting)|background|alongside|concomitant|concurrent"
    r"|at\s+the\s+same\s+time|without\s+(?:stopping|coming\s+off|giving\s+up)"
    r"|permite[n]?|seguir\s+(?:tomando|con)|mientras\s+tomo)\b",
    re.IGNORECASE,
)
# Words beside these that say nothing more.
_AROUND = {
    "allow",
    "background",
    "being",
    "during",
    "keep",
    "let",
    "permit",
    "stay",
    "same",
    "time",
    "while",
}


def words_in(text: str) -> set[str]:
    """The folded words that ask it, if a question is about studies."""
    found = _ALLOWS.search(text)
    if not found or intent_of(text) != Intent.STUDIES:
        return set()
    return {word.text for word in words(found[0])} | _AROUND
