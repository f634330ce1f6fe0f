"""Whether the words around an antibody ask for it or bar it: firm ground, as for types.

A name under a heading would be asked for by default. Here the words that touch it have to be
known: before it, up to what begins its item, and behind it. Another way to fit ("or a muscle
biopsy") takes a demand away, and so do words that mean only some of those with it ("and cancer").
The words are data; see antibodies.toml.
"""

import re

from . import diseases, names
from .antibody_asides import WORDS, has_aside
from .antibody_tokens import ENDS, Token, definition_before, tokens
from .antibody_words import REMARK, TOO_LOW, blank, masked_names, without_other_items
from .cues import NAME, PEOPLE
from .effects import Part
from .names import Mention
from .wording import lazy


class Around:
    """The words around the antibodies of a clause, as tokens."""

    def __init__(self, text: str, mentions: list[Mention], original: str):
        self.original = original
        self.text = masked_names(text, mentions)
        self.written = masked_names(original, mentions)
        for disease in names.mentions(text):
            start = max(
                [disease.start, *(m.end for m in mentions if m.start <= disease.start < m.end)]
            )
            inside = next((m for m in mentions if start <= m.start < disease.end), None)
            end = disease.end
            if inside:
                start = inside.end
            is_antibody = text[max(0, start - 5) : start].lower() == "anti-"
            if start < end and not is_antibody and NAME not in self.text[start:end]:
                self.text = self.text[:start] + PEOPLE * (end - start) + self.text[end:]
        self.tokens = tokens(self.text)

    def is_aside(self, part: Part, mention: Mention) -> bool:
        text = self.text
        for found in REMARK.finditer(self.text):
            if NAME in found[0] and not found.start() < mention.start < found.end():
                text = blank(text, found.start(), found.end())
        if part == Part.EXCLUSION:
            text = without_other_items(text)
        another = _OF_ANOTHER.search(text, mention.end)
        if another and part == Part.INCLUSION:
            # "Anti-MDA5 positive, with or without anti-Ro52"
            text = text[: another.start()]
        return has_aside(part, text, self.written)

    def is_spared(self, mention: Mention) -> bool:
        """Whether it is excepted from a kind of antibody."""
        return bool(_SPARED.search(self.text, 0, mention.start))

    def is_of_other_types(self, mention: Mention, taken: frozenset[str]) -> bool:
        """Whether a type is named before it, and the study takes another one, or does not say."""
        types = {
            slug
            for disease in names.mentions(self.original)
            if disease.end <= mention.start and not _ANTIBODY.match(self.original, disease.end)
            for slug in disease.means
        }
        return bool(types & set(diseases.SUBTYPES)) and (not taken or bool(taken - types))

    def is_too_low(self, mention: Mention) -> bool:
        """Whether an exclusion is of those whose test finds too little of it."""
        return any(
            found.start() < mention.end and mention.start < found.end()
            for found in TOO_LOW.finditer(self.text)
        )

    def group_of(self, mention: Mention) -> tuple[int, int]:
        """The first and the last token of the list of antibodies that one stands in."""
        at = max(n for n, token in enumerate(self.tokens) if token.start <= mention.start)
        first = last = at
        for n in range(at - 1, -1, -1):
            if self.tokens[n].is_name:
                first = n
            elif not self._is_glue(self.tokens[n]):
                break
        for n in range(at + 1, len(self.tokens)):
            if self.tokens[n].is_name:
                last = n
            elif not self._is_glue(self.tokens[n]):
                break
        return first, last

    def _is_glue(self, token: Token) -> bool:
        return (
            token.text in _MARKS
            or token.text.lower() in _LISTING
            or token.text[0] == PEOPLE
            or token.among("head", "tail")
        )

    def is_example(self, group: tuple[int, int]) -> bool:
        """Whether a list of antibodies only gives examples: another one of the group does too."""
        first, last = (self.tokens[n].start for n in group)
        if _SUCH_AS.search(self.written, 0, first) or _OR_NON.match(self.written, first):
            return True
        if _NON_OR.match(self.written, max(0, first - len("non-"))):
            return True
        return bool(_OR_OTHERS.match(self.written, last))

    def before(self, first: int) -> int:
        """The token before the phrase of a list of antibodies, -1 at the beginning."""
        n = first - 1
        while n >= 0:
            token = self.tokens[n]
            if token.text in "-+([*)]" or token.among("head") or self._is_number_of_list(n):
                n -= 1
            elif token.text.lower() in _ORS and n and self.tokens[n - 1].among("head"):
                # "Known or newly found"
                n -= 2
            else:
                break
        return n

    def _is_dash(self, n: int) -> bool:
        """Whether a dash between blanks begins another item."""
        mark, start = self.tokens[n].text, self.tokens[n].start
        return mark in "-–•*" and self.text[start - 1 : start + 2] == f" {mark} "

    def _is_number_of_list(self, n: int) -> bool:
        text = self.tokens[n].text
        return len(text) == 1 and text.isalnum() and self.tokens[n + 1].text in ").:"

    def behind(self, last: int) -> int:
        """The token behind the phrase of a list of antibodies."""
        n = last + 1
        while n < len(self.tokens):
            token = self.tokens[n]
            if self._is_dash(n):
                break
            if token.text in "-+()[]" or token.among("tail"):
                n += 1
            elif match := _AMOUNT.match(self.text, token.start):
                n = next(
                    (k for k in range(n, len(self.tokens)) if self.tokens[k].start >= match.end()),
                    len(self.tokens),
                )
            elif token.text.lower() in (*_ORS, "and") and self._is_same(n + 1, token.text):
                n += 2
            else:
                break
        return n

    def _is_same(self, n: int, listing: str = "or") -> bool:
        if n >= len(self.tokens):
            return False
        if listing.lower() == "and":
            return self.tokens[n].text.lower() == "others"
        if _OTHER_TEST.match(self.text, self.tokens[n].start):
            return False
        return self.tokens[n].among("same")

    def _item(self, n: int) -> tuple[list[Token], int]:
        """The tokens from a place to the end of the item there, and where it ends."""
        end = n
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.text in ENDS or token.text.lower() in _LISTING:
                break
            end += 1
        return self.tokens[n:end], end

    # Under inclusion criteria

    def is_one_way(self, group: tuple[int, int]) -> bool:
        """Whether something else than these antibodies does as well."""
        first, last = group
        before, behind = self.before(first), self.behind(last)
        if before > 0 and self.tokens[before].among("before"):
            # "By biopsy or by anti-Jo-1"
            before -= 1
        if before >= 0 and self.tokens[before].text.lower() in _ORS:
            if self.tokens[before + 1].text.lower() in ("more", "older", "above", "over"):
                # "Aged 40 or more with anti-TIF1-gamma"
                return False
            return not self._ends_in_names(before)
        text = self.text[: self.tokens[first].start]
        if _OR_BEFORE.fullmatch(text) or _TEST_OR.search(text) or self._is_below_lead(text, behind):
            return True
        others = _OR_OTHERS.match(self.written, self.tokens[last].start)
        if others and not _OR.search(self.written, others.end()):
            return False
        if _OR_OTHER_DISEASE.match(self.text, self.tokens[last].start):
            return True
        return self._is_one_way_behind(behind)

    def _ends_in_names(self, n: int) -> bool:
        """Whether a list of antibodies ends before a token: "anti-ARS (Jo-1), or for anti-SRP"."""
        n -= 1
        while n > 0 and not self.tokens[n].is_name and self._is_glue(self.tokens[n]):
            n -= 1
        return self.tokens[n].is_name

    def _is_below_lead(self, text: str, behind: int) -> bool:
        """Whether it is one item of "at least one of", and another is no antibody."""
        leads = [*_LEAD.finditer(text)]
        if not leads or _BESIDES.search(text):
            return False
        start = leads[-1].end()
        colon = text.rfind(":", start)
        start = colon + 1 if colon >= 0 else start
        for item in _ITEMS.split(text[start:])[:-1]:
            words = tokens(item)
            if not all(w.is_name or self._is_glue(w) for w in words):
                return True
        if behind < len(self.tokens) and self.tokens[behind].text == ",":
            rest = self.text[self.tokens[behind].start :]
            if rest.count(",") > 1 and not _SENTENCE_OR_NAME.search(rest):
                # "Any of: anti-Jo-1, age above 40, a rash"
                return True
            item, _end = self._item(behind + 1)
            return bool(item) and not item[0].among("behind", "head", "same", "people")
        return False

    def _is_one_way_behind(self, n: int) -> bool:
        while n < len(self.tokens):
            word = self.tokens[n].text.lower()
            if word in _ORS and self._is_same(n + 1):
                n += 2
                continue
            if word in _ORS:
                item, _end = self._item(n + 1)
                return bool(item) and not any(token.is_name for token in item)
            if word != ",":
                break
            item, end = self._item(n + 1)
            if not item:
                n += 1
                continue
            if item[0].text.lower() == "either":
                # "..., either known before or found at screening"
                return False
            if item[0].among("behind", "same", "before", "people") or item[0].text[0] == PEOPLE:
                break
            n = end
            if n < len(self.tokens) and self.tokens[n].text.lower() in ("and", "and/or"):
                return False
        if n >= len(self.tokens):
            return False
        found = _OR_BEHIND.match(self.text, self.tokens[n].start)
        if not found or NAME in found[0]:
            return False
        return not WORDS["same"].fullmatch(found["word"])

    def is_asked_for(self, group: tuple[int, int]) -> bool:
        """Whether an inclusion criterion asks for a list of antibodies.

        "Positive" or a disease right behind says enough, and so do known words around the list.
        Else no word of the clause may tell of something else than those who join.
        """
        before, behind = self.before(group[0]), self.behind(group[1])
        start = self.tokens[before].start if before >= 0 else 0
        end = self.tokens[behind].start if behind < len(self.tokens) else len(self.text)
        if _POSITIVE.search(self.original, start, end):
            return True
        if self._is_known_before(before) and self._is_known_behind(behind):
            return True
        return not any(token.among("told") for token in self.tokens)

    def _is_known_before(self, n: int) -> bool:
        if n < 0:
            return True
        token = self.tokens[n]
        return token.is_plain or token.among("before", "people")

    def _is_known_behind(self, n: int) -> bool:
        if n >= len(self.tokens):
            return True
        token = self.tokens[n]
        if token.is_plain or token.text.lower() in _ORS or _VALUE.match(token.text):
            return True
        return token.among("behind", "people")

    # Under exclusion criteria

    def is_of_all(self, group: tuple[int, int], *, is_refused: bool = False) -> bool:
        """Whether all who have an antibody, or lack it, are meant where it bars.

        `is_refused`: a verb bars, in a list of what is taken.
        """
        return self._begins_plainly(group[0], is_refused) and self._ends_plainly(group[1])

    def _begins_plainly(self, first: int, is_refused: bool) -> bool:
        n = self.before(first)
        if is_refused and any(token.text == "(" for token in self.tokens[max(n, 0) : first]):
            return True
        while n >= 0:
            token = self.tokens[n]
            if (
                token.text[0] == PEOPLE
                or token.among("people", "denials", "head")
                or token.text in "-(["
            ):
                n -= 1
            elif defined := definition_before(self.tokens[: n + 1], self.text):
                n -= defined
            elif token.text.lower() in _WITH:
                n -= 1
                if n >= 0 and not self._is_of_people(n):
                    return False
            else:
                break
        if n < 0 or self.tokens[n].text in ":;.([)]":
            return True
        if n == 0 and self.tokens[n].text.lower() in ("if", "when"):
            # "If anti-MDA5 is found, the patient is excluded"
            return is_refused or "," not in self.text
        word = self.tokens[n].text.lower()
        if word == "and" and (n == 0 or self.tokens[n - 1].text in ",;"):
            # "IBM; JDM; and anti-MDA5 positive patients"
            word = ","
        if word in _ORS or word == ",":
            return not _CONDITION.match(self.text[: self.tokens[n].start])
        return self.tokens[n].is_name

    def _is_of_people(self, n: int) -> bool:
        token = self.tokens[n]
        return (
            token.text[0] == PEOPLE
            or token.among("people", "denials")
            or token.text in ENDS
            or token.text.lower() in _ORS
        )

    def _ends_plainly(self, last: int) -> bool:
        n = self.behind(last)
        if any(token.text.lower() in _ORS for token in self.tokens[last + 1 : n]):
            return True
        while n < len(self.tokens) and (
            self.tokens[n].text[0] == PEOPLE
            or (self.tokens[n].among("people", "tail") and not self.tokens[n].among("some"))
            or (
                self.tokens[n].text.lower() in _WITH
                and any(token.text[0] == PEOPLE for token in self.tokens[n + 1 : n + 2])
            )
        ):
            n += 1
        if n >= len(self.tokens) or self.tokens[n].text in ";.)]:" or self._is_dash(n):
            return True
        word = self.tokens[n].text.lower()
        if word == ",":
            return n + 1 >= len(self.tokens) or not self.tokens[n + 1].among("narrows")
        if word == "and":
            return any(token.is_name for token in self._item(n + 1)[0])
        if word in _ORS:
            return not _OR_DISEASE_WITH.match(self.text, self.tokens[n].start)
        text = self.text[self.tokens[n].start :]
        return self.tokens[n].among("barred_behind") or bool(_PLAIN_PLACE.match(text))


_MARKS = ",;/()[]+-&:–"
_ORS = ("or", "and/or", "alternatively", "or/and")
_OR = lazy(r"\bor\b", re.IGNORECASE)
_LISTING = (*_ORS, "and", "nor", "plus")
_WITH = ("with", "having", "have", "has", "had", "who", "whose", "w/")
_LEAD = lazy(
    r"\b(?:one|two|three|four|[1-4]|any|either|more)\s+(?:or\s+more\s+)?(?:(?:out\s+)?of\b|(?=:)|(?:[\w-]+\s+){0,2}(?:features?|(?:risk\s+)?factors?|signs?|findings?|symptoms?|manifestations?)\b[^,;.:()]*[:(])(?=[^.;]*$)",
    re.IGNORECASE,
)
# "Anti-synthetase antibodies" are no disease.
_ANTIBODY = lazy(r"[\s-]*(?:auto-?)?(?:antibod|Abs?\b)", re.IGNORECASE)
# "Two of these: fever, arthritis, plus anti-Jo-1": it is not in that list.
_BESIDES = lazy(r"\b(?:plus|in\s+addition\s+to|together\s+with|along\s+with)\W*$", re.IGNORECASE)
_SENTENCE_OR_NAME = lazy(rf"[.;](?=\s*\w)|{NAME}")
_ITEMS = lazy(r",|;|/|\bor\b|\band\b", re.IGNORECASE)
# ", or" before and behind a phrase, and no other comma, parts two ways to fit.
# "Anti-MDA5 antibody or serum ferritin above 1000"
_OTHER_TEST = lazy(
    r"(?:serum|plasma|blood)\s+(?!antibod|anti|positiv|sample|test)\w", re.IGNORECASE
)
_OR_BEFORE = lazy(rf"(?:[^,;.:{NAME}]*,|.*\()\s*or\s[^,;.:(){NAME}]*", re.IGNORECASE)
# "By biopsy or, failing a biopsy, by EMG together with anti-Jo-1"
_TEST_OR = lazy(
    rf"\bby\b[^.;{NAME}]*\b(?:biops\w+|EMG|MRI|histolog\w+)\b[^.;{NAME}]*\bor\b[^.;{PEOPLE}{NAME}]*\Z",
    re.IGNORECASE,
)
_OR_BEHIND = lazy(r"[^,;.:()]*,\s*or\s+(?P<word>\S+)[^,;.:]*", re.IGNORECASE)
# "Anti-MDA5 DM or any other DM"
_OR_OTHER_DISEASE = lazy(
    rf"[^.;,(]*\bor\s+(?:any\s+|all\s+)?(?:other|another)\s+(?:\w+\s+){{0,2}}{PEOPLE}++(?!\s*-?(?:(?:auto-?)?anti|specific|associated|related))",
    re.IGNORECASE,
)
_SPARED = lazy(
    r"(?:antibod(?:y|ies)|MSAs?|MAAs?|Abs?)\W+(?:\w+\W+)?(?:other\s+than|except|excluding|but|apart\s+from|besides|not)\b[^.;]*$",
    re.IGNORECASE,
)
_POSITIVE = lazy(
    r"positiv|[+⁺]|\b(?:elevated|raised)\s+(?:serum\s+|tit\w+\s+of\s+)?anti-", re.IGNORECASE
)
_OF_ANOTHER = lazy(
    r"[\s,(]*\b(?:regardless|irrespective|independent(?:ly)?|with\s*(?:or|and|and/or|/)\s*without|whether|whatever|no\s+matter)\b"
    rf"[^.;{NAME}]*{NAME}",
    re.IGNORECASE,
)
# "A myositis-specific antibody, such as anti-Jo-1"
_SUCH_AS = lazy(
    rf"\b(?:e\.?\s?g\b|ex\.|examples?(?=\s*(?::|are\b))|such\s+as|for\s+(?:example|instance)|for\s+ex\b|includ(?:ing|es?)|incl\b|like|(?<!to\s)say,?|typically|notably|especially|particularly|in\s+particular|inter\s+alia|among(?:st)?\s+(?:others?|them)|not\s+limited\s+to)"
    rf"(?:[\W{NAME}]|\b(?:anti|and|or|either|antibod\w+|the)\b)*\Z",
    re.IGNORECASE,
)
# "An antisynthetase antibody (Jo-1 or non-Jo-1)"
_OR_NON = lazy(rf"{NAME}+\s+or\s+non-\s?{NAME}+(?=\W*(?:$|[.;)]))", re.IGNORECASE)
_NON_OR = lazy(rf"non-\s?{NAME}+\s+or\s+{NAME}+", re.IGNORECASE)
# "Anti-Jo-1 or another antisynthetase antibody", "anti-Jo-1, anti-SRP, etc."
_OR_OTHERS = lazy(
    rf"{NAME}+(?:[\s,;/)+-]|\b(?:auto-?)?antibod\w+|\bpositiv\w+)*"
    r"(?:(?:\b(?:or|and|and/or)\s+|(?<=,\s))(?:(?:for|of|any|some|an)\s+)*(?:others?|another|similar|further)"
    r"(?=\s*(?:$|[.,;:)])|\s+(?:[\w-]+\s+){0,3}?(?:positiv|(?:auto-?)?antibod|MSA|MAA|(?:aa)?ARS\b|A?Abs?\b|anti-?synthetase|synthetase|ones?\b))"
    rf"(?![^.;]*{NAME})|etc\b|and\s+so\s+on\b|among\s+others\b|for\s+(?:instance|example)\b|(?:is|are)\s+(?:\w+\s+){{0,2}}?(?:given|named|listed|mentioned)\s+(?:\w+\s+)?(?:as|for)\s+(?:an?\s+)?examples?\b|(?:is|are|would\s+be)\s+(?:\w+\s+)?examples?\b|(?:is|are)\s+(?:\w+\s+){{0,2}}?(?:given|named)\s+(?:\w+\s+)?as\s+illustrations?\b|…|\.\.\.)",
    re.IGNORECASE,
)
# "MDA5+ DM or CADM with RP-ILD": only some of them
_OR_DISEASE_WITH = lazy(
    rf"or\s+{PEOPLE}++\s+(?:with|requiring|needing|who|in\s+whom)\b(?![^.;,]*{NAME})", re.IGNORECASE
)
_VALUE = lazy(r"[≥>≤<=\d]")
# "A titer of at least 32"
_AMOUNT = lazy(
    r"(?:titers?|titres?|levels?|concentrations?)\s+(?:above|over|exceeding|greater\s+than|higher\s+than)\b"
    r"(?:\s+(?:[\w’']+\s+){0,4}?(?:cut-?off|limit|normal|threshold|ULN|range)\b)?"
    r"|(?:(?:titers?|titres?|levels?|concentrations?)\s+(?:(?:of|above|over|at\s+least|no\s+less\s+than|not\s+less\s+than|exceeding|greater\s+than|higher\s+than)\s+)*)?"
    r"(?:[≥><=]\s*)?\d[\d.,:/]*(?:\s*(?:[A-Z]?U/mL|[A-Z]?U|units?|times|x|×|or\s+(?:more|above|higher)|ULN)\b)*",
    re.IGNORECASE,
)
_CONDITION = lazy(r"\W*(?:in|for|if|when|among)\b", re.IGNORECASE)
_PLAIN_PLACE = lazy(
    rf"at\s+or\s+before\b|(?:prior\s+to|before)\s+(?:baseline|screening|enrol\w*|randomi[sz]ation|inclusion|entry)\b|with\s+any\s+(?:other\s+)?(?:form|type|kind)s?\s+of\b|(?:of|at|with|in)\s+(?:any|whatever|whichever)\s+(?:tit\w+|level|time|concentration)\b|(?:in|on|by|at|as|for|from)\s+(?:(?:the|an?|any|either|both|all|each|their|his|her|two|more|than|one|consecutive|separate|different|independent|repeat\w*)\s+)*(?:(?:[\w{PEOPLE}]+\s+){{0,2}}(?:panel|blot|serology)|last|serum|blood|past|line|immuno\w+|elisa|screening|baseline|any|time"
    r"|history|local|central|plasma|western|tests?|testing|assays?|methods?|techniques?|laborator\w*|they|it|these|this|such|entry|enrol\w*|visit\w*|point|dosages?|determination|measurement|occasions?|signs?|part|markers?|evidence|indication|proof)\b",
    re.IGNORECASE,
)
