"""A clause that names antibodies, made ready to be read: see antibody_ground.py.

Remarks on a test go, and so do words that tell no more than the names behind them: "a synthetase
antibody (anti-Jo-1)" becomes "anti-Jo-1". What is left has the same length.
"""

import re

from . import names
from .cues import NAME, PEOPLE
from .names import Mention
from .spelling import Spelling
from .wording import lazy

REMARK = lazy(r"\((?P<words>[^()]*)\)|\[[^\[\]]*\]")
_WORD = lazy(r"[^\W\d]{2}")
# "(Jo-1 above 20 U/mL)"
_ONLY_VALUES = lazy(
    rf"(?:[\W\d{NAME}]|\b(?:above|over|exceeding|at\s+least|more|greater|higher|than|levels?|titers?|titres?|of|by|in|ELISA|blot|U|IU|AU|mL|units?|ULN|times)\b)+",
    re.IGNORECASE,
)
# Brackets that say something of who may join. Others only tell more of a test, or of a word.
_TELLING = lazy(
    r"\s*(?:or\b|and|not\b|neg|pos|unless|if\b|exclu|allowed|eligible|permitted|cohort|arm\b|part\b"
    r"|regardless|\W*$)|.*\b(?:reason|exclu|optional|enrol|included\b|join\b)",
    re.IGNORECASE,
)
# A word for a kind of antibody, before those of the kind: "a synthetase antibody (Jo-1, PL-7)".
_KIND = lazy(
    r"(?<!than\s)(?:\b(?:an?|the|any|all|its|their|these|such|corresponding|respective|at\s+least|(?:one|more|any|all|1)\s+of(?:\s+(?:the\s+)?(?:[2-9]|1\d|two|three|four|five|six|seven|eight|nine|ten)(?=\s(?:[\w-]+\s){0,3}(?:auto-?)?(?:antibodies|MSAs|MAAs|Abs)\b))?|one|1|or\s+more|other|another|rare|known|positive|serum|myositis|DM|IMNM|ASyS|disease|overlap|synthetase|anti-?synthetase"
    r"|(?:high|poor|bad|cancer|low)-(?:risk|prognosis)|aminoacyl[\w-]*|anti-aminoacyl[\w-]*|tRNA|aaRS|ARS|non-Jo-1|[\w-]*(?:specific|associated|related)(?:\s*(?:/|or|and|and/or)(?=\s+[\w-]*(?:specific|associated|related)\b))?)[\s-]+)*+"
    r"\b(?:(?:auto-?)?antibod(?:y|ies)|sero-?positive|(?:MSAs?\s*(?:/|or|and|and/or)\s*)?MAAs?|MSAs?|Abs?|AAbs?|anti-?(?:aa)?(?:ARS|synthetase)(?=\s*\())\b"
    r"(?:\s+(?:positive|positivity|test|panel|detected|present))?"
    r"(?:(?:\s+(?!negative|other|except|but|not|without|no\b|status|profile|results?|test|level|titer|titre|panel|type|group|sero)[\w/-]+){1,9}(?=\s*\())?"
    rf"(?P<but>\s*[(,]?\s*(?:other\s+than|except(?:\s+for)?|but\s+not|not|excluding)\s+{NAME}+\)?)?"
    r"\s*(?P<open>[(:,\[–-]?)\s*(?:(?:MSAs?|MAAs?)\s*[,;:]\s*)?(?:(?:i\.?e\.?|e\.?g\.?|such\s+as|including|but\s+not\s+limited\s+to|namely|for\s+(?:example|instance)|like|either"
    r"|called|named|known\s+as|against|to|any\s+of|one\s+of)\b[,.:\s]*)*"
    rf"(?={NAME})",
    re.IGNORECASE,
)
# "A positive test for", "presence of": the words tell nothing more than the name does.
_HAS = lazy(
    r"\b(?:(?:an?|the|any|known)\s+)?(?:(?:positive\s+)?(?:(?!or\b|and\b)\w+\s+)?(?:tests?|results?|screen\w*|serology)\s+(?:is\s+|are\s+|was\s+)?positive\s+(?:for|on)"
    r"|(?:should|must|shall|to|who|that)?\s*\b(?:tests?|tested|testing)\s+(?=negative\b)|(?:tests?|tested)\s+positive\s+for|positive\s+(?:\w+\s+)?(?:tests?|results?|screen\w*|serology|(?:line\s+|immuno)?blots?|ELISA|assays?|panels?)\s+(?:for|of)|(?:presence|detection|positivity|evidence)\s+(?:of|for)"
    rf"|detectable|\b(?:those|patients?|people|participants?|subjects?|cases)\s+(?:who\s+(?:are|test)\s+|testing\s+)?(?:sero-?)?positive\s+for)\s*(?:(?:an?|the|any|either|serum)\s+)?(?={NAME}|negative\s+for)",
    re.IGNORECASE,
)
# "Any myositis other than DM, and anti-SRP positive patients": the exception is the disease.
_EXCEPT_DISEASE = lazy(
    rf"\b(?:other\s+than|except(?:\s+for)?|apart\s+from|but\s+not|excluding)\s+(?:[\w-]+\s+){{0,3}}?{PEOPLE}[^.;(){NAME}]*?"
    rf"(?=(?:,\s*(?:and|or)|(?<=[,\s])(?:and|or)\s+(?:patients|subjects|participants|people|those|anyone))\s[^.;,(){NAME}{PEOPLE}]*{NAME})",
    re.IGNORECASE,
)
_EXCEPTS = lazy(r"\b(?:than|except|apart|but\s+not|excluding)\b", re.IGNORECASE)
_IN_THEM = lazy(r"\bin\swh(?:om|ich)\b", re.IGNORECASE)
# "Another non-Jo-1 synthetase antibody"
_NON = lazy(rf"\bnon-?\s?{NAME}+\s+(?=(?:anti|syn|a?ars|my|msa)\w*)", re.IGNORECASE)


_RESULTS = Spelling(("positive", "positivity", "negative", "antibody", "antibodies"))
_MAY_BE_RESULT = lazy(r"\b(?:sero-?)?(?P<word>(?:po|ne|an)\w{4,12})\b", re.IGNORECASE)
_ANTI_BODIES = lazy(r"\banti-\s?bod(?=y\b|ies\b)", re.IGNORECASE)
_OTHER_LANGUAGES = {"positif": "positive", "negatif": "negative", "positiva": "positive"}


# "Anti-HMGCR (part A) or anti-SRP (part B)": one of them, in whichever part.
_OF_EACH_PART = lazy(
    r"\s*\((?:for\s+|in\s+)?(?:part|cohort|arm|group)\s+[A-Z0-9]{1,2}\)(?=\s*(?:or\b|,)[^.;()]*\((?:for\s+|in\s+)?(?:part|cohort|arm|group)\s)",
    re.IGNORECASE,
)


def respelled(text: str) -> str:
    """A text with the words for a result spelled right: "anti-SRP positve", "positif"."""
    text = _OF_EACH_PART.sub("", _ANTI_BODIES.sub("antibod", text))
    return _MAY_BE_RESULT.sub(_respelled_word, text)


def _respelled_word(found: re.Match[str]) -> str:
    word = found["word"].lower()
    right = _OTHER_LANGUAGES.get(word) or _RESULTS.meant_by(word)
    return found[0][: -len(word)] + right if right else found[0]


# "Refuses a biopsy, or found to have anti-Ku": another item, which says nothing of the antibody.
_ITEM_BEFORE = lazy(
    rf"[^;.:(){NAME}]*\bor\s+(?=(?:(?:found|known|shown|to|have|having|has|had|be|is|are|who|with|an?|the|any|tests?|tested|for|presence|of"
    rf"|positiv\w*|sero-?positiv\w*|carr\w+|those|patients|people|participants|subjects)\s+)*+{NAME})",
    re.IGNORECASE,
)
_ALLOWED = lazy(
    r"\b(?:is|are|may|can|will)\s+(?:(?:also|still|be)\s+)*(?:allowed|permitted|eligible|acceptable|accepted|enrol\w+|included|welcome|taken|admitted"
    r"|not\s+(?:be\s+)?(?:excluded|barred|exclusionary|an?\s+exclusion|an?\s+(?:reason|ground)s?\s+for\s+exclusion)|no\s+(?:reason|ground|cause)s?\s+(?:for|of)\s+exclusion)\b|\b(?:does|do)\s+not\s+exclude\b",
    re.IGNORECASE,
)


# "DM with anti-MDA5 (all other DM can be enrolled)"
_OTHERS_ALLOWED = lazy(
    rf"[;,(]\s*(?:while\s+|but\s+|whereas\s+)?(?:all\s+|any\s+|the\s+)?others?\b[^.;()]*?\b(?:{_ALLOWED.pattern})[^.;(){NAME}]*\)?",
    re.IGNORECASE,
)


_LACKING = lazy(r"\b(?:sero-?)?negative\b|\bwithout\b|\black", re.IGNORECASE)


def without_other_items(text: str) -> str:
    """A masked text without the items before an "or" that leads to an antibody."""
    found = _ITEM_BEFORE.match(text)
    return blank(text, 0, found.end()) if found else text


def without_allowed(text: str, spans: list[tuple[str, int, int]]) -> str:
    """The text of an exclusion without brackets that allow another antibody."""
    if not _ALLOWED.search(text):
        return text
    if found := _OTHERS_ALLOWED.search(
        masked_names(text, [Mention((s,), b, e) for s, b, e in spans])
    ):
        text = blank(text, found.start(), found.end())
    for found in REMARK.finditer(text):
        inside = {slug for slug, start, _end in spans if found.start() < start < found.end()}
        outside = {slug for slug, start, _end in spans if not found.start() < start < found.end()}
        if not inside or not _ALLOWED.search(found[0]):
            continue
        if inside.isdisjoint(outside) or (
            _LACKING.search(found[0]) and not _LACKING.search(text[: found.start()])
        ):
            text = blank(text, found.start(), found.end())
    return text


def prepared(text: str, spans: list[tuple[str, int, int]]) -> tuple[str, list[Mention]]:
    """A text of the same length without remarks and words for kinds, and its antibodies."""
    mentions = [Mention((slug,), start, end) for slug, start, end in spans]
    text = _IN_THEM.sub(lambda found: "having".ljust(len(found[0])), text)
    masked = masked_names(text, mentions)
    for found in REMARK.finditer(masked):
        words = found["words"] or ""
        if NAME in words and _ONLY_VALUES.fullmatch(words):
            inside = {m.means for m in mentions if found.start() <= m.start < found.end()}
            kept = [m for m in mentions if not found.start() <= m.start < found.end()]
            if inside <= {m.means for m in kept}:
                # "Anti-Jo-1 positive (Jo-1 above 20 U/mL)"
                mentions, words = kept, ""
                text = blank(text, found.start(), found.end())
                masked = blank(masked, found.start(), found.end())
        if NAME not in found[0] and _WORD.search(words) and not _TELLING.match(words):
            text = blank(text, found.start(), found.end())
            masked = blank(masked, found.start(), found.end())
    for found in [*_NON.finditer(masked)]:
        mentions = [m for m in mentions if not found.start() <= m.start < found.end()]
        text, masked = (blank(t, found.start(), found.end()) for t in (text, masked))
    for found in [*_HAS.finditer(masked)]:
        text, masked = (blank(t, found.start(), found.end()) for t in (text, masked))
    for found in [*_KIND.finditer(masked)]:
        if found["but"]:
            if found["open"] not in ("(", ":"):
                continue
            mentions = [m for m in mentions if not found.start("but") <= m.start < found.end("but")]
        text = blank(text, found.start(), found.end())
        if found["open"] in ("(", "["):
            text = _without_closing(text, found.end())
    return _without_excepted_diseases(text, mentions), mentions


def _without_excepted_diseases(text: str, mentions: list[Mention]) -> str:
    if not _EXCEPTS.search(text):
        return text
    masked = masked_names(text, mentions)
    for disease in names.mentions(text):
        if NAME not in masked[disease.start : disease.end]:
            length = disease.end - disease.start
            masked = masked[: disease.start] + PEOPLE * length + masked[disease.end :]
    for found in _EXCEPT_DISEASE.finditer(masked):
        text = blank(text, found.start(), found.end())
    return text


def blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _without_closing(text: str, start: int) -> str:
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "([":
            depth += 1
        elif text[at] in ")]":
            if not depth:
                return blank(text, at, at + 1)
            depth -= 1
    return text


def masked_names(text: str, mentions: list[Mention]) -> str:
    """A text with one letter for the names of antibodies."""
    characters = list(text)
    for mention in mentions:
        characters[mention.start : mention.end] = NAME * (mention.end - mention.start)
    return "".join(characters)


_AMOUNTS = r"(?:titers?|titres?|levels?|concentrations?|values?)"
# An exclusion of those whose test finds too little of it.
TOO_LOW = lazy(
    # Possessive, so that a list of many names is read in one way.
    rf"(?:^|(?<=[.;]))[^\w{NAME}]*+(?:(?:an?|the|with|in|whose|who|have|has|having|serum|patients|participants|subjects|people|those|of|for|{_AMOUNTS})\s+)*+"
    rf"{NAME}++(?:\s*+(?:[,/]|\b(?:and|or)\b)\s*+(?:(?:and|or)\s+)?+{NAME}++)*+"
    rf"(?:\s++(?:(?:auto)?antibod\w++|{_AMOUNTS}|test|result|is|are|that|of|remain\w*+)(?!\w))*+"
    r"\s*+(?:<|≤|below\b|under\b|(?:less|lower)\s+than\b|not\s+(?:above|exceeding|reaching)\b)",
    re.IGNORECASE,
)
