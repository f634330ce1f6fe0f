"""What a line of the criteria does with the people it describes: includes or excludes them.

A line under "Inclusion Criteria" excludes where it denies: "No active cancer". One under "Exclusion
Criteria" includes where it allows: "Treated skin cancer is permitted".
"""

import re
from enum import StrEnum

from .wording import holds, lazy


class Part(StrEnum):
    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"
    NEITHER = "neither"
    # A list whose lead leaves open what it does with what it names, or tells of something else.
    UNCLEAR = "unclear"
    ASIDE = "aside"


# Headings in a whole sentence: "You can't join if:", "Patients with any of these are excluded:".
EXCLUDED_WORDS = (
    r"exclud(?:ed|es?)|ineligible|(?:not|n['’]t)\s+(?:to\s+)?(?:be\s+)?(?:eligible|included?|enrol(?:l|led)?|allowed)"
    r"|(?:can\s?not|can['’]t|do(?:\s+not|n['’]t)|may\s+not|must\s+not|should(?:\s+not|n['’]t)|will\s+not|won['’]t)"
    r"\s+(?:be\s+(?:able|in|part)|join|participate|take\s+part|enter|enrol)"
    r"|exclusionary|reasons?\s+(?:for\s+exclusion|not\s+to)|exclusion\s+of"
)
# What turns a line against the heading that it stands under.
_DENIES = lazy(
    rf"""^(?:[\w\s/-]{{0,40}}:\s*)?
      (?:no|not(?!\s+only)|without|absence|never|negative|free\s+(?:of|from)|lack|none|neither|nor|
      non[-\s](?!invasive|pharm|small|hodgkin|melanoma))\b
    | ^(?:\S+\s+){{0,4}}(?:(?:has|have)\s+no|(?:with\s+)?(?:without|no)\s+(?:\w+\s+){{0,2}}
      (?:history|evidence|diagnosis|signs?|known))\b
    | \b(?:must|should|may|can|shall|will)(?:\s+not|n['’]t)\b
      (?!\s+(?:only|limited|exclu|necessar|require|need|be(?:en)?\s+exclu))
    | \bcannot\b | \b(?:do|does)(?:\s+not|n['’]t)\s+have\b
    | \b(?!ineligible\s+for\s+(?!the\b|this\b|partic|enrol))(?:{EXCLUDED_WORDS})\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ALLOWS = lazy(
    r"""\b(?:is|are|be|was|were|may|can|remain|also|still|considered|deemed)\s+
      (?:still\s+|also\s+|be\s+|considered\s+)*
      (?:allowed|permitted|permissible|eligible|acceptable|accepted|enrolled|included|participate|
      not\s+(?:be\s+)?(?:excluded|exclusionary|an\s+exclusion|grounds|considered))\b
    | \bnot\s+(?:an?\s+)?(?:exclusion(?:ary)?|excluded|a\s+reason)\b
    | \bdo(?:es)?\s+not\s+(?:exclude|preclude|constitute|count)\b
    | (?<!not\s)(?<!n['’]t\s)(?<!not\sbe\s)\b(?:allowed|permitted|eligible|acceptable)\b
      \s*[.;)]?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_STARTS_WITH_NO = lazy(
    r"(?:no|not(?!\s+(?:able|willing|capable|suitable|fit))|without|absence|lack|negative)\b",
    re.IGNORECASE,
)
_DENYING_WORDS = (
    *("no", "n't", "n’t", "without", "absen", "never", "negative", "free", "lack", "exclu"),
    *("ineligib", "reason"),
)
_ALLOWING_WORDS = (
    *("allow", "permi", "eligib", "accept", "enrol", "inclu", "particip", "exclu", "reason"),
    *("preclu", "constitut", "grounds", "considered"),
)
_CLAUSE = lazy(
    r"(?<=[.!?])(?<!\bexcl\.)(?<!\bincl\.)(?<!\bexc\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bsec\.)(?<!\bacc\.)(?<!\bresp\.)(?<!\bca\.)(?<![:.;,)]\s\d\.)\s+(?=[A-Z(])|;\s+|,\s+(?=(?:but(?!\s+not\s+limited)|(?<!\bis,\s)(?<!\bare,\s)(?<!\bmay,\s)(?<!\bcan,\s)(?<!\bwill,\s)however(?!,\s+(?:is|are|was|were|may|can|will|must|should|has|have|do|does|cannot|not|never|be|been)\b))\b)"
)
_MAY_HAVE_CLAUSES = lazy(r"[.!?;] |, (?:but|however)\b").search
_REMARK = lazy(r"\([^()]*\)")
_EXCLUDED_OUTRIGHT = lazy(
    rf"(?<!not\s)(?<!n['’]t\s)(?<!not\sbe\s)(?<!not\sbeen\s)\b(?:{EXCLUDED_WORDS})\b", re.IGNORECASE
)


# "Excluded: IBM; JDM", "IIM except (a) IBM; (b) JDM": the semicolon parts the items of one list.
_OPENS_LIST = lazy(
    r"(?:[:：(]|\b(?:except\w*|exclu\w*|other\s+than|apart\s+from|aside\s+from|not|no|none|nor|but|unless|save|minus|ineligible)\b)"
    r"[^.:：]*$",
    re.IGNORECASE,
)
# An item of a list is short, and no sentence of its own.
_SENTENCE = lazy(
    r"\d\s*[%a-z]|[:：]|\b(?:age|aged|able|willing|sign\w*|written|informed|consent|must|has|have|had|is|are|was|can|may|will|should"
    r"|male|female|men|women|adults?|patients?|participants?|subjects?|provide|diagnos\w+|defin\w+|confirmed|criteria|at\s+least"
    r"|more|less|years?|stable|treat\w*|according|with|no|not|exclud\w+|eligible|allow\w*|permit\w*|includ\w+|accept\w*|yes|ok)\b",
    re.IGNORECASE,
)


def is_bare(item: str) -> bool:
    """Whether an item is a short list of things, and not a sentence."""
    return len(item.split()) <= 8 and not _SENTENCE.search(item)


# "Bohan A, Peter JB. Polymyositis and dermatomyositis.": the title of a paper.
_AUTHORS_AT_END = lazy(
    r"\b(?!(?:Part|Cohort|Group|Arm|Type|Stage|Phase|Class|Grade|Version|Active|Stratum|Section|Vitamin)\b)"
    r"[A-Z][a-z][\w'’-]*\s(?!DM|PM)[A-Z]{1,2}(?:,?\set\sal)?\.$"
)
# "Lundberg et al. Classification criteria for juvenile DM"
_ET_AL = lazy(r"\bet\s+al\.$")
_TITLE_OF_PAPER = lazy(
    r"[\"“]?(?:[\w/-]+\s+){0,6}?(?:criteria|classification|definition)s?\b", re.IGNORECASE
)
# "DM; a few cases may be admitted" is about one disease.
_A_FEW = lazy(
    r"(?:an?\s+)?(?:few|some|single|individual|certain|selected|exceptional|small\s+number\s+of)\s"
    r"(?:[\w-]+\s+){0,2}(?:may|can|might|could)\b",
    re.IGNORECASE,
)
_BUT = lazy(
    r"but\s+(?!not\b)|but\s+not\s+(?:(?:the|an?|its|of|those|with)\s+)*[\w-]+\s+(?:forms?|types?|kinds?|variants?)\b",
    re.IGNORECASE,
)
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_NUMBER_AT_END = lazy(r"(?:^|\s)\d\.$")


def clauses_of(text: str) -> list[str]:
    if not _MAY_HAVE_CLAUSES(text):
        return [text]
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*(match.span() for match in _CLAUSE.finditer(text)), (len(text), len(text))):
        clause = text[start : end[0]].strip()
        number = _NUMBER_AT_END.search(clause)
        if number and end[1] < len(text) and is_bare(clause[: number.start()]):
            # "DM 2. PM 3. IBM": a list in one line.
            continue
        if _ET_AL.search(clause) and _TITLE_OF_PAPER.match(text, end[1]):
            continue
        if _AUTHORS_AT_END.search(clause) and _YEAR.search(text, end[1]):
            continue
        if found and _goes_on(found[-1], clause, text):
            found[-1] = (found[-1][0], end[0])
        elif clause:
            found.append((start, end[0]))
        start = end[1]
    return [text[first:last].strip() for first, last in found] or [text]


def _goes_on(before: tuple[int, int], clause: str, text: str) -> bool:
    if text[before[1]] != ";":
        # "Any subtype, but IBM", "No IBM, but PM"
        return bool(_BUT.match(clause)) and is_bare(clause)
    if _A_FEW.match(clause):
        return True
    return is_bare(clause) and bool(_OPENS_LIST.search(text[before[0] : before[1]]))


_IS_NOT = lazy(r"\b(?:is|are)\s+not(?P<end>\W*)$", re.IGNORECASE)
_VERB_BEFORE = lazy(
    r"\b(?:is|are|be)\s+(?P<verb>excluded|barred|eligible|ineligible|allowed|permitted|accepted|enrolled|included)"
    r"\s*[.;]\s*$",
    re.IGNORECASE,
)


# "DM; JDM, PM not permitted": behind a semicolon the words are about the whole list.
_LIST_WITHOUT_VERB = lazy(
    r"(?P<list>(?:(?!\b(?:is|are|was|were|be|yes|no|eligible|allowed|but|with|if)\b)[^;:().])+,(?:(?!\b(?:is|are|was|were|be|not)\b)[^;:(),.])+?)\s+"
    r"(?P<verb>(?:not\s+(?:permitted|allowed|eligible|included|accepted|acceptable|enrolled)|excluded|ineligible|barred)\W*)$",
    re.IGNORECASE,
)


def completed(line: str, text: str) -> str:
    """A clause with the verb of the one before it: "PM is excluded. DM is not [excluded]."

    The words that it has stay at their places.
    """
    if line.find(text) > 0 and (bare := _LIST_WITHOUT_VERB.match(text)):
        return f"{bare['list']} are {bare['verb']}"
    if not (is_not := _IS_NOT.search(text)) or is_not["end"].strip(" ."):
        return text
    before = _VERB_BEFORE.search(line[: line.find(text)])
    return f"{text[: is_not.start('end')]} {before['verb']}" if before else text


def effect_of(text: str, plain: Part) -> Part:
    """What a clause does with those whom it names; remarks in brackets do not turn it."""
    if "(" in text:
        text = _REMARK.sub("", text)
    low = text.lower()
    if plain == Part.EXCLUSION:
        if (
            holds(low, _ALLOWING_WORDS)
            and _ALLOWS.search(text)
            and not _EXCLUDED_OUTRIGHT.search(text)
        ):
            return Part.INCLUSION
        # "No diagnosis of …" under an exclusion may mean either.
        return Part.NEITHER if _STARTS_WITH_NO.match(text) else plain
    # Text without headings mostly says whom a study takes: "Patients with dermatomyositis".
    if not holds(low, _DENYING_WORDS):
        return Part.INCLUSION
    return Part.EXCLUSION if _DENIES.search(text) and not _ALLOWS.search(text) else Part.INCLUSION
