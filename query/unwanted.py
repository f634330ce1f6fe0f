"""Words for what a study should not have, or does not have to name: "without prednisone"."""

import re

import vocabulary
from places.mention import Mention
from vocabulary import Kind, Term
from vocabulary.folding import Word, fold

from .question import MEDICINES, Said

# Before what a reader does not want, if this word follows: "instead of IVIG".
_LEAVES_OUT_WITH = {
    **{"instead": "of", "rather": "than", "other": "than", "vez": "de", "lugar": "de"},
    **{"apart": "from", "aside": "from"},
}
# Studies may exclude it, too: "trials excluding rituximab". Behind a disease it is not wanted.
_LEAVES_OUT_BEHIND_A_DISEASE = {"excluding", "exclude", "minus"}
# These lead to it with a word that says nothing elsewhere: "an alternative to steroids".
_ALTERNATIVE = {
    "alternative": "to", "alternatives": "to", "replacement": "for", "replacements": "for",
    "substitute": "for", "substitutes": "for", "alternativa": "a", "alternativas": "a",
}  # fmt: skip
# Before what a reader does not want: "without prednisone", "no more steroids", "sin cortisona".
_LEAVES_OUT = {
    *("without", "no", "sin", "not", "avoid", "avoiding", "isnt", "arent", "except", "ohne"),
    *("excepto", "ausser", "sauf", "exceto", "eccetto", "sem", "senza"),
    *("sans", *_LEAVES_OUT_WITH),
}
# "No" says what a person lacks before these words; elsewhere it may say anything.
_SURELY = {
    *("without", "sin", "isnt", "arent", "ohne", "sans", "sem", "senza", "except"),
    *("excepto", "ausser", "sauf", "exceto", "eccetto"),
}
_SIGNS = {"rash", "pain", "weakness", "fever", "itch", "cancer"}
# Nobody looks for these beside "no" or "not": "exercise trial, not drugs".
_IN_GENERAL = {
    "drug",
    "drugs",
    "medicine",
    "medicines",
    "medication",
    "medications",
    "meds",
    "pills",
}
_NEVER_LEFT_OUT = {"diagnosis", "diagnosed", "diagnostico", "insurance", "seguro"}
_BETWEEN = {
    *("any", "the", "more", "taking", "using", "use", "of", "el", "la", "los", "las", "tomar"),
    *("a", "an", "than", "from", "de", "un", "una", "getting", "having", "on"),
}
_OR = {"or", "nor", "o", "ni"}
# Before a statin beside a disease: "necrotizing myopathy from a statin".
_CAUSES = {"from", "by", "to", "after", "por", "durch", "a", "the", "tras"}
# Before and behind a medicine that somebody has already had.
_GIVEN = re.compile(
    r"(?:gave (?:me|him|her|us)|put (?:me|him|her|us) on|(?:have|has|already) tried|refractory to"
    r"|failed|after failing|have failed|has failed)$"
)
_IN_VAIN = re.compile(
    r"(?:which |that |but |it )?(?:did nothing|didnt (?:help|work)|did not (?:help|work))"
)


# Around an antibody that a test did not find: "negative for Jo-1", "Jo-1 came back negative".
_NEGATIVE = {"negative", "neg", "negativo", "negativa", "negativ", "negatif"}
_POSITIVE = {"positive", "pos", "positivo", "positiva", "positiv", "positif"}
_BESIDE_A_RESULT = {
    *("for", "anti", "my", "the", "is", "was", "are", "came", "back", "test", "tests", "result"),
    *("results", "antibody", "antibodies", "tested", "para", "es", "fue", "salio", "fur", "ist"),
}


def _is_negative(before: list[str], after: list[str]) -> bool:
    ahead = next((word for word in after if word not in _BESIDE_A_RESULT), "")
    behind = next((word for word in reversed(before) if word not in _BESIDE_A_RESULT), "")
    if ahead in _POSITIVE or (behind in _POSITIVE and ahead not in _NEGATIVE):
        return False
    return (ahead in _NEGATIVE and behind not in _POSITIVE) or behind in _NEGATIVE


def goes_on(tokens: list[Word], until: int, at: int) -> bool:
    """Whether this continues a list that begins with something unwanted: "without A or B"."""
    between = [token.text for token in tokens[until:at]] if until >= 0 else []
    return bool(between) and all(word in _OR for word in between)


def left_out_from(
    tokens: list[Word], at: int, length: int, kind: str, names_disease: bool = False
) -> tuple[int, int] | None:
    """(first, end) of "without the X" or "X-free" around a known run of words; None for others."""
    lead = at - 1
    while lead >= 0 and tokens[lead].text in _BETWEEN:
        lead -= 1
    end = at + length
    before = tokens[lead].text if lead >= 0 else ""
    for begin in (lead - 1, lead) if kind == "terms" else ():
        words = [token.text for token in tokens[begin : begin + 2]] if begin >= 0 else []
        if len(words) == 2 and _ALTERNATIVE.get(words[0]) == words[1]:
            return begin, end
    first = tokens[at].text
    is_sure = kind == "terms" or before in _SURELY or first in _SIGNS | _IN_GENERAL
    if before in _LEAVES_OUT_WITH and tokens[lead + 1].text != _LEAVES_OUT_WITH[before]:
        return None
    if names_disease and before in _LEAVES_OUT_BEHIND_A_DISEASE:
        return lead, end
    if before in _LEAVES_OUT and is_sure and first not in _NEVER_LEFT_OUT:
        return lead, end
    if kind == "terms" and end < len(tokens) and tokens[end].text == "free":
        return at, end + 1
    return None


# Before a place where studies should not be: "not in the US", "anywhere but Texas".
_NOT_THERE = re.compile(
    r"\b(?:not|no|except|excluding|other\sthan|anywhere\sbut|never)\s(?:(?:in|for|the|en|from)\s)*$",
    re.IGNORECASE,
)


def place_from(text: str, mention: Mention) -> int | None:
    """Where the words begin that rule out the place that was read; None if it is wanted."""
    if before := _NOT_THERE.search(text[: mention.start]):
        return before.start()
    is_area = mention.place is not None and mention.place.kind in ("country", "region")
    said = text[mention.start : mention.end].lower()
    return mention.start if is_area and said.startswith("outside") else None


def no_wish(
    tokens: list[Word],
    at: int,
    length: int,
    term: Term | None,
    before_it: list[Said],
    tried_until: int = -1,
) -> str:
    """Why a medicine, or a number behind one, is not what a study has to name; "" if it is.

    `term` is what the words stand for; `before_it` are the terms that were read before, and
    `tried_until` is where the last medicine ends that was tried: "refractory to IVIG and MTX".
    """
    if not term and at and re.fullmatch(r"\d{1,3}", tokens[at].text):
        last = before_it[-1] if before_it else None
        is_behind = last and fold(last.text).endswith(tokens[at - 1].text)
        return "amount" if last and is_behind and last.term.kind in MEDICINES else ""
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    after = [token.text for token in tokens[at + length : at + length + 3]]
    if term and (term.kind == Kind.ANTIBODY or term.slug.startswith("anti-")):
        return "negative" if _is_negative(before, after) else ""
    if not term or term.kind not in MEDICINES:
        return ""
    goes_on_with = {token.text for token in tokens[tried_until:at]} if tried_until >= 0 else {"the"}
    is_in_vain = _GIVEN.search(" ".join(before)) or _IN_VAIN.match(" ".join(after))
    if is_in_vain or goes_on_with <= {"and", "y", *_OR}:
        return "before"
    is_statin = term.name == "statin" or vocabulary.medicine_group(term.name) == "statin"
    names_disease = any(said.term.kind == Kind.CONDITION for said in before_it)
    return "cause" if is_statin and names_disease and _CAUSES.intersection(before[-1:]) else ""
