"""The names under which records speak of myositis and of its types: a table of patterns.

The names are data, shown on /how-we-read-trials/. Their spelling is loose on purpose: records
write `dermato-myositis`, `anti synthetase`, `necrotising` and `Idiopahic`.
"""

import re
from dataclasses import dataclass

from .diseases import (
    AMYOPATHIC,
    ANOTHER,
    ANTISYNTHETASE,
    DERMATOMYOSITIS,
    INCLUSION_BODY,
    JUVENILE,
    NECROTIZING,
    OVERLAP,
    POLYMYOSITIS,
    UMBRELLA,
)
from .wording import lazy

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
_GROWN = r"(?:adults?|classic(?:al)?)(?:[-\s]onset)?"
_BEGAN = (
    r"(?:began|begun|begins|started|starting|appeared|(?:first\s+)?diagnosed|first\s+seen|set\s+in|manifested"
    r"|with\s+(?:an?\s+)?(?:onset|start))"
)
_EARLIER = (
    r"(?:(?:before|prior\s+to|under|below|younger\s+than|earlier\s+than)\s|[<≤]\s?)\s*(?:(?:the|their)\s+)?(?:age\s+(?:of\s+)?)?1[0-8](?:th)?(?![\d.])(?!\s*(?:months?|weeks?|days?))"
    r"(?:\s*(?:years?(?:\s+(?:of\s+age|old))?|yrs?\b|y\.?\s?o\b\.?|y\b|birthday))?"
)
_BEFORE_18 = rf"(?:(?:with|whose|had|having|of)\s+)?(?:its\s+|an?\s+)?onset\s+{_EARLIER}"
_SINCE_18 = (
    r"(?:with|of)\s+(?:an?\s+)?onset\s+(?:(?:at|on)\s+or\s+)?(?:after|above|over|beyond|at|≥|>)\s*(?:the\s+)?(?:age\s+(?:of\s+)?)?1[68]\b"
    r"(?:\s*(?:years?|yrs?)\b(?:\s+(?:of\s+age|old))?)?(?:\s+or\s+(?:later|above|older|after))?"
)
_AGES_BEHIND = (
    r"(?:(?:juvenile|childhood)(?:[-\s]onset)?\s*(?:or|and|/)\s*adult|adult(?:[-\s]onset)?\s*(?:or|and|/)"
    r"\s*(?:juvenile|childhood))(?:[-\s]onset)?\)?"
)
_OF_ANY_AGE = rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|DM|PM|autoimmune\s+myositis)"
_QUOTE = r"[\"“”'’]?"
# What stands between an adjective and its disease.
_STATE = r"(?:(?:idiopathic|active|refractory|relapsed|new[-\s]onset|moderate|severe|rare)[\s/]+)*"
_PM_DM = rf"(?:{_PM}|{_DM}|PM|DM|{_MYOSITIS})(?:\s*(?:/|and|or|and/or|&)\s*(?:{_PM}|{_DM}|PM|DM))?"
_CTD = (
    r"(?:systemic\s+(?:sclerosis|lupus)(?:\s+erythematosus)?|scleroderma|lupus(?:\s+erythematosus)?|SLE|SSc|mixed\s+connective(?:[-\s]tissue\s+disease)?|Sj[\w’'-]+(?:\s+(?:syndrome|disease))?|MCTD|RA|rheumatoid\s+arthritis"
    r"|(?:an|any\s+)?other\s+(?:defined\s+|autoimmune\s+)*(?:connective|CTDs?|autoimmune)(?:[-\s]tissue\s+(?:diseases?|disorders?)(?=\s*,))?)\b"
)
_CTDS = rf"{_CTD}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s*/\s*|\s+(?:and|or|and/or)\s+){_CTD})*"
_NO_MUSCLE = (
    r"(?:without|with\s+(?:no|never))\s+(?:(?:any|clinical|objective|evident|present|past|current|or|and)\s+)*"
    r"(?:musc\w+\s+(?:involvement|disease|weakness|symptoms)|weakness(?:\s+of\s+(?:the\s+)?muscles?)?|myositis)\b"
)
# Words before the rash of a line that begins with it.
_SHOWN = (
    r"(?:(?:active|typical|classic(?:al)?|characteristic|pathognomonic|definite|moderate|severe|moderate[-\s]to[-\s]severe|mild|persistent|refractory|current|stable|biopsy[-\s]proven|ongoing|an?|the"
    r"|presence\s+of|evidence\s+of|(?:patients|participants|subjects|adults|people)\s+with|with|ha(?:s|ve)|having)\s+)*"
)
_ON_SKIN = (
    r"(?:rash(?:es)?|skin\s+(?:rash(?:es)?|lesions?|disease|involvement|findings?|changes|manifestations?|symptoms?|activity)"
    r"|cutaneous\s+(?:lesions?|disease|involvement|manifestations?))"
)
_SYNTHETASE = r"anti[-\s]?synth[ei]?tas(?:e|[ei]s)|anti[-\s]?sy?nthetase|antisyntetase"


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
    Name(rf"\b(?:childhood|juvenile|p(?:a)?ediatric)[-\s]onset\s+of\s+(?:the\s+)?{_OF_ANY_AGE}\b(?:\s*(?:/|and|or|&)\s*(?:{_PM}|{_DM}|PM|DM)\b)?",
         (JUVENILE,)),
    Name(rf"(?:{_DM}|\bDM)\s*,?\s*(?:of\s+|with\s+(?:an?\s+)?|either\s+|both\s+|whether\s+)?\(?{_AGES_BEHIND}",
         (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"(?:{_PM}|\bPM)\s*,?\s*(?:of\s+|with\s+(?:an?\s+)?|either\s+|both\s+|whether\s+)?\(?{_AGES_BEHIND}",
         (JUVENILE, POLYMYOSITIS)),
    Name(rf"onset\s+of\s+(?:{_DM}|DM)\s+in\s+childhood\s+or\s+(?:in\s+)?adult\w*",
         (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:that\s+|which\s+)?(?:has\s+|had\s+)?{_BEGAN}\s+(?:in|during)\s+"
         r"(?:early\s+)?(?:childhood|infancy|adolescence|youth)\b"
         rf"|(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:(?:that\s+)?(?:began\s+|started\s+)?as\s+(?:an?\s+)?(?:child|teenager|adolescent|boy|girl|infant)\b|since\s+(?:early\s+)?(?:childhood|infancy)"
         rf"|(?:that\s+)?{_BEGAN}\s+{_EARLIER})",
         (JUVENILE,)),
    Name(rf"(?:{_DM}|\bDM)\s+(?:that\s+|which\s+)?(?:has\s+|had\s+)?{_BEGAN}\s+(?:in|during)\s+(?:adult\s+(?:life|age)|adulthood|adults)",
         (DERMATOMYOSITIS,)),
    Name(rf"(?:{_DM}|\bDM)\s+{_SINCE_18}", (DERMATOMYOSITIS,)),
    Name(rf"(?:{_PM}|\bPM)\s+{_SINCE_18}", (POLYMYOSITIS,)),
    Name(rf"(?:{_PM}|\bPM)\s+(?:that\s+|which\s+)?(?:has\s+|had\s+)?{_BEGAN}\s+(?:in|during)\s+(?:adult\s+(?:life|age)|adulthood|adults)",
         (POLYMYOSITIS,)),
    Name(rf"(?:{_DM}|\bDM)\s+(?:of|with)\s+(?:childhood|juvenile)[-\s]onset",
         (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"\b(?:{_YOUNG}|children['’]?s|child['’]s)\s+(?:forms?|kinds?|types?|variants?)\s+of\s+{_STATE}{_OF_ANY_AGE}\b"
         rf"|{_OF_ANY_AGE}\s+onset\s+(?:in|during)\s+(?:early\s+)?(?:childhood|infancy|adolescence)\b|onset\s+of\s+{_OF_ANY_AGE}\s+(?:in|during)\s+(?:early\s+)?(?:childhood|infancy|adolescence)\b"
         rf"|(?:{_IIM}|{_MYOSITIS}|\bdisease)\s+(?:of|with)\s+(?:an?\s+)?(?:juvenile|childhood|p(?:a)?ediatric)[-\s]onset\b",
         (JUVENILE,)),
    Name(rf"\b{_YOUNG}(?:\s*\([^()]{{1,20}}\))?[-;,\s]+{_STATE}{_OF_ANY_AGE}\b(?:\s*(?:/|and|or|&)\s*(?:{_PM}|{_DM}|PM|DM)\b)?"
         rf"(?:\s+(?:that\s+(?:was\s+)?)?{_BEGAN}\s+{_EARLIER})?",
         (JUVENILE,)),
    Name(rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:in|of)\s+(?:children|childhood)"
         r"\s+(?:and|or)\s+(?:in\s+|of\s+)?adult\w*", (JUVENILE, DERMATOMYOSITIS)),
    Name(rf"(?:{_DM}|{_PM}|{_IIM}|{_MYOSITIS}|\bDM|\bPM)\s+(?:(?:in|of)\s+(?:children|childhood)\b"
         rf"|{_BEFORE_18})"
         rf"|onset\s+of\s+(?:the\s+)?(?:disease|{_OF_ANY_AGE})\s+{_EARLIER}"
         rf"|diagnosis\s+of\s+{_OF_ANY_AGE}\s+(?:was\s+)?(?:made\s+|established\s+)?{_EARLIER}",
         (JUVENILE,)),
    Name(rf"\b{_YOUNG}\s+onset\s+of\s+(?:the\s+)?disease\b|\bdisease\s+{_BEFORE_18}",
         (JUVENILE,), is_guarded=True),
    Name(rf"(?:{_DM}|{_PM}|{_MYOSITIS})[,\s]+\(?(?:juvenile|childhood)(?:[-\s](?:type|onset))?\b"
         r"(?!\s+(?:dermato|poly|myos|idio|inflam|arthr|chronic|systemic|lupus|sclero|DM|PM"
         r"|(?:cases|patients|disease|forms?|onset)\s+(?:is|are|not|excl|inelig|may|can|elig|allow)))",
         (JUVENILE,)),
    Name(rf"\b{_YOUNG}\s+overlap\s+{_MYOSITIS}", (JUVENILE,)),
    Name(rf"\b{_YOUNG}\s+{_STATE}(?:dermato[-\s]?poly|poly[-\s]?dermato)[-\s]?{_ITIS}",
         (JUVENILE,)),
    Name(rf"\b{_YOUNG}(?=,\s*(?:[\w-]+,\s*)*[\w-]+,?\s+(?:or|and)\s+[\w-]+\s+(?:{_MYOSITIS}|{_IIM}))",
         (JUVENILE,)),
    Name(rf"(?:{_DM}|DM)\s+(?:or|and|and/or)\s+(?:{_PM}|PM)\s+of\s+(?:juvenile|childhood)[-\s]onset",
         (JUVENILE,)),
    Name(rf"{_DM},?\s+(?:both\s+)?(?:of|in)\s+adults(?:\s*\([^()]*\))?\s+(?:and|or)\s+(?:of|in)\s+children",
         (JUVENILE, DERMATOMYOSITIS)),
    Name(r"\bR?JDMS?\b|\bJIIMs?\b|\bjuvenile\s+DM\b", (JUVENILE,)),
    Name(r"\b(?:JPM|JM)\b", (JUVENILE,), is_guarded=True),
    Name(rf"\b{_YOUNG}\s+(?:forms?|kinds?|disease|cases|types?|variants?|patients)\b"
         r"|(?:(?<=[,/:(]\s)|(?<=[(,/]))juvenile(?=\s*(?:[,)/]|$|,?\s*(?:and|or)\s(?!adult)))|\bjuvenile(?:[-\s]onset)?\b(?=\s*(?:(?:and|or|/)\s*(?:clinically\s+)?(?:a|hypo)myopathic\b|,\s*[\w-]+[-\s](?:associated|related|induced)\s+(?:and|or)\s+(?:inclusion|overlap|necroti)|[:;.)]|$|or\s+adult\s+in|not\b|no\b|yes\b|is\b|are\b))",
         (JUVENILE,), is_guarded=True),
    # Skin without muscle.
    Name(rf"(?:(?:(?:skin|cutaneous)[-\s](?:only|limited|restricted)|isolated\s+(?:cutaneous|skin)|(?:pure(?:ly)?|exclusive(?:ly)?|solely)\s+(?:cutaneous|skin))\s+"
         rf"(?:\((?:clinically\s+)?(?:a|hypo)-?myopathic\)\s+)?(?:{_DM}|DM\b)"
         r"(?:\s+without\s+(?:any\s+|clinical\s+)?musc\w+\s+(?:involvement|disease))?"
         rf"|(?:{_DM}|\bDM)\s+of\s+(?:the\s+)?skin\s+(?:only|alone)\b"
         rf"|(?:rash(?:es)?|skin\s+\w+)\s+of\s+(?:{_DM}|DM)\s+without\s+(?:any\s+|clinical\s+)*(?:musc\w+\s+(?:involvement|disease|weakness)|weakness)"
         rf"|(?:{_DM}|\bDM)(?:\s+|,\s*)(?:that\s+is\s+|if\s+)?(?:limited|restricted|confined)\s+to\s+(?:the\s+)?"
         r"skin"
         rf"|(?:{_DM}|\bDM)\s*,?\s*\(?(?:skin[-\s]only\b(?!\s+disease)|without\s+(?:any\s+|clinical\s+)?musc\w+"
         r"\s+(?:involvement|disease))"
         rf"|(?:{_DM}|\bDM)\s+with\s+(?:(?:only\s+)?(?:skin|cutaneous)\s+(?:disease|involvement|symptoms|manifestations|signs)\s+only\b|only\s+(?:skin|cutaneous)\s+(?:disease|involvement|symptoms|manifestations|signs)\b)"
         rf"|(?:{_DM}|\bDM)\s+(?:patients?\s+)?whose\s+only\s+(?:manifestation|sign|symptom)s?\s+(?:is|are)\s+(?:in\s+|of\s+)?(?:the\s+)?(?:skin|cutaneous)\b"
         rf"|(?:{_DM}|\bDM),\s*(?:a|hypo)myopathic(?!\s+(?:derm|DM|disease|or|and|(?:(?:forms?|types?|variants?|cases|ones)\s+)?(?:also\s+|too\s+|are\s+|is\s+)*(?:included|allowed|accepted|permitted|eligible|too|comprised)))"
         rf"|(?:{_DM}|\bDM)\s+(?:that\s+|which\s+)?(?:is|are)\s+(?:clinically\s+)?(?:a|hypo)myopathic(?:{_AND}(?:a|hypo)myopathic)?\b)(?:\s*,?\s*{_NO_MUSCLE})?",
         (AMYOPATHIC,)),
    Name(rf"(?:skin|cutaneous)[-\s]predominant{_AND}(?:skin|cutaneous)[-\s]only\s+(?:{_DM}|DM\b)",
         (AMYOPATHIC, DERMATOMYOSITIS)),
    Name(r"skin[-\s]only\s+disease", (AMYOPATHIC,), is_guarded=True),
    Name(rf"(?:clinically\s+)?(?:a|hypo)[-\s]?myopathic{_AND}(?:classic\w*|myopathic|adult)\s+(?:{_DM}|DM\b)",
         (AMYOPATHIC, DERMATOMYOSITIS)),
    Name(rf"(?:classic\w*|myopathic){_AND}(?:clinically\s+)?(?:a|hypo)[-\s]?myopathic\s+(?:{_DM}|DM\b)",
         (AMYOPATHIC, DERMATOMYOSITIS)),
    Name(rf"(?:clinically[-\s]+)?\b(?:a|hypo)[-\s]?myopathic{_QUOTE}(?:{_AND}{_QUOTE}(?:a|hypo)[-\s]?myopathic{_QUOTE})?(?:\s+(?:forms?|types?|variants?)(?:\s+of|(?=\s*[),])))?"
         rf"(?:\s+{_STATE}(?:{_DM}|DM\b)(?:\s+{_NO_MUSCLE})?)?|(?:{_DM}|\bDM)\s+sine\s+myositis|\bC-?ADM\b(?![-\s]?140)(?:\s+{_NO_MUSCLE})?",
         (AMYOPATHIC,)),
    Name(r"\bADM\b", (AMYOPATHIC,), is_guarded=True),
    # Who has its rash has it: only where a line begins so.
    Name(rf"^\W*{_SHOWN}(?:{_DM}\s+{_ON_SKIN}\b|{_ON_SKIN}\s+of\s+{_DM})(?!\W*$|\s*(?:only|alone|without|severity|scores?|index|assess|[,;]\s*(?:or|and)\b))",
         (DERMATOMYOSITIS,)),
    Name(rf"^\W*{_SHOWN}(?:DM\s+{_ON_SKIN}\b|{_ON_SKIN}\s+of\s+DM\b)(?!\W*$|\s*(?:only|alone|without|severity|scores?|index|assess|[,;]\s*(?:or|and)\b))",
         (DERMATOMYOSITIS,), is_guarded=True),
    # Inclusion bodies: the inherited diseases first.
    Name(r"(?:(?:hereditary|familial|inherited|genetic)\s*(?:or|and|/)\s*sporadic"
         r"|sporadic\s*(?:or|and|/)\s*(?:hereditary|familial|inherited))\s+inclusion[-\s]body[-\s]my\w+",
         (INCLUSION_BODY,)),
    Name(r"(?:hereditary|familial|inherited|genetic)\s+(?:\(\w+\)\s+)?(?:forms?\s+of\s+)?inclusion[-\s]body[-\s]my\w+"
         r"|inclusion[-\s]body[-\s]myopathy\s+(?:2|type\s*2|with\s+(?:early|paget))|\bh-?IBM\b|\bIBM2\b|\bIBMPFD\b",
         (ANOTHER,)),
    Name(rf"(?:sporadic\s+)?{_INCLUSION}[-\s]+bod(?:d?y|ies|ys)[-\s]+{_ITIS}|myositis,\s*inclusion[-\s]body(?![-\s]+my)"
         r"|sporadic\s+inclusion[-\s]+body[-\s]+myopathy|\bs-?IBM\b|inclusions?[-\s]+(?:bod(?:y|ies)[-\s]+)?m[iy]os[iy]s?t?[iy]?t?[iy]?s\b"
         r"|(?:myositis|myopath(?:y|ies)|IIMs?|muscle\s+disease)\s+of\s+(?:(?:the|an?)\s+)?inclusion[-\s]body\s+(?:(?:sub-?)?type|kind|form)|(?:(?<=\()|(?<=\band\s)|(?<=\bor\s))inclusion[-\s]body\s+(?:type|kind|form|disease)(?=\s*(?:\)|\.|$))"
         r"|myositis\s+(?:with|by)\s+inclusions?(?:\s+bod(?:y|ies))?(?:\s*\(s?IBM\))?",
         (INCLUSION_BODY,)),
    Name(r"inclusion[-\s]+body[-\s]+myopathy|(?:(?<=[,/:(]\s)|(?<=[(,/]))inclusion[-\s]body(?=\s*(?:[.;),/]|$|,?\s*(?:and|or)\s))|(?<=:\s)inclusion[-\s]body(?=\s*(?:,|and\b|or\b|/))|^\W*inclusion[-\s]body(?=\W*$)|inclusion[-\s]body(?=\s*(?:,|/|and|or|,\s*and|,\s*or)\s+(?:juvenile|necroti\w+|overlap|adult|viral|drug-\w+)\b)|\bIBM\b(?!\s*(?:,\s*)?(?:SPSS|Corp|Statist|Watson|Inc\b)|[-\s]?(?:FRS|functional\s+rating)\b)",
         (INCLUSION_BODY,), is_guarded=True),
    # Necrotizing.
    Name(r"(?:toxic|alcoholic|septic|infectious|viral)\s+necroti[sz]ing\s+myopath(?:y|ies)",
         (ANOTHER,)),
    Name(r"(?:(?:auto-?)?immune(?:[-\s]mediated)?\s+)?necroti(?:[sz]ing|c)\s+(?:auto-?immune\s+|immune[-\s]mediated\s+)?"
         r"(?:myopath(?:y|ies)|muscle\s+disease)|(?:immune[-\s]mediated\s+necroti(?:[sz]ing|c)|necroti[sz]ing\s+auto-?immune)\s+myositis"
         r"|necroti[sz]ing\s+(?:types?|kinds?|forms?|variants?)\s+of\s+(?:the\s+)?(?:auto-?immune|immune[-\s]mediated|inflammatory)\s+(?:inflammatory\s+)?(?:myopath(?:y|ies)|myositis|muscle\s+diseases?)"
         r"|(?:myopath(?:y|ies)|myositis)\s+of\s+(?:the\s+)?necroti[sz]ing\s+(?:type|kind|form)"
         r"|(?:auto)?immune[-\s]mediated\s+necroti[sz]ing\b(?!\s+(?:entero|fasc|panc|glom|vasc))"
         r"|myopathies?\s+n[ée]crosantes?(?:\s+auto-?immunes?)?|miopat[ií]as?\s+necroti[sz]antes?(?:\s+(?:auto)?inmun\w+)?"
         r"|\bIMNMs?\b|statin[-\s](?:associated|induced|triggered|related)\s+(?:auto-?immune|necroti[sz]ing)\s+myopathy"
         r"|(?:anti[-\s]*)?(?:SRP|signal\s+recognition\s+particle|HMG[-\s]?Co-?A?[-\s]?R(?:eductase)?|HMGCR)(?:[-\s](?:antibody|ab))?(?:[-\s](?:positive|associated))?"
         r"(?:\s*\(?\+\)?)?\s+(?:necroti[sz]ing\s+)?(?:immune[-\s]mediated\s+)?(?:myopath(?:y|ies)|myositis)",
         (NECROTIZING,)),
    Name(r"necroti[sz]ing\s+myositis|\b(?:NAM|SAAM)\b"
         # "Myositis (PM, DM, IBM or necrotizing)"
         r"|(?:(?<=[,:(]\s)|(?<=[/(])|(?<=\bor\s)|(?<=\band\s))(?:immune[-\s]mediated\s+)?necroti[sz]ing(?=\s*(?:[);.,/]|$|,?\s*(?:and|or)\s|(?:form|kind|type|variant)s?\b))",
         (NECROTIZING,), is_guarded=True),
    # Antisynthetase.
    Name(rf"(?:{_SYNTHETASE})(?:[-\s]+(?:auto)?antibod(?:y|ies))?[-\s]+(?:syndrom(?:es?)?|s[iy]nd?\.?(?=\W|$)|sdr?\.?(?=\W|$)|disease|inflammatory\s+my\w+|"
         rf"myositis|associated\s+(?:myositis|myopathy|interstitial|ILD))|\bASyS\b|\bASSD\b|\bAntiSS\b"
         r"|(?:myositis|myopath(?:y|ies)|IIMs?|IM|DM|PM)\s+(?:associated\s+)?with\s+(?:specific\s+\w+\s*\(?\s*)?(?:"
         rf"{_SYNTHETASE})"
         r"|anti[-\s]?(?:Jo-?\s?1|PL-?\s?7|PL-?\s?12|EJ|OJ|KS)(?:[-\s]+(?:auto)?antibod\w+)?[-\s]*(?:positive|associated|\+)[-\s]*"
         rf"(?:{_MYOSITIS}|{_IIM}|(?:inflammatory\s+)?myopathy)|(?:anti[-\s]?)?Jo-?1\s+syndrome|syndrome\s+of\s+(?:the\s+)?(?:{_SYNTHETASE})(?:\s+antibod\w+)?|anti[-\s]*tRNA[-\s]+synthetase\s+(?:syndrome|disease)",
         (ANTISYNTHETASE,)),
    # "Other ARS" and "anti-synthetase (Jo-1, PL-7)" are antibodies.
    Name(rf"\bASS\b|(?<!\bother\s)(?<!\banother\s)(?:(?<!anti-)\bARS\b|{_SYNTHETASE})(?!\s*\(\W*(?:(?:e\.?g|i\.?e)\W+)?(?:anti-?)?(?:Jo|PL|EJ|OJ|KS|Zo|Ha)\b[^()]*\)(?!\s*syndrome))",
         (ANTISYNTHETASE,), is_guarded=True),
    # With another disease of connective tissue.
    Name(rf"(?:an)?other\s+(?:connective[-\s]tissue\s+(?:diseases?|disorders?)|CTDs?|rheumatic\s+diseases?)\s+(?:that\s+)?overlap\w*\s+with\s+(?:{_MYOSITIS}|{_IIM})|overlap(?:ping)?[-\s]+(?:{_MYOSITIS}|{_IIM})|(?:{_MYOSITIS}|{_IIM})[-\s]+overlap\b(?:\s+syndrom(?:es?)?)?"
         rf"|(?:{_MYOSITIS}|{_IIM})\s+with\s+(?!(?:the\s+)?(?:sole\s+|only\s+|single\s+)?exc|no\b)(?:\w+\s+){{0,3}}overlap|scleromyositis|sclero-?(?:derma-?)?(?:poly)?myositis"
         rf"|overlap\s+syndrom(?:es?)?\s+(?:with|including|of|that\s+includes?)\s+(?:{_MYOSITIS}|{_PM}|{_DM}|PM\b|DM\b)"
         rf"|\b{_CTD}(?:\s*\([^()]*\))?\s+(?:in\s+|that\s+)?overlap\w*\s+with\s+{_PM_DM}|\boverlap(?:\s+syndromes?)?\s+(?:of|between)\s+{_PM_DM}\s+(?:with|and)\s+{_CTDS}|\boverlap(?:\s+syndromes?)?\s+(?:of|between)\s+{_CTD}\s+(?:and|with)\s+{_PM_DM}"
         rf"|\b(?:SSc|SLE|RA|MCTD|lupus|scleroderma|systemic\s+sclerosis)\s?[-/]\s?(?:{_PM}|{_DM}|PM|DM|{_MYOSITIS})(?=[^.;]{{0,30}}\boverlap)(?:[-\s]+overlap(?:\s+syndromes?)?)?|(?:{_MYOSITIS}|{_IIM})\s+of\s+(?:(?:the|an)\s+)?overlap\s+(?:type|kind|form)|{_PM_DM}[-\s]+(?:(?:occurring\s+)?in\s+(?:an\s+)?)?overlap(?:ping|s)?(?:\s+syndromes?)?\s+with\s+{_CTDS}"
         rf"|(?:{_PM}|{_DM}|PM|DM|{_MYOSITIS})\s?[-/]\s?(?:systemic\s+)?(?:sclero\w+|SSc|lupus|SLE|Sj\w+|MCTD|RA)(?:\s+(?:erythematosus|syndrome))?[-\s]+overlap(?:\s+syndrom(?:es?)?)?"
         rf"|(?:{_MYOSITIS}|{_IIM})\s+in\s+(?:an?|the)\s+(?:setting|context|course|frame|framework)\s+of\s+(?:an?\s+|the\s+)?(?:other|another|systemic|different)?\s*(?:connective|rheumatic|CTD|lupus|scleroderma|sclerosis|SLE\b|SSc\b|MCTD\b|Sj)\w*"
         rf"|(?:{_MYOSITIS}|{_IIM})\s+(?:in\s+)?(?:overlap(?:ping)?|association|associated|in\s+the\s+context)\s*(?:with|of|to)?\s+"
         r"(?:an?\s+|the\s+)?(?:other|another|systemic|different)?\s*(?:auto-?immune\s+)?(?:connective|rheumatic|CTD|lupus(?:\s+erythematosus)?|scleroderma|sclerosis|Sj|SLE\b|SSc\b)\w*"
         rf"|(?:connective[-\s]tissue[-\s]diseases?|CTD)[-\s]*(?:associated|related|overlap)\s+(?:{_MYOSITIS}|{_IIM}|{_DM}|{_PM}|DM\b|PM\b)",
         (OVERLAP,)),
    Name(rf"(?:{_MYOSITIS}|{_IIM})\s+(?:(?:that\s+is\s+|that\s+are\s+)?(?:occurring|seen|found|combined|co-?existing)\s+)?(?:together\s+|along\s+|in\s+combination\s+|combined\s+"
         r"|concurrent(?:ly)?\s+|in\s+conjunction\s+)(?:with\s+)?(?:an?\s+|the\s+|any\s+)?(?:(?:an)?other\s+|systemic\s+|second\s+|defined\s+|auto-?immune\s+)*"
         r"(?:connective[-\s]tissue\s+(?:diseases?|disorders?)|CTDs?\b|lupus|SLE\b|sclero\w+|sclerosis|SSc\b|Sj\w+|rheumat\w+\s+(?:arthritis|diseases?)|RA\b|MCTD\b)",
         (OVERLAP,)),
    Name(r"overlap(?:ping)?\s+(?:syndrom(?:es?)?|connective[-\s]tissue\s+diseases?|CTD)|\boverlap\b(?=\s*(?:,|/|or|and|\)))|(?:(?<=/)|(?<=,\s)|(?<=\bor\s)|(?<=\band\s))overlap\b(?=\s*(?:[.;]|$))"
         r"|(?:(?<=incl\.\s)|(?<=including\s))overlap(?:ping)?\s+with\s+(?:lupus|SLE\b|sclero\w+|systemic\s+sclerosis|SSc\b|Sj[\w'’]++|MCTD\b|rheumatoid\s+arthritis|RA\b)(?!\s+(?:syndrome\s+)?included)"
         r"|(?:^\W*|(?<=\bwith\s)|(?<=\bhave\s))overlap(?:ping)?\s+with\s+(?:lupus|SLE\b|sclero\w+|systemic\s+sclerosis|SSc\b|MCTD\b|rheumatoid\s+arthritis|RA\b)(?!\s+(?:syndrome\s+)?included)"
         r"|\boverlap\s+between\s+(?:myositis|IIM|PM|DM|polymyositis|dermatomyositis)\s+and\s+"
         r"(?:(?:an)?other\s+(?:[\w-]+\s+){0,3}(?:diseases?|disorders?)|CTDs?\b|lupus|SLE\b|sclero\w+|systemic\s+sclerosis|SSc\b|Sj\w+)"
         r"|\boverlap(?:ping)?\s+(?:with\s+)?(?:an?\s+|any\s+|the\s+)?(?:an)?other\s+(?:auto-?immune\s+|systemic\s+|defined\s+)*"
         r"(?:connective[-\s]tissue\s+(?:diseases?|disorders?)|CTDs?\b|rheumatic\s+diseases?|auto-?immune\s+diseases?)",
         (OVERLAP,), is_guarded=True),
    Name(r"(?:(?<=,\s)|(?<=\band\s)|(?<=\bor\s)|(?<=/))OM\b", (OVERLAP,), is_guarded=True),
    Name(r"(?:(?<=,\s)|(?<=\band\s)|(?<=\bor\s)|(?<=/))NM\b", (NECROTIZING,), is_guarded=True),
    # Two in one word.
    Name(rf"(?:dermato[-\s]?poly|poly[-\s]?dermato)[-\s]?m[iy]os[iy]tis|dermato-?{_AND}{_PM}|poly-?{_AND}{_DM}"
         r"|\b(?:PM|DM)\s?[-/&]\s?(?:DM|PM)\b|\bDMPM\b|\bPMDM\b|\bDM(?:,|\s+and|\s+or)\s+PM\b|\bPM(?:,|\s+and|\s+or)\s+DM\b",
         (DERMATOMYOSITIS, POLYMYOSITIS)),
    # What only sounds like it.
    Name(rf"{_MYOSITIS}\)?\s+ossificans|fibrodysplasia\s+ossificans|pyo-?{_MYOSITIS}"
         rf"|(?:viral|bacterial|infectious|infective|parasitic|septic|tropical|orbital|clostridial|focal|traumatic)\s+{_MYOSITIS}",
         (ANOTHER,)),
    Name(_DM, (DERMATOMYOSITIS,)),
    Name(_PM, (POLYMYOSITIS,)),
    Name(r"\bDM\b(?!\s*[12]\b(?![.)]\s)|[-\s]specific\b)", (DERMATOMYOSITIS,), is_guarded=True),
    Name(r"\bPM\b(?!\s*(?:2\.5|10)\b|[-‐‑–\s/]*Scl|[-‐‑–](?:75|100|Mito)\b)",
         (POLYMYOSITIS,), is_guarded=True),
    Name(r"\bmyopathies?\s+inflammatoires?|\bmiopat[ií]as?\s+inflamat[oó]rias?|\bentz(?:ü|ue)ndliche\w*\s+(?:myopathien?|muskelerkrankung\w*)|\bmiopatie\s+infiammatorie",
         (UMBRELLA,)),
    Name(rf"\b(?:{_IIM})\b|\b(?:auto-?immune|immune[-\s]mediated)\s+(?:inflammatory\s+)?(?:myopath(?:y|ies)|muscle\s+diseases?)"
         rf"|\b{_MYOSITIS}\b|myopath(?:y|ies),\s*(?:idiopathic\s+)?inflammatory", (UMBRELLA,)),
)  # fmt: skip
# "Non-juvenile DM" names two: one that is denied, and the disease of adults.
NON_JUVENILE = lazy(rf"non[-\s]{_YOUNG}(?=[-\s]+(?:{_DM}|{_PM}|DM\b|PM\b))", re.IGNORECASE)
# A lower age than these leaves out some of those with juvenile disease.
_YOUNG_AGE = _EARLIER.replace("1[0-8]", "1[78]")
# "Juvenile DM (onset before 18 years)": how old people with it were says no more than the name.
BEFORE_18 = lazy(
    r"\s+in\s+(?:early\s+)?childhood\b(?:\s+(?:and|who)\s+(?:are|is)\s+(?:now\s+)?adults?(?:\s+now)?)?|"
    r"\s*(?P<open>\()?\s*(?:,\s*)?(?:(?:i\.?e\.?|that\s+is|defined\s+as)\s*,?\s*)?(?:(?:with|whose|of|an?|the|its|disease|symptoms?|age|at|that|which|was|is|it)\s+)*"
    rf"(?:onset|{_BEGAN})\s+(?:(?:age|of|was|is|at)\s+)*{_YOUNG_AGE}(?(open)\s*\)|(?!\s+(?:and|with|who)\b))",
    re.IGNORECASE,
)
