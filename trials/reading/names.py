"""The names under which records speak of myositis and of its types, and when we trust them.

The names are data, shown on /how-we-read-trials/. Their spelling is loose on purpose: records
write `dermato-myositis`, `anti synthetase`, `necrotising` and `Idiopahic`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .wording import for_small, holds, small

UMBRELLA = "inflammatory-myopathy"
DERMATOMYOSITIS = "dermatomyositis"
AMYOPATHIC = "clinically-amyopathic-dermatomyositis"
JUVENILE = "juvenile-myositis"
POLYMYOSITIS = "polymyositis"
INCLUSION_BODY = "inclusion-body-myositis"
NECROTIZING = "immune-mediated-necrotizing-myopathy"
ANTISYNTHETASE = "antisynthetase-syndrome"
OVERLAP = "overlap-myositis"
# In the order in which pages show them.
SUBTYPES = (
    DERMATOMYOSITIS,
    AMYOPATHIC,
    JUVENILE,
    POLYMYOSITIS,
    INCLUSION_BODY,
    NECROTIZING,
    ANTISYNTHETASE,
    OVERLAP,
)
# Something else that bears such a name: an infection, bone in muscle, an inherited disease.
ANOTHER = "another"

# Records misspell it in many ways: "polymyosits", "dermatomyosistis".
_ITIS = r"m[iy](?:os[iy]?s?t?[iy]?t?[iy]?|sit[iy]|oit[iy]|ost?it[iy]t?[iy])s\b"
_INCLUSION = r"(?:in?c?l?usion|inclu[st]?s?i?on)"
_DM = rf"(?:derm(?:at)?o|dermt?a?to|dema?to|dermatho)[-\s]?{_ITIS}"
_PM = rf"pol[iy][-\s]?{_ITIS}"
_IIM = (
    r"(?:idio\w+\s+)?inflammatory\s+(?:muscle\s+diseases?|muscle\s+disorders?|my?opath(?:y|ies)"
    r"|myosit(?:is|ides))|IIMs?"
)
_MYOSITIS = r"(?:m[yi]os[iy]tis|myositides)"
_AND = r"\s*(?:,?\s*\b(?:and|or|and/or)\b|/|&|,|\+)\s*"
_YOUNG = r"(?:juvenile?|childhood|child|p(?:a)?ediatric|infantile|jeuvenile)(?:[-\s]onset)?"
_GROWN = r"adults?(?:[-\s]onset)?"
_BEGAN = (
    r"(?:began|begun|begins|started|starting|appeared|diagnosed|set\s+in|manifested"
    r"|with\s+(?:an?\s+)?(?:onset|start))"
)
_AGES_BEHIND = (
    r"(?:(?:juvenile|childhood)(?:[-\s]onset)?\s*(?:or|and|/)\s*adult|adult(?:[-\s]onset)?\s*(?:or|and|/)"
    r"\s*(?:juvenile|childhood))(?:[-\s]onset)?\)?"
)
_OF_ANY_AGE = rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|DM|PM|autoimmune\s+myositis)"
# What stands between an adjective and its disease.
_STATE = r"(?:(?:idiopathic|active|refractory|relapsed|new[-\s]onset|moderate|severe|rare)[\s/]+)*"
_SYNTHETASE = r"anti[-\s]?synth[ei]?tase|anti[-\s]?sy?nthetase|antisyntetase"


@dataclass(frozen=True)
class Name:
    """A way to write a disease; `means` are the condition slugs that it stands for.

    A guarded name stands for other things elsewhere (DM: diabetes) and counts only beside a name
    that is clear, or in a record that spells it out.
    """

    pattern: str
    means: tuple[str, ...]
    is_guarded: bool = False


# At one place of a text the first that fits counts.
NAMES = (
    # Both ages in one phrase, then children's types, before the names inside them.
    Name(rf"(?:{_YOUNG}{_AND}{_GROWN}|{_GROWN}{_AND}{_YOUNG})\s+{_STATE}(?:{_DM}|DM\b)",
         (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"(?:{_YOUNG}{_AND}{_GROWN}|{_GROWN}{_AND}{_YOUNG})\s+{_STATE}(?:{_PM}|PM\b)",
         (JUVENILE, POLYMYOSITIS)),
    Name(rf"(?:{_YOUNG}{_AND}{_GROWN}|{_GROWN}{_AND}{_YOUNG})\s+{_STATE}(?:{_IIM}|{_MYOSITIS})",
         (JUVENILE, UMBRELLA)),
    Name(rf"criteria\s+(?:for|of)\s+(?:the\s+)?(?:{_YOUNG}{_AND}{_GROWN}|{_GROWN}{_AND}{_YOUNG})\s+{_STATE}(?:{_IIM}|{_MYOSITIS})",
         (UMBRELLA,)),
    Name(rf"(?:{_DM}|\bDM)\s*,?\s*\(?{_AGES_BEHIND}", (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"(?:{_PM}|\bPM)\s*,?\s*\(?{_AGES_BEHIND}", (JUVENILE, POLYMYOSITIS)),
    Name(rf"onset\s+of\s+(?:{_DM}|DM)\s+in\s+childhood\s+or\s+(?:in\s+)?adult\w*",
         (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:that\s+|which\s+)?(?:has\s+|had\s+)?{_BEGAN}\s+(?:in|during)\s+"
         r"(?:early\s+)?(?:childhood|infancy|adolescence|youth)\b"
         rf"|(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:since\s+(?:early\s+)?(?:childhood|infancy)"
         rf"|(?:that\s+)?{_BEGAN}\s+(?:before|prior\s+to|under|below)\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?1[0-8](?:th)?\b)",
         (JUVENILE,)),
    Name(rf"(?:{_DM}|\bDM)\s+(?:that\s+|which\s+)?(?:has\s+|had\s+)?{_BEGAN}\s+(?:in|during)\s+(?:adult\s+(?:life|age)|adulthood|adults)",
         (DERMATOMYOSITIS,)),
    Name(rf"(?:{_PM}|\bPM)\s+(?:that\s+|which\s+)?(?:has\s+|had\s+)?{_BEGAN}\s+(?:in|during)\s+(?:adult\s+(?:life|age)|adulthood|adults)",
         (POLYMYOSITIS,)),
    Name(rf"(?:{_DM}|\bDM)\s+(?:of|with)\s+(?:childhood|juvenile)[-\s]onset",
         (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"\b{_YOUNG}\s+(?:forms?|kinds?|types?|variants?)\s+of\s+{_STATE}{_OF_ANY_AGE}\b"
         rf"|onset\s+of\s+{_OF_ANY_AGE}\s+(?:in|during)\s+(?:early\s+)?(?:childhood|infancy|adolescence)\b"
         rf"|(?:{_IIM}|{_MYOSITIS}|\bdisease)\s+(?:of|with)\s+(?:an?\s+)?(?:juvenile|childhood|p(?:a)?ediatric)[-\s]onset\b",
         (JUVENILE,)),
    Name(rf"\b{_YOUNG}[-;,\s]+{_STATE}{_OF_ANY_AGE}\b(?:\s*(?:/|and|or|&)\s*(?:{_PM}|{_DM}|PM|DM)\b)?",
         (JUVENILE,)),
    Name(rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:in|of)\s+(?:children|childhood)"
         r"\s+(?:and|or)\s+(?:in\s+|of\s+)?adult\w*", (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:(?:in|of)\s+(?:children|childhood)\b"
         r"|with\s+onset\s+(?:before|prior\s+to|under)\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?1[0-8](?:th)?\b)",
         (JUVENILE,)),
    Name(rf"(?:{_DM}|{_PM}|{_MYOSITIS})[,\s]+\(?(?:juvenile|childhood)(?:[-\s](?:type|onset))?\b"
         r"(?!\s+(?:dermato|poly|myos|idio|inflam|arthr|chronic|systemic|lupus|sclero|DM|PM"
         r"|(?:cases|patients|disease|forms?|onset)\s+(?:is|are|not|excl|inelig|may|can|elig|allow)))",
         (JUVENILE,)),
    Name(rf"\b{_YOUNG}\s+overlap\s+{_MYOSITIS}", (JUVENILE,)),
    Name(r"\bR?JDMS?\b|\bJIIMs?\b|\bjuvenile\s+DM\b", (JUVENILE,)),
    Name(r"\b(?:JPM|JM)\b", (JUVENILE,), is_guarded=True),
    Name(rf"\b{_YOUNG}\s+(?:forms?|kinds?|disease|cases|types?|variants?|patients)\b"
         r"|\bjuvenile(?:[-\s]onset)?\b(?=\s*(?:(?:and|or|/)\s*(?:clinically\s+)?(?:a|hypo)myopathic\b|,\s*[\w-]+[-\s](?:associated|related|induced)\s+(?:and|or)\s+(?:inclusion|overlap|necroti)|[:;.)]|$|or\s+adult\s+in|not\b|no\b|yes\b|is\b|are\b))",
         (JUVENILE,), is_guarded=True),
    # Skin without muscle.
    Name(rf"(?:(?:skin|cutaneous)[-\s](?:only|limited|restricted)|pure(?:ly)?\s+(?:cutaneous|skin))\s+"
         rf"(?:\((?:clinically\s+)?(?:a|hypo)-?myopathic\)\s+)?(?:{_DM}|DM\b)"
         r"(?:\s+without\s+(?:any\s+|clinical\s+)?musc\w+\s+(?:involvement|disease))?"
         rf"|(?:rash(?:es)?|skin\s+\w+)\s+of\s+(?:{_DM}|DM)\s+without\s+(?:any\s+|clinical\s+)*(?:musc\w+\s+(?:involvement|disease|weakness)|weakness)"
         rf"|(?:{_DM}|\bDM)(?:\s+|,\s*)(?:that\s+is\s+|if\s+)?(?:limited|restricted|confined)\s+to\s+(?:the\s+)?"
         r"skin"
         rf"|(?:{_DM}|\bDM)\s*,?\s*\(?(?:skin[-\s]only\b(?!\s+disease)|without\s+(?:any\s+|clinical\s+)?musc\w+"
         r"\s+(?:involvement|disease))"
         rf"|(?:{_DM}|\bDM)\s+with\s+(?:only\s+)?(?:skin|cutaneous)\s+(?:disease|involvement|symptoms|manifestations|signs)\s+only\b"
         rf"|(?:{_DM}|\bDM),\s*(?:a|hypo)myopathic(?!\s+(?:derm|DM|disease|or|and))",
         (AMYOPATHIC,)),
    Name(r"skin[-\s]only\s+disease", (AMYOPATHIC,), is_guarded=True),
    Name(rf"(?:clinically\s+)?(?:a|hypo)[-\s]?myopathic{_AND}(?:classic\w*|myopathic|adult)\s+(?:{_DM}|DM\b)",
         (AMYOPATHIC, DERMATOMYOSITIS)),
    Name(rf"(?:classic\w*|myopathic){_AND}(?:clinically\s+)?(?:a|hypo)[-\s]?myopathic\s+(?:{_DM}|DM\b)",
         (AMYOPATHIC, DERMATOMYOSITIS)),
    Name(rf"(?:clinically[-\s]+)?\b(?:a|hypo)[-\s]?myopathic(?:{_AND}(?:a|hypo)[-\s]?myopathic)?(?:\s+(?:forms?|types?|variants?)\s+of)?"
         rf"(?:\s+{_STATE}(?:{_DM}|DM\b))?|(?:{_DM}|\bDM)\s+sine\s+myositis|\bC-?ADM\b",
         (AMYOPATHIC,)),
    Name(r"\bADM\b", (AMYOPATHIC,), is_guarded=True),
    # Inclusion bodies: the inherited diseases first.
    Name(r"(?:(?:hereditary|familial|inherited|genetic)\s*(?:or|and|/)\s*sporadic"
         r"|sporadic\s*(?:or|and|/)\s*(?:hereditary|familial|inherited))\s+inclusion[-\s]body[-\s]my\w+",
         (INCLUSION_BODY,)),
    Name(r"(?:hereditary|familial|inherited|genetic)\s+(?:\(\w+\)\s+)?(?:forms?\s+of\s+)?inclusion[-\s]body[-\s]my\w+"
         r"|inclusion[-\s]body[-\s]myopathy\s+(?:2|type\s*2|with\s+(?:early|paget))|\bh-?IBM\b|\bIBM2\b|\bIBMPFD\b",
         (ANOTHER,)),
    Name(rf"(?:sporadic\s+)?{_INCLUSION}[-\s]+bod(?:d?y|ies|ys)[-\s]+{_ITIS}|myositis,\s*inclusion[-\s]body(?![-\s]+my)"
         r"|sporadic\s+inclusion[-\s]+body[-\s]+myopathy|\bs-?IBM\b|inclusions?[-\s]+(?:bod(?:y|ies)[-\s]+)?m[iy]os[iy]s?t?[iy]?t?[iy]?s\b"
         r"|myositis\s+of\s+the\s+inclusion[-\s]body\s+(?:type|kind)"
         r"|myositis\s+with\s+inclusions?(?:\s+bod(?:y|ies))?", (INCLUSION_BODY,)),
    Name(r"inclusion[-\s]+body[-\s]+myopathy|(?<=[,/]\s)inclusion[-\s]body(?=\s*(?:[.;)]|$))|\bIBM\b(?!\s*(?:,\s*)?(?:SPSS|Corp|Statist|Watson|Inc\b))",
         (INCLUSION_BODY,), is_guarded=True),
    # Necrotizing.
    Name(r"(?:toxic|alcoholic|septic|infectious|viral)\s+necroti[sz]ing\s+myopath(?:y|ies)",
         (ANOTHER,)),
    Name(r"(?:(?:auto)?immune(?:[-\s]mediated)?\s+)?necroti(?:[sz]ing|c)\s+(?:auto-?immune\s+|immune[-\s]mediated\s+)?"
         r"(?:myopath(?:y|ies)|muscle\s+disease)|(?:immune[-\s]mediated\s+necroti(?:[sz]ing|c)|necroti[sz]ing\s+auto-?immune)\s+myositis"
         r"|(?:auto)?immune[-\s]mediated\s+necroti[sz]ing\b(?!\s+(?:entero|fasc|panc|glom|vasc))"
         r"|\bIMNMs?\b|statin[-\s](?:associated|induced|triggered|related)\s+(?:autoimmune|necroti[sz]ing)\s+myopathy"
         r"|(?:anti[-\s]*)?(?:SRP|signal\s+recognition\s+particle|HMG[-\s]?Co?A?R|HMGCR)(?:[-\s](?:antibody|ab))?(?:[-\s](?:positive|associated))?"
         r"(?:\s*\(?\+\)?)?\s+(?:necroti[sz]ing\s+)?(?:immune[-\s]mediated\s+)?(?:myopath(?:y|ies)|myositis)",
         (NECROTIZING,)),
    Name(r"necroti[sz]ing\s+myositis|\b(?:NAM|SAAM)\b", (NECROTIZING,), is_guarded=True),
    # Antisynthetase.
    Name(rf"(?:{_SYNTHETASE})(?:[-\s]+(?:auto)?antibod(?:y|ies))?[-\s]+(?:syndrom(?:es?)?|disease|inflammatory\s+my\w+|"
         rf"myositis|associated\s+(?:myositis|myopathy|interstitial|ILD))|\bASyS\b|\bASSD\b|\bAntiSS\b"
         r"|(?:myositis|myopath(?:y|ies)|IIMs?|IM|DM|PM)\s+(?:associated\s+)?with\s+(?:specific\s+\w+\s*\(?\s*)?(?:"
         rf"{_SYNTHETASE})"
         r"|anti[-\s]?(?:Jo-?\s?1|PL-?\s?7|PL-?\s?12|EJ|OJ|KS)(?:[-\s]+(?:auto)?antibod\w+)?[-\s]*(?:positive|associated|\+)[-\s]*"
         rf"(?:{_MYOSITIS}|{_IIM}|(?:inflammatory\s+)?myopathy)|(?:anti[-\s]?)?Jo-?1\s+syndrome|anti[-\s]*tRNA[-\s]+synthetase\s+(?:syndrome|disease)",
         (ANTISYNTHETASE,)),
    # "Other ARS" and "anti-synthetase (Jo-1, PL-7)" are antibodies.
    Name(rf"\bASS\b|(?<!\bother\s)(?:(?<!anti-)\bARS\b|{_SYNTHETASE})(?!\s*\(\W*(?:(?:e\.?g|i\.?e)\W+)?(?:anti-?)?(?:Jo|PL|EJ|OJ|KS|Zo|Ha)\b[^()]*\)(?!\s*syndrome))",
         (ANTISYNTHETASE,), is_guarded=True),
    # With another disease of connective tissue.
    Name(rf"overlap(?:ping)?\s+(?:{_MYOSITIS}|{_IIM})|(?:{_MYOSITIS}|{_IIM})[-\s]+overlap(?:\s+syndrom(?:es?)?)?"
         rf"|(?:{_MYOSITIS}|{_IIM})\s+with\s+(?!(?:the\s+)?(?:sole\s+|only\s+|single\s+)?exc|no\b)(?:\w+\s+){{0,3}}overlap|scleromyositis|sclero-?(?:derma-?)?(?:poly)?myositis"
         rf"|overlap\s+syndrom(?:es?)?\s+(?:with|including|of|that\s+includes?)\s+(?:{_MYOSITIS}|{_PM}|{_DM}|PM\b|DM\b)"
         rf"|(?:{_PM}|{_DM}|PM|DM|{_MYOSITIS})\s?[-/]\s?(?:systemic\s+)?(?:sclero\w+|SSc|lupus|SLE|Sj\w+|MCTD|RA)(?:\s+(?:erythematosus|syndrome))?[-\s]+overlap(?:\s+syndrom(?:es?)?)?"
         rf"|(?:{_MYOSITIS}|{_IIM})\s+in\s+(?:an?|the)\s+(?:setting|context)\s+of\s+(?:an?\s+|the\s+)?(?:other|another|systemic|different)?\s*(?:connective|rheumatic|CTD|lupus|scleroderma|Sj)\w*"
         rf"|(?:{_MYOSITIS}|{_IIM})\s+(?:in\s+)?(?:overlap(?:ping)?|association|associated|in\s+the\s+context)\s*(?:with|of|to)?\s+"
         r"(?:an?\s+|the\s+)?(?:other|another|systemic|different)?\s*(?:auto-?immune\s+)?(?:connective|rheumatic|CTD|lupus|scleroderma|Sj|SLE\b|SSc\b)\w*"
         rf"|(?:connective[-\s]tissue[-\s]diseases?|CTD)[-\s]*(?:associated|related|overlap)\s+(?:{_MYOSITIS}|{_IIM}|{_DM}|{_PM}|DM\b|PM\b)",
         (OVERLAP,)),
    Name(rf"(?:{_MYOSITIS}|{_IIM})\s+(?:(?:that\s+is\s+|that\s+are\s+)?(?:occurring|seen|found|combined|co-?existing)\s+)?(?:together\s+|along\s+|in\s+combination\s+|combined\s+"
         r"|concurrent(?:ly)?\s+|in\s+conjunction\s+)(?:with\s+)?(?:an?\s+|the\s+|any\s+)?(?:(?:an)?other\s+|systemic\s+|second\s+|defined\s+|auto-?immune\s+)*"
         r"(?:connective[-\s]tissue\s+(?:diseases?|disorders?)|CTDs?\b|lupus|SLE\b|sclero\w+|sclerosis|SSc\b|Sj\w+|rheumat\w+\s+(?:arthritis|diseases?)|RA\b|MCTD\b)",
         (OVERLAP,)),
    Name(r"overlap(?:ping)?\s+(?:syndrom(?:es?)?|connective[-\s]tissue\s+diseases?|CTD)|\boverlap\b(?=\s*(?:,|/|or|and|\)))"
         r"|(?:(?<=incl\.\s)|(?<=including\s))overlap(?:ping)?\s+with\s+(?:lupus|SLE\b|sclero\w+|systemic\s+sclerosis|SSc\b|Sj[\w'’]++|MCTD\b|rheumatoid\s+arthritis|RA\b)(?!\s+(?:syndrome\s+)?included)"
         r"|\boverlap\s+between\s+(?:myositis|IIM|PM|DM|polymyositis|dermatomyositis)\s+and\s+"
         r"(?:(?:an)?other\s+(?:[\w-]+\s+){0,3}(?:diseases?|disorders?)|CTDs?\b|lupus|SLE\b|sclero\w+|systemic\s+sclerosis|SSc\b|Sj\w+)"
         r"|\boverlap(?:ping)?\s+with\s+(?:an?\s+|any\s+|the\s+)?(?:an)?other\s+(?:auto-?immune\s+|systemic\s+|defined\s+)*"
         r"(?:connective[-\s]tissue\s+(?:diseases?|disorders?)|CTDs?\b|rheumatic\s+diseases?|auto-?immune\s+diseases?)",
         (OVERLAP,), is_guarded=True),
    # Two in one word.
    Name(rf"(?:dermato[-\s]?poly|poly[-\s]?dermato)[-\s]?m[iy]os[iy]tis|dermato-?{_AND}{_PM}|poly-?{_AND}{_DM}"
         r"|\b(?:PM|DM)\s?[-/&]\s?(?:DM|PM)\b|\bDMPM\b|\bPMDM\b|\bDM(?:,|\s+and|\s+or)\s+PM\b|\bPM(?:,|\s+and|\s+or)\s+DM\b",
         (DERMATOMYOSITIS, POLYMYOSITIS)),
    # What only sounds like it.
    Name(rf"{_MYOSITIS}\s+ossificans|fibrodysplasia\s+ossificans|pyo-?{_MYOSITIS}"
         rf"|(?:viral|bacterial|infectious|infective|parasitic|septic|tropical|orbital|clostridial|focal|traumatic)\s+{_MYOSITIS}",
         (ANOTHER,)),
    Name(_DM, (DERMATOMYOSITIS,)),
    Name(_PM, (POLYMYOSITIS,)),
    Name(r"\bDM\b(?!\s*[12]\b(?!\.\s))", (DERMATOMYOSITIS,), is_guarded=True),
    Name(r"\bPM\b(?!\s*(?:2\.5|10)\b|[-‐‑–\s/]*Scl|[-‐‑–](?:75|100)\b)",
         (POLYMYOSITIS,), is_guarded=True),
    Name(rf"\b(?:{_IIM})\b|\b(?:auto-?immune|immune[-\s]mediated)\s+(?:inflammatory\s+)?(?:myopath(?:y|ies)|muscle\s+diseases?)"
         rf"|\b{_MYOSITIS}\b|myopath(?:y|ies),\s*(?:idiopathic\s+)?inflammatory", (UMBRELLA,)),
)  # fmt: skip
# Names begin where a word does, or inside of one that lacks its blank: "orDermatomyositis". A look
# at the letters first is five times as fast as trying all names at all of them.
_ANY = for_small(
    r"(?=[a-z])(?:\b|(?=derm|dema|pol[iy]|m[iy][os]|incl|anti|infl))(?:"
    + "|".join(f"(?P<n{number}>{name.pattern})" for number, name in enumerate(NAMES))
    + ")"
)
_CHILDREN_WITH = re.compile(
    r"(?P<adults>\badults?(?:\s+\w+)?\s*(?:,|/|and|or)\s*(?:and\s+)?(?:in\s+)?)?\b(?:child(?:ren)?|kids|boys|girls|minors"
    r"|adolescents?|teenagers|infants|juvenile\s+(?:patients?|participants?|subjects?|cases)|p(?:a)?ediatric\s+(?:patients?|participants?|subjects?))"
    r"(?:\s*(?:,|/|and|or)\s*(?:adolescents|teenagers|young\s+people|girls|boys))*(?:\s+(?:aged|under|younger|below|from)\s[^,;.]{1,25}|,?\s+\(?(?:[≥≤<>]=?\s?)?\d{1,2}[^,;.]{0,20})?"
    r"(?P<too>\s*(?:,|/|and|or)\s*(?:young\s+)?adults?(?:\s+patients?)?)?\s+(?:with|who\s+have|having|diagnosed\s+with|suffering\s+from)\s+"
    r"(?:an?\s+|the\s+|diagnosis\s+of\s+|(?:definite|probable|active|refractory|new-onset|severe|moderate|idiopathic)\s+)*$",
    re.IGNORECASE,
)
# "Non-juvenile DM" names two: one that is denied, and the disease of adults.
_NON_JUVENILE = re.compile(rf"non[-\s]{_YOUNG}(?=[-\s]+(?:{_DM}|{_PM}|DM\b|PM\b))", re.IGNORECASE)
# A quick look: without one of these a text names none of them.
_KEYS = (
    *("myos", "mysit", "myoit", "miosit", "myop", "miop", "muscle d", "synth", "nthetase"),
    *("syntetase", "overlap"),
    *("necroti", "jo-1 syn", "jo1 syn", "jo 1 syn"),
)
_SHORT_KEYS = ("DM", "PM", "IIM", "IBM", "IMNM", "ASyS", "ASS", "ARS", "NAM", "SAAM", "JM")
# Short forms are written in capitals, or they are other words: "as", "pm".
_SHORT = re.compile(r"[A-Za-z]{2,5}s?")
# The short form in brackets behind a name belongs to it.
_IN_BRACKETS = re.compile(
    r"\s*[\(\[](?!\s*(?i:NOT?|NEVER|OUT|EXC\w*|INC\w*|BARRED|ELIG\w*|INEL\w*|ALLOWED|TB[ACD]|YES|OK|IN|[YN]/[YNA])\s*[\)\]])"
    r"\s*[a-z]{0,2}[-\s]?[A-Z][A-Za-z/-]{1,7}\s*[\)\]]"
)
_DIABETES = re.compile(
    r"diabet|mellitus|insulin|hba1c|metformin|glyc[ae]|(?:un|well[-\s]|poorly[-\s])controlled"
    r"|\btype\s*(?:1|2|I|II)\b|\bT[12]-?DM|hypertension|myotonic|gestational|\bDM[12]\b|CTG\b",
    re.IGNORECASE,
)
# In a title or a condition: every DM of this record is another disease.
OTHER_DM = re.compile(r"diabet|mellitus|myotonic|steinert|\bT[12]DM\b|\bDM[12]\b", re.IGNORECASE)
_COMPANY = re.compile(r"SPSS|Armonk|\bsoftware\b|\bCorp\b|Watson|\bstatistic", re.IGNORECASE)
_LISTED = re.compile(r"[\s,/&;()+-]*(?:and|or|and/or)?[\s,/&;()+-]*", re.IGNORECASE)
_OTHER_PM = re.compile(
    r"pace-?maker|\bafternoon|\bevening|\ba\.?m\.?\b|post-?\s?mortem|particulate", re.IGNORECASE
)
_CLOCK = re.compile(r"\d\s*$")


@dataclass(frozen=True, slots=True)
class Mention:
    means: tuple[str, ...]
    start: int
    end: int
    is_guarded: bool = False


def may_name(text: str) -> bool:
    """A quick look, which nearly all texts on other diseases end at."""
    return holds(text.lower(), _KEYS) or holds(text, _SHORT_KEYS)


# What is no short form of a disease, though it stands in brackets behind one.
_NO_SHORT_FORM = (
    *("NO", "NOT", "NEVER", "OUT", "YES", "OK", "IN", "TBD", "TBC", "TBA", "EXCL", "INCL"),
    *("BARRED", "I", "II", "III", "IV", "US", "EU", "UK", "CTD", "SLE", "SSC", "ILD", "MCTD", "RA"),
)


def short_forms(text: str) -> dict[str, tuple[str, ...]]:
    """{short form: what it means} of those that a record makes for itself.

    "Overlap myositis (OM)" lets OM stand for overlap myositis in this record, and in no other.
    """
    found: dict[str, tuple[str, ...]] = {}
    for match in _DEFINES.finditer(text):
        form = match["form"]
        if form.upper() in _NO_SHORT_FORM or _ANY.fullmatch(small(form)):
            continue
        before = text[max(0, match.start() - 80) : match.start()].rstrip()
        named = mentions(before)
        if named and named[-1].end == len(before) and ANOTHER not in named[-1].means:
            found[form] = named[-1].means
    return found


_DEFINES = re.compile(
    r"\s*[(\[]\s*(?:or\s+|i\.?e\.?,?\s+)?[\"“']?(?P<form>[A-Z][A-Za-z-]{0,5}[A-Z])[\"”']?\s*[)\]]"
)


def named_by(forms: dict[str, tuple[str, ...]], text: str, found: list[Mention]) -> list[Mention]:
    """The mentions of a text, with those by short forms of the record's own."""
    taken = [(mention.start, mention.end) for mention in found]
    for form, means in forms.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?!\w)", text):
            if not any(start <= match.start() < end for start, end in taken):
                found = [*found, Mention(means, match.start(), match.end())]
    return sorted(found, key=lambda mention: mention.start)


def mentions(text: str, *, is_ours: bool = False) -> list[Mention]:
    """Every name in a text, in its order; guarded ones that their surroundings speak against go.

    `is_ours`: the study is of myositis, so that "juvenile-onset disease" names a type as well.
    """
    if not (may_name(text) or (is_ours and _BEGAN_YOUNG.search(text))):
        return []
    found: list[Mention] = []
    low = small(text)
    at, last = _where_named(text, low)
    while at <= last and (match := _ANY.search(low, at)):
        name = _name_of(match)
        at = max(match.end(), match.start() + 1)
        written = text[match.start() : match.end()]
        if _SHORT.fullmatch(written) and not _is_capital(written):
            continue
        if name.is_guarded and not _may_be_myositis(name, text, match):
            continue
        bracket = _IN_BRACKETS.match(text, match.end())
        if bracket and _is_short_form(bracket[0], name.means):
            at = bracket.end()
        adult = (
            _NON_JUVENILE.match(text, max(0, match.start() - 4))
            if name.means == (JUVENILE,)
            else None
        )
        if adult:
            found.append(Mention(name.means, match.start(), adult.end(), name.is_guarded))
            at = adult.end()
            continue
        means = _of_people(name.means, text[max(0, match.start() - 80) : match.start()])
        said = Mention(means, match.start(), at, name.is_guarded)
        if found and _says_again(found[-1], said, text):
            found[-1] = Mention(said.means, found[-1].start, at, said.is_guarded)
        else:
            found.append(said)
    return found


_BEGAN_YOUNG = re.compile(
    r"\b(?:juvenile|childhood|p(?:a)?ediatric)[-\s](?:onset|disease|forms?|kinds?|types?)\b",
    re.IGNORECASE,
)
# Words that a guarded name may consist of, beside the keys.
_OTHER_KEYS = (
    *("juvenil", "jeuvenile", "child", "diatric", "infantile", "skin", "cutaneous"),
    *("jo-1", "jo1", "jo 1", "antiss", "assd", "inclusion"),
)
# Characters of a name before its key: "moderate or severe refractory juvenile or adult".
_LONGEST_BEFORE = 250


def _where_named(text: str, low: str) -> tuple[int, int]:
    """Where the first name of a text begins at the earliest, and the last at the latest."""
    first, last = len(text), -1
    for whole, keys in ((low, _KEYS), (low, _OTHER_KEYS), (text, _SHORT_KEYS)):
        for key in keys:
            at = whole.find(key)
            if at >= 0:
                first, last = min(first, at), max(last, whole.rfind(key))
    return max(0, first - _LONGEST_BEFORE), last


def _name_of(match: re.Match[str]) -> Name:
    """The name that a match of _ANY is of."""
    return NAMES[int((match.lastgroup or "")[1:])]


def _of_people(means: tuple[str, ...], before: str) -> tuple[str, ...]:
    """What a disease is in the people before it: "children with dermatomyositis"."""
    children = _CHILDREN_WITH.search(before)
    if not children or not set(means) <= {DERMATOMYOSITIS, POLYMYOSITIS, UMBRELLA}:
        return means
    return (JUVENILE, *means) if children["adults"] or children["too"] else (JUVENILE,)


def _says_again(before: Mention, said: Mention, text: str) -> bool:
    """Whether it is the same name, said twice in a row."""
    same = before.means == said.means and before.is_guarded == said.is_guarded
    return same and not text[before.end : said.start].strip()


def _is_short_form(bracket: str, means: tuple[str, ...]) -> bool:
    """Whether the short form in brackets is that of the name before it, and no other disease."""
    inside = _ANY.search(small(bracket))
    return not inside or _name_of(inside).means == means


def _is_capital(written: str) -> bool:
    return sum(letter.isupper() for letter in written) >= 2


def _may_be_myositis(name: Name, text: str, match: re.Match[str]) -> bool:
    if name.means == (DERMATOMYOSITIS,):
        return not _speaks_of(_DIABETES, text)
    if name.means == (POLYMYOSITIS,):
        is_time = _CLOCK.search(text[max(0, match.start() - 10) : match.start()])
        return not is_time and not _speaks_of(_OTHER_PM, text)
    return match[0] != "ibm" or not _speaks_of(_COMPANY, text)


@lru_cache(maxsize=3)
def _speaks_of(another: re.Pattern[str], text: str) -> bool:
    """Whether a text speaks of what else the letters stand for.

    Kept for its other names: it is the same for all of them, and texts may have thousands.
    """
    return bool(another.search(text))


def trusted(text: str, found: list[Mention], speaks_of_myositis: bool) -> list[Mention]:
    """Mentions of one passage without guarded ones that nothing clear stands by.

    Two short forms side by side ("DM, IBM") stand by each other; so does a record that speaks of
    myositis in clear words elsewhere.
    """
    clear = speaks_of_myositis or any(not m.is_guarded and ANOTHER not in m.means for m in found)
    if clear:
        return found
    beside: set[Mention] = set()
    for one, other in pairwise(found):
        if ANOTHER in (*one.means, *other.means):
            continue
        if one.means != other.means and _LISTED.fullmatch(text, one.end, other.start):
            beside |= {one, other}
    return [m for m in found if not m.is_guarded or m in beside]
