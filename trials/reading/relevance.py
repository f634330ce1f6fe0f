"""Whether a study is about myositis, about another disease of muscle, or only mentions one."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from . import budget
from .diseases import SUBTYPES, UMBRELLA
from .effects import Part
from .names import mentions
from .passages import NAMED, Passage, Quote
from .subtypes import LISTED, TITLE, Evidence
from .wording import any_of, holds, lazy


class Relevance(StrEnum):
    MYOSITIS = "myositis"
    OTHER_MUSCLE = "other-muscle"
    MENTION = "mention"
    # Our rules gave up on the record.
    UNREAD = "unread"


@dataclass(frozen=True)
class Reason:
    """`is_doubtful`: the name is one of many in a study of something else, so an editor looks."""

    relevance: Relevance
    quote: Quote | None = None
    is_doubtful: bool = False


# Diseases of skeletal muscle that are not myositis. Never the heart's or the eye's.
_KINDS = (
    r"GNE|distal|nemaline|centronuclear|myotubular|mitochondrial|congenital|metabolic|steroid"
    r"|statin|critical\s+illness|intensive\s+care|ICU|thyroid|alcoholic|toxic|hereditary|inherited"
    r"|primary|genetic|bethlem|vacuolar|myofibrillar|lipid|endocrine|cancer|diabetic|uremic"
)
_OTHER_MUSCLE = any_of(
    r"\bmuscular\s+dystroph(?:y|ies)\b",
    r"\b(?:oculo|facio|limb|myo)[\w-]*\s+(?:\w+\s+)?dystroph(?:y|ies)\b",
    r"\b(?:duchenne|becker\s+muscular|steinert|pompe|mcardle|nonaka|hIBM|MELAS)\b",
    r"\b(?:DMD|FSHD|LGMD\w*|OPMD|XL-?MTM|MTM1|CNM|[LI]OPD|PMM|DM1|GSD\s?(?:II|V))\b",
    r"\b(?:dystrophin|dysferlin|sarcoglycan|calpain|lamin)opath\w+",
    r"\bacid\s+(?:maltase|alpha[-\s]?glucosidase)\b|\bglycogen(?:osis|\s+storage)\b",
    rf"\b(?:{_KINDS})[-\s]+(?:(?:associated|related|induced|acquired)\s+)?"
    r"(?:neuro|polyneuro)?myopath(?:y|ies)\b",
    r"\b(?:poly|neuro|polyneuro)?myopath(?:y|ies)\b",
    r"\bmyotoni[ac]\w*|\bperiodic\s+paralys[ie]s\b|\brhabdomyolysis\b|\bmyoglobinuria\b",
    r"\bmalignant\s+hyperthermia\b|\bhyper-?CK-?emia\b",
    r"\b(?:muscle|muscular|neuromuscular)\s+(?:disease|disorder)s?\b",
    r"\bmitochondrial\s+(?:disease|encephalo\w+|disorder)\b",
    r"\b(?:viral|bacterial|infectious|orbital|focal)\s+myositis\b",
    r"\b(?:fibrodysplasia|myositis)\s+ossificans\b|\bpyomyositis\b",
)
# Parts of words without which none of these is named.
_KEYS = (
    *(
        "myo",
        "dystroph",
        "musc",
        "opath",
        "duchenne",
        "dmd",
        "fsh",
        "lgmd",
        "opmd",
        "steinert",
        "dm1",
    ),
    *(
        "pompe",
        "acid",
        "mcardle",
        "glycogen",
        "gsd",
        "nonaka",
        "hibm",
        "paralys",
        "rhabdo",
        "thermia",
    ),
    *("mitoch", "melas", "emia", "mtm", "cnm", "opd", "pmm", "fibrodys"),
)
# Another disease of muscle or eye that such a word also names.
_NOT_OURS = lazy(
    r"cardio-?\s?myopath|(?:high|degenerative|pathologic|axial|myopic)\s+myop|encephalomyopathy\s+of\s+prema",
    re.IGNORECASE,
)
# In a trial against cancer, autoimmune diseases are what people must not have, or not badly.
_CANCER = lazy(
    r"cancer|carcinoma|melanoma|tumou?r|lymphom|leuk[ae]m|myeloma|sarcoma|neoplas|malignan|glioma",
    re.IGNORECASE,
)
# A disease that comes with another one, is a side effect, or lies behind: not what is studied.
_BESIDE = lazy(
    r"\b(?:overlap\w*|concomitant|concurrent|coexist\w*|secondary|additional|adverse|toxicit\w+|irAEs?|side\s+effects?"
    r"|immune[-\s]related|reactions?|prior|previous(?:ly)?|history|risk|complicat\w+|develop\w*|induced|suspect\w*"
    r"|allowed|permitted|stable|such\s+as|e\.g|with\s+or\s+without|SLEDAI|BILAG|shown\s+by|manifest\w*)\b",
    re.IGNORECASE,
)


_NON = lazy(r"\bnon[-\s]?\w*(?:myositis|myopathy)\b", re.IGNORECASE)


def _is_of_another(text: str) -> bool:
    """Whether a text names our diseases only to say what is not one: "non-myositis pain"."""
    return bool(_NON.search(text)) and not mentions(_NON.sub(" ", text))


def relevance(
    passages: list[Passage], said: list[Evidence], is_observational: bool = False
) -> Reason:
    """What a study is about, and the words that say so."""
    ours = [e for e in said if not e.excludes and e.means in (UMBRELLA, *SUBTYPES)]
    ours = [e for e in ours if not _is_of_another(e.passage.text)]
    names = [e for e in ours if e.quote.field in NAMED]
    if ours and _is_one_of_many(passages, ours, is_observational):
        return Reason(Relevance.MENTION, ours[0].quote, is_doubtful=True)
    if names:
        return Reason(Relevance.MYOSITIS, max(names, key=lambda e: e.strength == TITLE).quote)
    other = _other_muscle(passages, NAMED)
    has_names = any(p.field in ("brief_title", "official_title") for p in passages)
    told = [e for e in ours if e.strength >= LISTED or e.quote.field != "keywords"]
    told = [e for e in told if e.passage.within != Part.EXCLUSION]
    if has_names:
        beside = {e.passage.text for e in told}
        beside = {text for text in beside if _BESIDE.search(text)}
        told = [e for e in told if e.passage.text not in beside]
    is_of_cancer = any(_CANCER.search(p.text) for p in passages if p.field in NAMED)
    if is_of_cancer:
        told = []
    if told and not other and has_names and _are_in_long_lists(ours):
        return Reason(Relevance.MENTION, ours[0].quote, is_doubtful=True)
    if told and not other:
        return Reason(Relevance.MYOSITIS, max(told, key=lambda e: e.strength).quote)
    if other:
        return Reason(Relevance.OTHER_MUSCLE, other)
    if any(e.quote.field == "keywords" for e in ours) and not is_of_cancer:
        return Reason(Relevance.MYOSITIS, ours[0].quote)
    rest = ("keywords",) if has_names else ("keywords", "brief_summary", "eligibility_criteria")
    if other := _other_muscle(passages, rest):
        return Reason(Relevance.OTHER_MUSCLE, other)
    return Reason(Relevance.MENTION, said[0].quote if said else None)


def _are_in_long_lists(ours: list[Evidence]) -> bool:
    """Whether the criteria alone name our diseases, each time as one of many."""
    return all(
        e.passage.field in ("eligibility_criteria", "study_population")
        and len(_COMMAS.findall(e.passage.text)) >= _MANY - 1
        for e in ours
    )


def _is_one_of_many(passages: list[Passage], ours: list[Evidence], is_observational: bool) -> bool:
    """Whether no title names our diseases, and each place that does is a list of many.

    Such a list means something in a trial of a treatment for many diseases. A survey or a vaccine
    for people with any of them is a study of something else.
    """
    titles = [p.text for p in passages if p.field in _TITLES]
    if any(e.passage.field in _TITLES for e in ours):
        return False
    is_other = any(_SOMETHING_ELSE.search(title) for title in titles)
    if not (is_observational or is_other):
        return False
    conditions = {p.text for p in passages if p.field == "registry_conditions"}
    listed = {e.passage.text for e in ours if e.passage.field == "registry_conditions"}
    many = _MANY - 1 if is_other else _MANY
    is_among_many = len(conditions) >= many and len(listed) * 3 <= len(conditions)
    return all(
        is_among_many
        if e.passage.field in ("registry_conditions", "keywords", "arm_groups")
        else len(_COMMAS.findall(e.passage.text)) >= _MANY - 1
        for e in ours
    )


_TITLES = ("brief_title", "official_title", "acronym")
_MANY = 5
_COMMAS = lazy(r"[,;]|\b(?:and|or)\b")
_SOMETHING_ELSE = lazy(
    r"vaccin|immuni[sz]ation|covid|sars-cov|influenza|zoster|shingles|pneumococ|pregnan",
    re.IGNORECASE,
)


def _other_muscle(passages: list[Passage], fields: Collection[str]) -> Quote | None:
    for passage in passages:
        budget.check()
        if passage.field not in fields or passage.within == Part.EXCLUSION:
            continue
        if passage.effect == Part.EXCLUSION:
            continue
        low = passage.text.lower()
        if not holds(low, _KEYS):
            continue
        if _OTHER_MUSCLE.search(_NOT_OURS.sub(" ", passage.text)):
            return passage.quote
    return None
