"""Ways to write the same thing, made one before the words of a line are read.

Here stands only what the words of `lexicon.toml` cannot say: what has a number in it, or turns
the order of words.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_SIGNS = str.maketrans(
    {"⩽": "≤", "⩾": "≥", "≦": "≤", "≧": "≥", "＜": "<", "＞": ">", "’": "'", "（": "(", "）": ")"}
)
_TURNED = {"≤": "≥", "<": ">", "<=": "≥"}
_YEARS_OLD = r"(?:\s*-?(?:years?|yrs?|y)\b(?:\s+(?:of\s+age|old))?)?"
_AN_AGE = (
    r"(?:(?:the\s+)?ages?\s+(?:of\s+)?(?P<a>\d{1,2})" + _YEARS_OLD + r"|turning\s+(?P<b>\d{1,2})"
    r"|(?:the(?:ir)?\s+|his\s+or\s+her\s+)?(?P<c>\d{1,2})(?:st|nd|rd|th)\s+birth\s?day"
    r"|(?P<d>\d{1,2})\s*(?:years?|yrs?)\s+(?:of\s+age|old))"
)
_WHEN = r"(?:active|latent|past|previous|current|in\s+the\s+past)"
_LAST = r"(?:the\s+(?:past|last)\s+)?"
_STEROIDS = (
    r"(?:(?:systemic|oral)\s+)?"
    r"(?:(?:gluco-?)?cortico-?steroids?|glucocorticoids?|steroids?|predniso(?:lo)?ne)"
)
# Who wrote criteria of a disease: whether somebody meets them, no answer tells.
_AUTHORS = (
    r"(?:Bohan\s*(?:and|&|/)\s*Peter|EULAR\s*/\s*ACR|ACR\s*/\s*EULAR|EULAR|ENMC|Griggs|Sontheimer"
    r"|Hoogendijk|Lloyd[-\s]Greenberg|Connors|Solomon|Lundberg|Tanimoto|Targoff)"
)
_WOMEN = r"(?:(?:females?|wom[ae]n|girls)(?:\s+(?:subjects|patients|participants))?|WOCBP)"
# What a name of criteria is made of; nothing that could turn their sense.
_OF_CRITERIA = (
    r"(?!(?:inclusion|exclusion|eligibility|entry|study|response|not|no|without|except|unless|all)\b)"
    r"[\w/&.'-]+"
)
_OF_ASIDE = r"(?!(?:and|or|but|who|that|with|for|at|if|in|unless)\b)[\w/-]+(?![\w/-])"


def _age(match: re.Match[str]) -> str:
    return next(match[name] for name in "abcd" if match[name])


_Written = Callable[[re.Match[str]], str]
_REWRITTEN: tuple[tuple[re.Pattern[str], _Written], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"(?<=\d)\s*[~～∼]\s*(?=\d)", lambda m: "-"),
        # "17 years 11 months"
        (r"\b(\d{1,2})\s*years?,?\s*(?:and\s+)?(\d{1,2})\s*months?\b",
         lambda m: f"{12 * int(m[1]) + int(m[2])} months"),
        (r"\b(?:\d+|five|four)\s+half[-\s]?li(?:fe|ves)\s*\((?:i\.?e\.?,?\s*)?(\d+\s*(?:days|weeks|months))\)",
         lambda m: m[1]),
        (r"\bat\s+least\s+1\s+(?=of\b)", lambda m: "at least one "),
        (r"\bmyositis\s+(?=(?:specific|associated)\s+(?:auto-?)?antibod)", lambda m: "myositis-"),
        # "At least 6 months since the last dose, if ever given": who had none keeps it as well.
        (r"^(.*\b(?:since|last|elapsed|stopped|discontinued|passed|wash(?:ed)?[-\s]?out)\b.*?),?\s*\(?if\s+(?:(?:ever|previously|already)\s+)?(?:given|used|treated|taken|received|administered|applicable)\)?\s*\.?$",
         lambda m: m[1]),
        (r"\b(?:the\s+)?(?:last|most\s+recent)\s+(rituximab|IVIG)(?=\s+(?:was\s+)?(?:at\s+least|≥|>|more|given|within|less|\d))",
         lambda m: f"last dose of {m[1]}"),
        (r"\bRP-?ILD\b", lambda m: "rapidly progressive ILD"),
        # All kinds of infection there are.
        (r"\s*\((?:(?:bacterial|viral|fungal|parasitic|protozoal|mycobacterial)(?:\s*,?\s*(?:or|and|and/or)\s+|\s*[,/]\s*)?){3,}(?:other)?\)",
         lambda m: ""),
        (r"\b(overlap\s+(?:myositis|syndrome))\s+with\s+(?:an)?other\s+connective[-\s]tissue\s+diseases?",
         lambda m: m[1]),
        (r"\b((?:muscle\s+)?weakness|symptoms?|disease|myositis|illness)\s+must\s+have\s+(?=started|begun|occurred|appeared)",
         lambda m: f"{m[1]} "),
        (r"\b(\d{1,2})\s*(?:years?\s*)?(≤|<=?)\s*age\s*(≤|<=?)\s*(\d{1,3})",
         lambda m: f"age {_TURNED[m[2]]} {m[1]} and {m[3]} {m[4]} years"),
        (r"\b(?:\w+)\s+\((\d+)\)(?=\s+(?:days?|weeks?|months?|years?)\b)", lambda m: m[1]),
        (r"\b(\d{1,3}|two|three|four|six)\s+or\s+more\s+(days|weeks|months|years)\b",
         lambda m: f"at least {m[1]} {m[2]}"),
        (r"\b(past|last|previous|preceding|prior|next|coming)\s+(year|month|week)\b",
         lambda m: f"{m[1]} 1 {m[2]}"),
        (r"\b(within|in|during|over)\s+(?:the|a|one)\s+(year|month|week)\b",
         lambda m: f"{m[1]} 1 {m[2]}"),
        (r"(\d)\s*\+\s*(years?)\b", lambda m: f"{m[1]} {m[2]} or older"),
        (r"\bthe\s+equivalent\s+of\s+(?=\d)", lambda m: ""),
        (r"\b(under|over|below|above)\s+(?:the\s+)?age\s+(?:of\s+)?(?=\d)",
         lambda m: f"age {m[1]} "),
        (r"\b(rituximab|IVIG)-(?:treated|exposed|experienced)\b", lambda m: f"prior {m[1]} in"),
        (r"\b(patient|participant|subject)'s?(?=\s)", lambda m: m[1]),
        (r"\bunstable\s+(?=(?:doses?|dosage)\b)", lambda m: "not stable "),
        (r"\bhistory\s+of,?\s+or\s+current,?\s+", lambda m: "history of "),
        (rf"\b(tuberculosis|TB|infections?)\s+\(({_WHEN}(?:(?:\s*,\s*(?:(?:or|and)\s+)?|\s+(?:or|and)\s+){_WHEN})+)\)",
         lambda m: f"{m[2]} {m[1]}"),
        # "Steroids, if used, stable for 4 weeks"
        (r"^((?:[\w-]+\s+){0,3}(?:cortico|gluco\w*)?(?:steroids?|corticoids?)|predniso\w+),?\s+\(?if\s+(?:used|given|taken|received)[,)]\s*",
         lambda m: f"if using {m[1]}, "),
        (r"^(rituximab|IVIG|JAK\s+inhibitors?),?\s+if\s+(?:ever\s+|previously\s+)?(?:used|given|taken|received),\s*",
         lambda m: f"if {m[1]} was used, last dose of {m[1]} "),
        # It says nothing of who may join.
        (r",?\s+(?:with\s+or\s+without|with\s+and\s+without|irrespective\s+of|regardless\s+of)\s+(?!(?:the\s+)?(?:use|using|help|support|assistance|arms|hands|his|her|their)\b)"
         rf"{_OF_ASIDE}(?:\s+{_OF_ASIDE}){{0,4}}(?=\s*(?:[,;.)]|$))", lambda m: ""),
        # "Before the 18th birthday", "after the age of 45"
        (rf"\b(?:before|prior\s+to)\s+{_AN_AGE}", lambda m: f"at age under {_age(m)}"),
        (rf"\bafter\s+{_AN_AGE}", lambda m: f"at age over {_age(m)}"),
        (r"\b(\d{1,3})\s+(?:years?\s+)?(?:of\s+age\s+)?(?:up\s+)?to\s+(?:and\s+including\s+)(?=\d)",
         lambda m: f"{m[1]} to "),
        (r"\bup\s+to\s+and\s+including\s+(?=\d)", lambda m: "up to "),
        # "MMT-8 < 142/150": a score, and no choice.
        (r"\b(\d{1,3})\s*/\s*\d{2,3}\b", lambda m: f"{m[1]} points"),
        (r"\bsero[-‐](?=positiv|negativ)", lambda m: "sero"),
        # "Within 12 months, or within 6 months if B cells have recovered": no question tells which.
        (rf"\bwithin\s+{_LAST}(\d+\s+\w+),?\s+or\s+(?:within\s+)?{_LAST}(\d+\s+\w+)"
         r"\s+(?:if|when|where|provided|for)\b",
         lambda m: f"within {m[1]} or {m[2]}, depending on"),
        # Of all with that type, some.
        (r"\b(?=statin[-‐\s](?:associated|induced|triggered|related)\b)", lambda m: "by itself "),
        # Who takes none now may have taken some before.
        (rf"\b({_STEROIDS})[-‐\s]na[iï]ve\b|\bna[iï]ve\s+(?:to|for)\s+({_STEROIDS})",
         lambda m: f"no earlier {m[1] or m[2]}"),
        # The answer is "pregnant or nursing", so it does not settle a line on one of the two.
        (r"^(?!.*pregnan)(.*?)\b(?=breast[-\s]?feed|nursing\b|lactati)",
         lambda m: f"{m[1]}by itself "),
        (r"^(?!.*(?:breast|nursing|lactat|planning|becom))"
         r"((?:current(?:ly)?\s+|(?:women|females?)\s+(?:who\s+are\s+)?)*)(?=pregnan(?:t|cy)\b)",
         lambda m: f"{m[1]}by itself "),
        (r"(?<=\w)[-‐](positive|negative|na[iï]ve)\b", lambda m: f" {m[1]}"),
        (r",\s*(?!both\b|limits\b)([\w-]+(?:\s[\w-]+){0,2})\s+included\s*\.?$",
         lambda m: f", including {m[1]}"),
        (r"\b(\d{1,2})\s+years\s+(?:of\s+age\s+)?(?:to|and|with)\s+no\s+upper\s+(?:age\s+)?limit",
         lambda m: f"{m[1]} years or older"),
        (r"\b(DM|dermatomyositis),?\s+\(?(?:either\s+|whether\s+)?(?:the\s+)?classic\w*\s+(?:or|and)\s+(?:clinically\s+)?(?:a|hypo)myopathic(?:\s+(?:form|type|DM))?\b\)?",
         lambda m: f"{m[1]} or clinically amyopathic dermatomyositis"),
        (r",\s*(?:because\s+of|owing\s+to|due\s+to)\s+(?:the\s+)?(?:\w+\s+)?(?:risk|danger|possib|potential)[^;.()]*$",
         lambda m: ""),
        (r"\b(?:any\s+)?(?:recent\s+)?(?:dose\s+)?(?:change|modification|adjustment|alteration)s?\s+(?:of|in|to)\s+(?:the\s+)?(?:doses?\s+of\s+)?(?=(?:(?:oral|daily|systemic)\s+)*(?:steroid|gluco|cortico|predni))(?![^,;.]*\d\s*(?:mg|%))",
         lambda m: "not stable "),
        (r"\b(\d+|five|four)\s+half[-\s]li(?:fe|ves)\s+or\s+(\d+\s+(?:days|weeks|months))(,?\s+\(?which\s?ever)",
         lambda m: f"{m[2]} or {m[1]} half-lives{m[3]}"),
        (r"\bnon[-‐\s]?(?=pregnant|nursing|lactating|breast)", lambda m: "not "),
        (r"\s*[;,.(]\s*(?:the\s+)?(?:(?:use\s+of|using)\s+)?(?:the\s+|own\s+|their\s+)?(?:arms|armrests|hands)\s+(?:(?:is|are|may\s+be)\s+)?(?:allowed|permitted|acceptable|used)\)?",
         lambda m: " with or without arms"),
        (r"^if\s+(female|male)\s*:", lambda m: f"if {m[1]},"),
        # "16 mg of methylprednisolone (equals 20 mg of prednisone)": the same dose again.
        (r"(?<=prednisolone)\s*\((?:=|equals|equal\s+to|equivalent\s+to|i\.?e\.?,?|or)\s*\d+\s*mg[^()]{0,40}\)",
         lambda m: ""),
        (rf"\b(?:(?:who\s+|that\s+)?(?:meet(?:s|ing)?|fulfil\w*|satisf\w+)|according\s+to|as\s+per|per|by|based\s+on|using|(?:as\s+)?defined\s+by)"
         rf"\s+(?:{_OF_CRITERIA}\s+){{0,10}}?(?:criteria|rules)(?:\s+(?P<of>for|of)(?:\s+(?:the\s+)?(?:diagnosis|classification)\s+of)?)?(?!\w)",
         lambda m: "with published criteria" + (" of" if m["of"] else "")),
        (rf"\b{_AUTHORS}\b(?:\s+et\s+al\.?)?(?:[,\s]+(?:19|20)\d\d)?",
         lambda m: "published criteria"),
        # Criteria in brackets are those of all names before them.
        (r"\((?:(?:definite|probable|possible|or|and|by|per|with|as|the|19\d\d|20\d\d)[\s,/]*)*published\s+criteria"
         r"(?:[\s,/]*(?:definite|probable|possible|or|and|only|class|19\d\d|20\d\d))*\)",
         lambda m: "with published criteria"),
        (r"^([^;.]{3,200}?)\s*(?<!of)\s(?:with\s+)?published\s+criteria(?!\s+of)(?=\s*(?:[;.]|$))",
         lambda m: f"with published criteria of {m[1]}"),
        (r"(?<=[A-Za-z][0-9A-Za-z])\+(?=[\s,;.)/]|$)", lambda m: " positive"),
        (r"\b((?:(?:no|without|any|not|recent|a|the|with)\s+)*)dose\s+(?:change|adjustment|modification)s?\b(?!\s+(?:in|of|to)\b)",
         lambda m: m[0] if re.search("no|without", m[1], re.IGNORECASE) else "not stable dose"),
        # "More than prednisone 10 mg"
        (r"(≥|≤|<|>|more\s+than|less\s+than|at\s+least|at\s+most|up\s+to|exceeding|above|over)\s+((?:methyl)?predniso\w+)\s+(?=\d)",
         lambda m: f"{m[2]} {m[1]} "),
        (r"\bdespite\b", lambda m: "with refractory"),
        (r"\bweighing\b", lambda m: "with weight"),
        # "Negative pregnancy test for women", "for women, a negative test": a demand of women.
        (rf"^(?:for|in)\s+(?:all\s+)?({_WOMEN}(?:\s+of\s+child[\w\s-]{{4,30}})?)\s*[,:]\s*(?!must|should)",
         lambda m: f"{m[1]} must have "),
        (rf"^([^;.()]{{3,160}})\s+for\s+(?:all\s+)?({_WOMEN}(?:\s+(?:of\s+child[\w\s-]{{4,30}}|able\s+to\s+(?:have\s+children|become\s+pregnant)))?)\s*\.?$",
         lambda m: f"{m[2]} must have {m[1]}"),
    )
)  # fmt: skip


# What may join all the same: "(cured skin cancer does not count)".
_SPARED = re.compile(
    r"\(([^()]{3,120}?)\s+(?:(?:do|does)\s+not\s+count|(?:(?:is|are)\s+)?(?:allowed|permitted|acceptable|excepted|exempt))\)",
    re.IGNORECASE,
)


def as_exceptions(text: str) -> str:
    """A text among the exclusions, with what its brackets allow as an exception."""
    return _SPARED.sub(lambda m: f"(except {m[1]})", text)


@lru_cache(4096)
def plain(text: str) -> str:
    text = text.translate(_SIGNS)
    for pattern, written in _REWRITTEN:
        text = pattern.sub(written, text)
    return text
