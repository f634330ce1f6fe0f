"""What a line of the criteria does with the people it describes: includes or excludes them.

A line under "Inclusion Criteria" excludes where it denies: "No active cancer". One under "Exclusion
Criteria" includes where it allows: "Treated skin cancer is permitted".
"""

import re
from enum import StrEnum

from .wording import holds


class Part(StrEnum):
    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"
    NEITHER = "neither"


# Headings in a whole sentence: "You can't join if:", "Patients with any of these are excluded:".
EXCLUDED_WORDS = (
    r"exclud(?:ed|es?)|ineligible|(?:not|n['’]t)\s+(?:be\s+)?(?:eligible|included?|enrol(?:l|led)?|allowed)"
    r"|(?:can\s?not|can['’]t|do(?:\s+not|n['’]t)|may\s+not|must\s+not|should(?:\s+not|n['’]t)|will\s+not|won['’]t)"
    r"\s+(?:be\s+(?:able|in|part)|join|participate|take\s+part|enter|enrol)"
    r"|exclusionary|reasons?\s+(?:for\s+exclusion|not\s+to)|exclusion\s+of"
)
# What turns a line against the heading that it stands under.
_DENIES = re.compile(
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
_ALLOWS = re.compile(
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
_STARTS_WITH_NO = re.compile(
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
_CLAUSE = re.compile(
    r"(?<=[.!?])(?<!\bexcl\.)(?<!\bincl\.)(?<!\bexc\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)\s+(?=[A-Z(])|;\s+|,\s+(?=(?:but(?!\s+not\s+limited)|however)\b)"
)
_MAY_HAVE_CLAUSES = re.compile(r"[.!?;] |, (?:but|however)\b").search
_REMARK = re.compile(r"\([^()]*\)")
_EXCLUDED_OUTRIGHT = re.compile(
    rf"(?<!not\s)(?<!n['’]t\s)(?<!not\sbe\s)(?<!not\sbeen\s)\b(?:{EXCLUDED_WORDS})\b", re.IGNORECASE
)


def clauses_of(text):
    if not _MAY_HAVE_CLAUSES(text):
        return [text]
    found = [c.strip() for c in _CLAUSE.split(text)]
    return [clause for clause in found if clause] or [text]


def effect_of(text, plain):
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
