"""Limits that name no type of myositis, and yet keep many people with one type out.

Each rule of the table says what one limit means and how study teams word it. A mention counts only
where nothing around it takes it back: "without ILD", "with or without a rash", "people in a
wheelchair may take part", "at least two of the following".
"""

import re
from dataclasses import dataclass

from . import budget
from .antibodies import ASKED_FOR, Asked
from .effects import Part
from .passages import Passage, Quote
from .wording import any_of, gettext_noop, holds, lazy


@dataclass(frozen=True)
class Rule:
    """A limit, what it means for a reader, and how lines word it.

    Every text that the patterns match holds one of `keys`, in lower case.
    """

    slug: str
    says: str
    keys: tuple[str, ...]
    # What people need who can join, and what bars people.
    includes: re.Pattern[str] | None = None
    excludes: re.Pattern[str] | None = None
    # What bars people for lacking it: "No known antibody" among the exclusions.
    lacks: re.Pattern[str] | None = None
    # Words in the same sentence with which it is no limit.
    unless: re.Pattern[str] | None = None
    # Whether it is a limit also where it is one of several ways to fit.
    holds_for_some: bool = False


@dataclass(frozen=True)
class Limit:
    limit: str
    quote: Quote


_LESS = (
    r"(?:<|≤|less|lower|below|under|not\s+(?:exceed|above)|no\s+(?:more|greater)\s+than|at\s+most"
    r"|maximum)"
)
_MORE = (
    r"(?:>|≥|greater|more\s+than|at\s+least|above|over|minimum|higher|or\s+more|not\s+less\s+than)"
)
_MMT = r"(?:\bMMT\b|\bMMT[-\s]?8|manual\s+muscle\s+test\w*)"
_WEAKNESS = r"(?:muscle|muscular|proximal|limb|thigh|leg)\s+weakness"
_LUNG = r"(?:\bFVC\b|\bDLCO\b|\bFEV1\b|diffusi(?:ng|on)\s+capacity|vital\s+capacity)"
_ILD = (
    r"(?:interstitial\s+(?:lung(?:\s+diseases?)?|pneumon\w+)|\b(?:RP-?)?ILD\b"
    r"|(?:pulmonary|lung)\s+(?:fibrosis|involvement))(?!(?:\s+disease)?\s+(?:screening|status|assessment|clinic))"
)
_OXYGEN = r"(?:oxygen|O2)"
_CT = r"(?:HR)?CT\b|\bscan|imaging|computed|radiograph\w*"
_WALK = r"(?:walk|ambulate|stand(?!\s+the)|rise|climb)\b"
_WALK_TEST = (
    r"(?:\b6MW[DT]?\b|(?:6|six)[-\s]?min(?:ute)?s?[-\s]+walk|timed\s+up|sit[-\s]to[-\s]stand)"
)
_CANCER = (
    r"(?<!anti)(?<!anti.)(?:malignan(?:t|cy|cies)\b(?!\s+(?:hyper|arrhy))"
    r"|cancers?\b(?!\s+resistance)|neoplas\w+|carcinoma|tumou?rs?|lymphoma|leuk[ae]?emia|melanoma"
    r"|myeloma|sarcoma)(?![-\s]+(?:related\s+)?(?:pain|\w*therap|treatment|vaccin|drug|agent))"
)
_CDASI = r"(?:\bCDASI\b|Disease\s+Area\s+and\s+Severity\s+Index)"
_SKIN = (
    r"(?:rash(?:es)?\b|(?:skin|cutaneous)\s+(?:\w+\s+)?(?:involvement|lesions?|disease|rash|activity|changes"
    r"|inflammation|manifestations?|symptoms))"
)
_ANTIBODY = r"(?:auto-?)?antibod(?:y|ies)(?![-\s]+drug)"
_MSA = r"(?:\b(?:MSA|MAA)s?\b|\banti-(?:Jo-?1|SRP|HMGCR|MDA-?5|TIF-?1\w*|NXP-?2|Mi-?2))"
_OF_MYOSITIS = (
    rf"(?:{_MSA}|(?:myositis|antisynthetase)[-\s]+(?:(?:specific|associated|related)\b[^.;]{{0,30}})?"
    rf"{_ANTIBODY})"
)
_MYOSITIS = r"(?:\w*myositis|myopath\w*|IIM\b|IMNM\b|J?DM\b|PM\b|IBM\b)"
_MEASURED = r"\b(?:is|are|will\s+be)\s+(?:\w+\s+)?(?:measured|assessed|recorded|tested|done|scored)"
_LACK = r"\b(?:no|not|without|absence\s+of|lack(?:s|ing)?(?:\s+of)?|negative(?:\s+for)?)\s+"
_OTHER_CAUSE = (
    r"(?:not|un)[-\s]*(?:related|due|linked)|not\s+(?:associated|attribut\w+|caused)|other\s+than"
    r"|(?:an)?other\s+causes?"
)
_PEOPLE = r"(?:patients?|pts|subjects?|participants?|individuals?|people|those|persons?)"
RULES = (
    Rule(
        "weakness-needed",
        gettext_noop(
            "It is for people whose muscles are weak on a strength test or an exam. People with a "
            "rash and strong muscles may not fit."
        ),
        keys=("mmt", "manual muscle", "weak", "cmas", "strength", "power"),
        includes=any_of(
            rf"(?:{_MMT}|\bCMAS\b)[^.;]{{0,60}}{_LESS}",
            rf"{_MMT}[^.;]{{0,30}}between",
            r"\b(?:demonstrable|objective|documented|presence\s+of|evidence\s+of|definite"
            r"|symptomatic|significant|active|persistent|with|ha(?:ve|s))"
            r"\s+(?:\w+\s+){0,2}muscle\s+weakness",
            rf"^(?:\w+\s+)?{_WEAKNESS}",
            r"\bproximal\s+(?:\w+\s+)?weakness",
            r"\b(?:mild|moderate|severe)\s+(?:muscle\s+)?weakness",
            r"^weakness\s+(?:of|in)\b",
            r"\b(?:reduced|decreased?|impaired|diminished|loss)\s+(?:of\s+)?(?:muscle\s+)?"
            r"(?:strength|power)\b",
        ),
        excludes=any_of(rf"{_MMT}[^.;]{{0,60}}{_MORE}"),
        lacks=any_of(
            rf"{_LACK}(?:\w+\s+){{0,3}}weakness\b(?!\s+(?:other|due|from|caused))",
            r"\b(?:normal|full)\s+(?:muscle\s+)?strength",
        ),
        unless=any_of(
            r"not\s+required|does\s+not\s+have\s+to|Bohan|criteria\s*[:(]",
            r"\bor\s+(?:an?\s+|active\s+)?(?:rash|skin|cutaneous|CDASI)",
            r"CDASI[^.;]{0,40}\bor\b",
            r"\bor\s+(?!distal|proximal|axial)(?:\w+\s+){0,2}weakness",
            r"weakness,?\s+(?:and/)?or\b",
            _MEASURED,
        ),
    ),
    Rule(
        "walking-needed",
        gettext_noop("It accepts people only if they can walk or do a movement test well enough."),
        keys=(
            *("walk", "ambula", "stand", "rise", "climb", "6mw", "timed up", "wheel", "chair"),
            *("bed", "min", "get up"),
        ),
        includes=any_of(
            rf"\b(?:able|ability)\s+to\s+(?:\w+\s+){{0,3}}?{_WALK}",
            rf"\bcan\s+(?:\w+\s+)?{_WALK}",
            rf"^(?:{_PEOPLE}\s+(?:who\s+)?)?walks?\s+(?:without|unaided|independently|at\s+least|\d)",
            r"(?<!non)(?<!non.)\bambula(?:tory|te|nt)\b"
            r"(?!\s+(?:care|blood|ECG|EEG|electro|monitor|clinic|oxygen|surg|setting))",
            r"\b(?:independent\s+ambulation|ambulation\s+with|independent\s+walker)",
            r"\bcapable\s+of\s+(?:\w+\s+)?walking|\bcan\s+get\s+up\s+from",
            r"\b(?:able|ability|can|capable|sufficient\w*)\b[^.;]{0,50}" + _WALK_TEST,
            rf"{_WALK_TEST}[^.;]{{0,60}}{_MORE}",
        ),
        excludes=any_of(
            r"\bwheel\s?chair",
            r"\bnon[-\s]?ambulat\w+",
            rf"\b(?:unable|inability|not\s+able)\s+to\s+(?:\w+\s+){{0,2}}?{_WALK}",
            rf"\b(?:unable|inability|not\s+able)\s+to\s+(?:\w+\s+){{0,3}}?{_WALK_TEST}",
            rf"\bcannot\s+(?:\w+\s+)?{_WALK}",
            r"\bbed[-\s]?(?:ridden|bound)|\bconfined\s+to\s+(?:an?\s+)?(?:bed|chair)",
            r"\bloss\s+of\s+(?:\w+\s+)?ambulation",
        ),
        lacks=any_of(r"\bnot\s+(?:\w+\s+)?ambula(?:nt|tory)"),
        unless=any_of(r"not\s+required", r"\bor\s+(?:in\s+a\s+|an?\s+)?(?:wheel|non.?ambul)"),
    ),
    Rule(
        "lungs-needed",
        gettext_noop(
            "It sets a minimum for lung function, or excludes people who use oxygen or have lung "
            "disease, at least if it is serious. Some people with lung disease from myositis may "
            "not fit."
        ),
        keys=(
            *("fvc", "dlco", "fev1", "diffusi", "vital capacity", "oxygen", "o2", "ild"),
            *("interstitial", "fibrosis", "involvement", "respiratory"),
        ),
        includes=any_of(
            rf"{_LUNG}[^.;]{{0,60}}{_MORE}",
            rf"{_MORE}[^.;]{{0,40}}{_LUNG}",
            rf"{_LUNG}[^.;]{{0,30}}\bbetween",
            r"\b(?:no|not|without)\b[^.;]{0,30}\boxygen",
        ),
        excludes=any_of(
            rf"{_LUNG}[^.;]{{0,60}}{_LESS}",
            rf"\b{_OXYGEN}[-\s]+(?:therapy|supplement\w*|use|requirement|support|depend\w+"
            r"|at\s+(?:home|rest))",
            rf"\b(?:requir\w+|need\w*|use\s+of|on)\s+(?:\w+\s+){{0,2}}{_OXYGEN}\b",
            rf"\b(?:home|long[-\s]term|supplemental|continuous)\s+{_OXYGEN}\b",
            r"\b(?:severe|significant|advanced|rapidly\s+progressive|uncontrolled|active"
            rf"|progressive)\s+(?:\w+\s+){{0,2}}{_ILD}",
            r"\bRP-?ILD\b|\brespiratory\s+(?:failure|insufficiency)",
            rf"^(?:{_PEOPLE}\s+with\s+|(?:known|history|presence|evidence|diagnosis|any|of|clinical\w*)"
            rf"\s+){{0,3}}{_ILD}(?!\s+(?:\w+\s+)?not\b)",
        ),
        unless=any_of(_OTHER_CAUSE),
    ),
    Rule(
        "lung-disease-needed",
        gettext_noop(
            "It is for people who also have lung disease (interstitial lung disease). People with "
            "healthy lungs may not fit."
        ),
        keys=("ild", "interstitial", "fibrosis", "involvement"),
        includes=any_of(
            r"^(?:(?:active|confirmed|documented|progressive|rapidly|fibrosing|known|chronic|stable"
            r"|clinical\w*|diagnosed|diagnosis|presence|evidence|of|with"
            rf"|\w+[-\s](?:associated|related|proven|confirmed))\s+){{0,4}}{_ILD}",
            r"\b(?!non-)\w+-ILD\b",
            r"\b(?:with|and|ha(?:ve|s)|complicated\s+(?:by|with)|accompanied\s+by)\s+"
            rf"(?:(?!(?:if|or|no|not|without)\b)[\w-]+\s+){{0,3}}{_ILD}",
            rf"{_ILD}\s+(?:\([^)]*\)\s+)?(?:must\s+be|(?:is\s+|was\s+)?(?:confirmed|documented|seen"
            rf"|shown|present|diagnosed))|{_ILD}[^.;]{{0,40}}\bon\s+(?:\w+\s+){{0,2}}(?:{_CT})",
        ),
        lacks=any_of(
            rf"{_LACK}(?:(?:evidence|signs?|presence|diagnosis|of|any|known|an?)\s+){{0,3}}{_ILD}",
            rf"{_ILD}\s+(?:\w+\s+)?not\s+(?:confirmed|present|seen|found|shown)",
        ),
        unless=any_of(
            r"present\s+or\s+absent",
            rf"not\s+required|\bif\b|\bor\s+(?:with\s+)?(?:\w+\s+){{0,2}}{_ILD}|{_ILD},?\s+(?:and/)?or\b",
            r"(?:weakness|skin|rash|arthritis)\b[^.;]{0,40}\bor\b",
            rf"{_MEASURED}|{_OTHER_CAUSE}",
        ),
    ),
    Rule(
        "no-recent-cancer",
        gettext_noop(
            "It excludes people who have cancer or had it within a stated time. That includes "
            "many people whose myositis came with a cancer."
        ),
        keys=(
            *("malignan", "cancer", "neoplas", "carcinoma", "tumo", "lymphoma", "leuk", "melanoma"),
            *("myeloma", "sarcoma", "oncolog"),
        ),
        includes=any_of(
            rf"{_CANCER}[-\s]free\s+(?:for|since|≥)",
            rf"\bfree\s+(?:of|from)\s+(?:\w+\s+){{0,2}}{_CANCER}\s+(?:for|since|≥)",
        ),
        excludes=any_of(
            r"\b(?:history|diagnosis|presence|evidence|active|current|known|recent|any|concurrent"
            rf"|concomitant|prior|previous|ongoing)\b[^.;]{{0,60}}\b{_CANCER}",
            rf"^{_CANCER}\b",
            rf"\b(?:past|present)\s+(?:or\s+\w+\s+)?(?:\w+\s+)?{_CANCER}",
            rf"\b{_CANCER}[-\s]+associated|\boncolog\w+\s+disease",
            rf"\b{_CANCER}[-\s]+(?:related|induced)\s+(?:\w+\s+)?{_MYOSITIS}",
            rf"{_MYOSITIS}\s+(?:that\s+is\s+)?(?:associated|related|linked|occurring)\s+(?:with|to)\s+"
            rf"(?:an?\s+)?(?:\w+\s+)?{_CANCER}",
            rf"\bparaneoplastic\s+(?:\w+\s+)?{_MYOSITIS}",
            rf"{_CANCER}[^.;]{{0,60}}\b(?:within|in\s+the\s+(?:last|past|previous))\b",
            rf"{_CANCER}\s*\(?\s*(?:<|≤|less\s+than)\s*\d",
            rf"\b{_PEOPLE}\s+(?:with|w/|having|who\s+ha(?:ve|d)(?:\s+had)?)\s+"
            rf"(?:an?\s+)?(?:\w+\s+)?{_CANCER}",
        ),
        unless=any_of(
            r"family\s+history|in\s+the\s+family|\b(?:mother|father|sibling)|first[-\s]degree|necrosis\s+factor",
            rf"{_CANCER}[-\s]+screening|screening\s+(?:for|of)\s+(?:\w+\s+)?{_CANCER}",
        ),
    ),
    Rule(
        "antibody-needed",
        gettext_noop(
            "It is for people with certain antibodies in their blood, at least in some groups. "
            "People without any of these may not fit."
        ),
        keys=("antibod", "msa", "maa", "anti-", "sero"),
        includes=any_of(
            r"(?:positiv\w*|presence|detectable|seropositiv\w*|at\s+least\s+one|documented|with)"
            rf"[^.;]{{0,80}}{_ANTIBODY}",
            rf"{_ANTIBODY}[^.;]{{0,50}}(?:positiv\w*|\b(?:found|detected)\b)",
            rf"{_MSA}[^.;]{{0,30}}positiv\w*",
            r"\b(?:positive|presence|at\s+least\s+one|with|known)\s+(?:\w+\s+){0,3}(?:MSA|MAA)s?\b"
            r"(?!\s+status)",
            rf"\bseropositive\s+(?:\w+\s+)?{_MYOSITIS}",
        ),
        lacks=any_of(
            r"^seronegative(?:\s+(?:patients|disease|people))?\W*$",
            rf"\bseronegative\s+(?:\w+\s+)?(?:{_MYOSITIS}|for\s+(?:\w+\s+){{0,2}}{_OF_MYOSITIS})",
            rf"{_LACK}(?:(?!or\b)[\w-]+\s+){{0,2}}{_OF_MYOSITIS}",
            rf"{_OF_MYOSITIS}[^.;]{{0,20}}\b(?:negative|absent|not\s+(?:found|detected|present))",
        ),
        unless=any_of(
            # Antibodies to germs, and those that are medicines.
            r"hepatit|HIV|HBs|HBc|HCV|SARS|COVID|tubercul|syphil|JC\s+virus|thyroid|anti-drug",
            r"\bVZV|varicella|zoster|measles|rubella|\bPD-?L?-?1\b|CTLA",
            rf"\b(?:treat|therap|progress)\w*\s+(?:\w+\s+)?with\b[^.;]{{0,60}}{_ANTIBODY}",
            r"monoclonal|measured|tested|\btest\b",
            r"with\s+or\s+without|positive\s+or\s+negative|regardless|not\s+required",
            rf"\bno\s+(?:\w+\s+)?positive|{_ANTIBODY}\s+(?:\w+\s+)?(?:not|never)\s",
        ),
        holds_for_some=True,
    ),
    Rule(
        "rash-needed",
        gettext_noop(
            "It is for people with an active rash, or one that a doctor scores as bad enough. "
            "People whose skin is calm may not fit."
        ),
        keys=("cdasi", "severity index", "skin", "cutaneous", "rash", "gottron", "heliotrope"),
        includes=any_of(
            rf"{_CDASI}[^.;]{{0,60}}{_MORE}",
            rf"\bactive\s+(?:{_MYOSITIS}\s+with\s+{_SKIN}|(?:cutaneous|skin)\s+{_MYOSITIS})",
            r"\b(?:active|moderate|severe|ongoing|persistent)\s+"
            rf"(?:(?:to|severe|\w*myositis|DM)\s+){{0,2}}{_SKIN}",
            r"\b(?:Gottron|heliotrope)\b[^.;]{0,60}\b(?:present|active)\b",
            rf"{_SKIN}[^.;]{{0,30}}\b(?:present|at\s+(?:entry|baseline|screening|inclusion))\b",
        ),
        excludes=any_of(rf"{_CDASI}[^.;]{{0,60}}{_LESS}"),
        lacks=any_of(rf"{_LACK}(?:(?:active|evidence|of|any|current)\s+){{0,3}}{_SKIN}"),
        unless=any_of(
            r"(?:muscle|muscular|weakness|lung|MMT-?8?)\b[^.;]{0,40}\bor\b",
            r"\bor\b[^.;]{0,40}\b(?:muscle|muscular|weakness|MMT|lung|joint)",
            r"photograph|present\s+or\s+absent|absent\s+or\s+present",
            rf"{_MEASURED}|not\s+required|infect|psoria|eczema|lupus|\bSLE\b|\bpast\b|history|{_OTHER_CAUSE}",
        ),
    ),
    Rule(
        "no-swallowing-trouble",
        gettext_noop("It excludes people with serious trouble swallowing, or with a feeding tube."),
        keys=("dysphag", "swallow", "aspiration", "tube", "gastrostomy", "feeding", "enteral"),
        includes=any_of(
            r"(?<!or\s)(?<!and\s)(?<!/)\b(?:no|without|absence\s+of|free\s+(?:of|from))\s+(?:(?:any|severe|significant|relevant|clinical|serious|current)\s+)*"
            r"(?:dysphagia|(?:difficult\w*|trouble|problems?)\s+(?:with\s+|in\s+)?swallowing|swallowing\s+(?:difficult|trouble|problem|disorder))",
        ),
        excludes=any_of(
            r"\b(?:severe|significant|serious)\s+(?:\w+\s+)?dysphagia",
            r"^dysphagia\b|dysphagia\s+(?:that|requiring|which|with)",
            r"\b(?:difficult\w*|trouble|problems?)\s+(?:with\s+|in\s+)?swallowing\b"
            r"(?!\s+(?:\w+\s+){0,3}(?:tablet|pill|capsule|medic|drug))",
            r"\bswallowing\s+(?:difficult|trouble|problem|disorder|dysfunction|impairment)",
            r"\baspiration\b(?!\s+(?:of|biop|cytol))",
            r"\b(?:feeding|nasogastric|PEG|gastric)\s+tube|\btube[-\s]fe(?:d|eding)|gastrostomy",
            r"\b(?:PEG|nasogastric|enteral)\s+(?:feeding|nutrition)",
            r"\b(?:unable|inability)\s+to\s+swallow\s*(?:$|[.;,)]|solid|food|liquid|water|safely)",
        ),
        unless=any_of(rf"marrow|needle|(?:dysphagia|swallowing)\s+(?:due|caused)|{_OTHER_CAUSE}"),
    ),
    Rule(
        "no-lasting-damage",
        gettext_noop("It excludes people whose muscles are thought to have permanent damage."),
        keys=(
            *("damage", "mdi", "end-stage", "end stage", "burnt", "burned", "weak", "fatty"),
            *("atrophy", "wasting", "muscle loss"),
        ),
        excludes=any_of(
            r"\b(?:severe|significant|global|permanent|irreversible|extensive)\s+(?:\w+\s+){0,2}"
            r"(?:muscle|myositis)\s+damage",
            r"\bmuscle\s+damage|\birreversible\s+muscle\s+loss",
            r"\b(?:irreversible|permanent)\s+damage\s+(?:of|to)\s+(?:the\s+)?muscle",
            r"\bMDI\b|Myositis\s+Damage\s+Index",
            rf"\bend[-\s]stage\s+(?:muscle|{_MYOSITIS})",
            r"\bburn(?:t|ed)[-\s]?out\b",
            r"\b(?:fixed|permanent|irreversible)\s+(?:\w+\s+){0,2}weakness",
            r"\b(?:severe|extensive|advanced)\s+(?:\w+\s+)?fatty\s+(?:muscle\s+)?(?:replacement|infiltrat|degener)",
            r"\b(?:severe|fixed|advanced|extensive|irreversible)\s+(?:\w+\s+)?muscle\s+"
            r"(?:atrophy|wasting|fibrosis)",
            r"\bdamage\s+(?:as|is)\s+[^.;]{0,30}\bweakness",
            r"\bweakness\s+(?:from|due\s+to|caused\s+by|because\s+of)\s+(?:\w+\s+){0,2}damage",
        ),
        unless=any_of(
            r"inhaler|stroke|polio|neuropath|spinal|dystroph|statin|trauma|injur|rhabdo|liver"
        ),
    ),
)
# Words before or after a mention that take it back.
_NEGATED = lazy(
    r"\b(?:no|(?<!must\s)(?<!should\s)not|without|absence\s+of|never|neither|nor|free\s+of|lack(?:s|ing)?)\b[^,;:.]{0,40}$",
    re.IGNORECASE,
)
_EITHER_WAY = lazy(
    r"\b(?:regardless|irrespective|with\s+or\s+without|whether|including|even)\b[^;:.]{0,40}$",
    re.IGNORECASE,
)
_ALLOWED = lazy(
    r"(?<!and\s)\b(?:may|can)\s+(?:also\s+|still\s+)?(?:take\s+part|join|participate|enter|enrol\w*"
    r"|be\s+(?:included|enrol\w+))|\b(?:is|are)\s+(?:also\s+|still\s+)?(?:eligible|allowed|welcome"
    r"|permitted|acceptable)|\b(?:is|are)\s+(?:not\s+)?optional",
    re.IGNORECASE,
)
_END_OF_CLAUSE = lazy(r"[.;(]")
# A lead or a beginning of a line after which each item alone is enough.
_ONE_OF_SEVERAL = lazy(
    r"\b(?:one|two|three|four|(?<![-/\w])\d|any|either|some|more)\s+(?:or\s+more\s+)?(?:\(\d\)\s+)?(?:one\s+)?"
    r"(?:out\s+)?of\b|\beither\s*:",
    re.IGNORECASE,
)
_LEADING_NO = lazy(r"^(?:no|not|without|absence\s+of|free\s+(?:of|from)|never)\s+", re.IGNORECASE)


def limits(passages: list[Passage], asked: tuple[Asked, ...] = ()) -> tuple[Limit, ...]:
    """The limits that criteria set, each once, with the first sentence that sets it.

    `asked` are the antibodies that the record names: one that is required is such a limit.
    """
    found: dict[str, Quote] = {}
    if needed := next((one for one in asked if one.demand in ASKED_FOR), None):
        found["antibody-needed"] = needed.quote
    for passage in passages:
        budget.check()
        if passage.field != "eligibility_criteria" or passage.is_about_controls:
            continue
        low = passage.text.lower()
        for rule in RULES:
            if rule.slug not in found and holds(low, rule.keys) and _sets(rule, passage):
                found[rule.slug] = passage.quote
    return tuple(Limit(rule.slug, found[rule.slug]) for rule in RULES if rule.slug in found)


def _sets(rule: Rule, passage: Passage) -> bool:
    if rule.unless and rule.unless.search(passage.text):
        return False
    if passage.within == Part.EXCLUSION:
        return _excludes(rule, passage)
    if passage.effect != Part.EXCLUSION:
        return _takes(rule, passage)
    # "Not on oxygen", among those whom the study takes, is worded for either side.
    if rule.slug == "lungs-needed" and _found(rule.includes, passage.text):
        return True
    text = _LEADING_NO.sub("", passage.text)
    return bool(rule.excludes and _search(rule.excludes, text))


def _excludes(rule: Rule, passage: Passage) -> bool:
    """Whether a line among the exclusions keeps people out for what they have, or lack."""
    text = passage.text
    if passage.effect == Part.EXCLUSION and _found(rule.excludes, text):
        return True
    return passage.effect != Part.INCLUSION and bool(rule.lacks and _search(rule.lacks, text))


def _takes(rule: Rule, passage: Passage) -> bool:
    match = _found(rule.includes, passage.text)
    if not match:
        return False
    leads = (*passage.under, passage.text[: match.start()])
    return rule.holds_for_some or not any(map(_ONE_OF_SEVERAL.search, leads))


def _found(pattern: re.Pattern[str] | None, text: str) -> re.Match[str] | None:
    """The first match that the text does not deny."""
    match = pattern and _search(pattern, text)
    if match and not _NEGATED.search(text[max(0, match.start() - 60) : match.start()]):
        return match
    return None


def _search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match that nothing before or after it takes back."""
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        end = _END_OF_CLAUSE.search(text, match.end())
        after = text[match.end() : end.start() if end else len(text)]
        if not _EITHER_WAY.search(before) and not _ALLOWED.search(after):
            return match
    return None
