"""What a line says of one of several types alone: "DM, or IMNM with anti-SRP antibodies".

Where a line or a study takes several types, words that belong to one of them may mean that only
some people with it can join. So they have to be known as harmless (`harmless` in ground.toml), or
the type is unclear. Words behind a whole list ("DM or PM with weakness") are about everybody.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from . import budget, names
from .clauses import Said, Says
from .effects import Part
from .ground import WORDS
from .names import Mention
from .passages import NAMED, Passage
from .subjects import APPOSED, OF_EACH
from .synthetases import SYNTHETASE, without_synthetases

Named = list[tuple[Passage, list[Mention]]]
Spoken = list[tuple[Passage, list[Said]]]


class Grade(IntEnum):
    HARMLESS = 0
    # An antibody that all people with the type have.
    EXPECTED = 1
    # Words that no rule knows.
    UNKNOWN = 2
    # An antibody, a condition or a demand.
    LIMITS = 3

    @property
    def is_of_some(self) -> bool:
        return self >= Grade.UNKNOWN


@dataclass
class Item:
    """A name of a list with the words around it that are its own.

    It has no types where the clause does not take them. `joint` is what stands before it.
    """

    start: int
    end: int
    types: frozenset[str]
    is_barred: bool = False
    head: str = ""
    tail: str = ""
    joint: str = ""
    grade: Grade = Grade.HARMLESS


_JOINT = re.compile(
    r"(?i)[,;/&\n(\[]|(?<=\s)\+(?=\s)|\b(?:and|or|nor|as\s+well\s+as|plus|but|whereas|while|however|including|includes?|such\s+as)\b|[.:](?=\s|$)|\s[-–—]\s"
)
# The words behind a name end with its sentence, unless the next one goes on about it.
_SENTENCE_END = re.compile(
    r"(?i)(?:[;!?]|(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bexcl)\.)\s+(?!(?:and\s+|but\s+)?(?:these|those|they|such|it|its|this|the\s+(?:latter|diagnosis|disease)|both|if|only|must|should|needs?|provided|unless|in\s+(?:this|that|which))\b)"
)
# "PM-SSc overlap syndrome"
_COMPOUND = re.compile(r"-\w+\s*")
_OTHER_ITEMS = re.compile(
    r"(?i)\s*[,/]\s*(?:[\w'’-]+[\s,/]+){0,3}(?:\w*(?:syndrom|myosit|myopath|diseas|disorder|itis|osis|lupus|sclero|dystroph|arthr|gravis|\w{3}emia|\w{3}pathy)\w*|(?-i:[A-Z]{2,6}))[\s)\]]*"
)
# Between two names: what begins another way to fit.
_ANOTHER_WAY = re.compile(
    r"(?i)\b(?:or|and)\s+(?:(?:an?|the)\s+)?(?:patients|those|people|participants|subjects|persons|individuals|with|of|in|for|have|has|having)\b|[;.]\s|\n|\beither\b|[(\s][a-c1-3]\)"
)
_COMMA_OR = re.compile(r",\s*(?:(?:and/)?or|and)\b|\balternatively\b", re.IGNORECASE)
_OF_ANTIBODIES = (
    r"anti-?(?!inflam|malaria|viral|biotic|cancer|hypertens|coag|histam|depress|epilep|body\s+myo)\w|(?:auto-?)?antibod\w*|M[SA]As?\b|MDA-?5|Jo-?1|NXP-?2|TIF-?1|HMGCR|SRP\b"
    r"|sero-?(?:positiv|negativ)\w*"
)
_LIMITS = re.compile(
    rf"(?<![\w-])(?:{_OF_ANTIBODIES}|(?:{WORDS['conditions']})(?!\w)|(?:{WORDS['demands']})(?!\w))",
    re.IGNORECASE,
)
_ANTIBODY = re.compile(rf"(?<![\w-])(?:{_OF_ANTIBODIES})", re.IGNORECASE)
_PROVISO = re.compile(
    r"(?i)\b(?:provided|providing|(?:as|so)\s+long\s+as|on\s+(?:the\s+)?condition|assuming|insofar|but\s+not\s+(?:if|when|where|in\s+case|after|during)|only\s+(?:if|when|where|as|after|upon|following))\b"
)
_LEADS = re.compile(
    r"\b(?:predominan\w*|dominan\w*|dominates|leading|main|mainly|chief)\b", re.IGNORECASE
)
# "Overlap myositis with muscle disease as the leading feature"
_AS_LEADING = re.compile(
    r"\s+with\s+(?:the\s+)?(?:myositis|muscle\s+\w+)\s+(?:as|being)\b", re.IGNORECASE
)
_CONDITION = re.compile(rf"\b(?:{WORDS['conditions']})(?!\w)", re.IGNORECASE)
# "(any antibody status)", "regardless of antibodies"
_ANY = re.compile(
    r"(?:\b(?:regardless|irrespective|independent(?:ly)?)\s+of|\bwhatever|\bwith\s*(?:or|and|and/or|/)\s*without|\bwith\s+\(or\s+without\)|\bno\s+matter|\bany)\b"
    r"(?:\s+(?:the\s+|their\s+|an?\s+)?(?:(?:\w[\w/-]*\s+){0,3}(?:antibod\w+(?:\s+(?:status|profile|result))?|status|involvement|weakness|ILD|type|kind|severity|disease|duration|serostatus)\b|[\w/-]+))?",
    re.IGNORECASE,
)
# What leaves out nobody: "irrespective of whether muscle is affected", "(NAM)", "others need one".
_OPEN = re.compile(
    r"\bif\s+neither\b[^,;.]*,?|\b(?:regardless|irrespective)\s+of\s+(?:whether|how|when|if|which)\b[^,;.()]*|\beven\s+(?:if|when|though|without)\b[^,;.()]*"
    r"|\b(?:can|may|also|even|included|eligible|allowed|accepted|permitted)\s+(?:be\s+\w+\s+)?without\s+(?:[\w-]+\s+){0,2}(?:auto)?antibod\w+"
    r"|\b(?:may|can)\s+(?:also\s+)?(?:qualify|enter|join|be\s+(?:included|enrolled))\s+(?:through|by|on|via)\b[^,;.()]*|\b(?:through|by|via)\s+(?:[\w-]+\s+){1,4}alone\b"
    r"|\b(?:all\s+)?others?\s+(?:needs?|must|require|should)\b[^.;]*|\bin\s+the\s+(?:[\w-]+\s+){1,2}(?:part|arm|extension)\s+only\b|\b(?:[Pp]art|[Cc]ohort|[Aa]rm|[Gg]roup|[Pp]hase)\s+\w{1,3}\s+only\b|\b[Nn]ot\s+(?:only|just|merely)\b|\blast,?\s+but\s+not\s+least\b|\bwhether\b[^,;.()]*\bor\s+not\b"
    r"|\((?:ICD[-\s]?\d*\S*\s*)?[A-Z]\d\d(?:\.\d+)?\)|\((?:abbreviated\s+|=\s*)?(?!anti|Jo|MDA|SRP|HMG|NXP|TIF|PL-|MSA)[A-Za-z]{0,3}[A-Z][A-Z/-]{0,5}\)",
)
# "If a second reading of the biopsy upholds that diagnosis": it is asked of each diagnosis.
_CONFIRMED = re.compile(
    r"(?i)\b(?:only\s+)?(?:if|when|where|once|after|provided(?:\s+that)?|(?:as|so)\s+long\s+as)\s+(?=[^,;.()]*\b(?:second|another|re-?read\w*|re-?view\w*|central\w*|panel"
    r"|committee|adjudicat\w*|experts?|board)\b)(?:[\w’'-]+\s+){2,18}?(?:(?:uph[eo]lds?|confirms?|confirmed|supports?|supported|verif(?:y|ies|ied)|agrees?\s+(?:with|on))\s+(?:that|this|the|such\s+an?|it)(?:\s+diagnosis)?"
    r"|(?:(?:has|have)\s+)?ruled\s+out\s+an?\s+(?:[\w-]+\s+)?(?:dystrophy|mimic\w*|other\s+(?:cause|disease)))(?=\s*(?:[,;.()]|$))"
)
_ONLY = re.compile(r"\W*only\W*", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")
_HARMLESS = re.compile(rf"(?:{WORDS['harmless']})", re.IGNORECASE)
_MUST = re.compile(r"(?:must|needs?|should|shall|have\s+to|has\s+to|required)\b", re.IGNORECASE)
# What a study asks of each type alike: an age, activity, earlier treatment.
_OF_ANYBODY = re.compile(
    r"(?i)\b(?:years?|aged?|old|older|younger|18|adults?|fail\w*|activ\w*|refractory|walk\w*|ambula\w*|consent\w*|CDASI|MMT|CK|ILD|interstitial)\b"
)
# "Paraneoplastic DM or PM", "DM or PM other than that of cancer"
_NARROWS_ALL = re.compile(
    r"(?i)(?<![\w-])(?:paraneoplastic|hereditary|sero-?negative|[a-z]+-(?:related|induced|associated|triggered|linked))\W*$"
)
_EXCEPT = re.compile(
    r"\b(?:other\s+than|except(?!ions?)|excluding|apart\s+from|unless)\b", re.IGNORECASE
)
_ONE_OF_TWO = re.compile(r"\bthe\s+(?:(?P<former>former)|latter)\b", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"[\s,]*(?:and/)?or\b", re.IGNORECASE)
_OF_NECROTIZING = re.compile(r"\b(?:SRP|signal\s+recognition|HMG)", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"(?i)\b(?:Jo-?1|PL-?\d+|MDA-?5|NXP|TIF|Mi-?2|SAE|EJ|OJ|KS|MSAs?|myositis)\b|\ball\b|\bspecific\b"
)


def grades(text: str, said: list[Said], others: frozenset[str]) -> dict[str, Grade]:
    """The types that a clause takes by words of their own: perhaps only some people with them.

    `others` are the types that the rest of the record takes.
    """
    items = _items(text, said)
    own = {slug for item in items for slug in item.types}
    if not own:
        return {}
    if len(own | others) < 2:
        return dict.fromkeys(items[-1].types, Grade.LIMITS) if _ends_in_condition(items) else {}
    _grade(items, others - own)
    found: dict[str, Grade] = {}
    for item in items:
        for slug in item.types:
            found[slug] = max(found.get(slug, Grade.HARMLESS), item.grade)
    return {slug: grade for slug, grade in found.items() if grade}


def grade_of(words: str, types: frozenset[str] = frozenset()) -> Grade:
    """What words mean that belong to one type alone."""
    if types == {names.ANTISYNTHETASE}:
        without = without_synthetases(words)
        if without != words and SYNTHETASE.search(words):
            return max(Grade.EXPECTED, grade_of(without))
        words = without
    elif types == {names.AMYOPATHIC}:
        words = _NO_WEAKNESS.sub(" ", words)
    if not words or words.isspace() or _ONLY.fullmatch(words):
        return Grade.HARMLESS
    limits = _LIMITS.search(words)
    is_known = all(_is_harmless(token) for token in _TOKEN.findall(words))
    if limits:
        # "If 18 or older", "provided that it is active"
        behind = words[: limits.start()] + words[limits.end() :]
        if _LIMITS.search(behind):
            return Grade.LIMITS
        is_plain = _MUST.match(limits[0]) or _CONDITION.match(limits[0])
        is_plain = is_plain and _OF_ANYBODY.search(behind)
        is_known = all(_is_harmless(token) for token in _TOKEN.findall(behind))
        return Grade.HARMLESS if is_plain and is_known else Grade.LIMITS
    return Grade.HARMLESS if is_known else Grade.UNKNOWN


_NO_WEAKNESS = re.compile(
    r"(?i)\b(?:no|without|absence\s+of|lack\w*|with\s+no)\s+(?:[\w-]+\s+){0,3}(?:weakness|muscle|CK|myositis|symptoms|involvement)\b"
)


@lru_cache(maxsize=4096)
def _is_harmless(token: str) -> bool:
    return token[0].isdigit() or bool(_HARMLESS.fullmatch(token))


def _items(text: str, said: list[Said]) -> list[Item]:
    """The types of a clause with the words around them. What it bars parts the others."""
    for free in (_OPEN, _ANY, _CONFIRMED):
        text = free.sub(lambda found: " " * len(found[0]), text)
    items = [
        Item(
            one.mention.start,
            one.mention.end,
            _types(one) if one.says == Says.INCLUDES else frozenset(),
            one.says == Says.EXCLUDES,
        )
        for one in said
        if _types(one)
    ]
    if not items:
        return []
    cues = [one.cues for one in said if _types(one)]
    items[0].head = text[: items[0].start]
    for (before, item), words in zip(pairwise(items), cues[1:], strict=True):
        between = text[before.end : item.start]
        if not item.types and item.is_barred:
            between = _without_last(between, words)
        before.tail, item.head = _split(between)
        item.joint = between
    items[-1].tail = text[items[-1].end :]
    if found := APPOSED.match(items[-1].tail):
        # "DM of any kind, CADM included, with a rash"
        items[-1].tail = items[-1].tail[: found.end()]
    for item, words in zip(items, cues, strict=True):
        item.tail = _without(_first_sentence(item.tail), words)
        item.head = _without(item.head, words)
    return items


def _split(between: str) -> tuple[str, str]:
    """The words between two names: what belongs to the first, and to the second."""
    if found := _ALTERNATIVE.match(between):
        return "", between[found.end() :]
    if _COMPOUND.fullmatch(between):
        return "", ""
    joints = [*_JOINT.finditer(between)]
    if not joints:
        return between, ""
    tail, head = between[: joints[-1].start()], between[joints[-1].end() :]
    if _OTHER_ITEMS.fullmatch(tail) and not _LIMITS.search(tail):
        # "PM, myasthenia gravis or DM": a disease that we do not know is no word on the first.
        tail = ""
    return tail, head


def _types(one: Said) -> frozenset[str]:
    return frozenset(slug for slug in one.mention.means if slug in names.SUBTYPES)


def _without_last(between: str, cues: tuple[str, ...]) -> str:
    """The words behind a name, up to the refusal of the next one: "DM rather than IBM"."""
    for cue in cues:
        if cue in between:
            start = between.rindex(cue)
            if _FILLERS.fullmatch(between, start + len(cue)):
                between = between[:start]
    return between


_FILLERS = re.compile(
    r"(?:\W+|\b(?:an?|the|any|of|for|with|in|to|who|have|has|having|patients|people|those|subjects|participants|individuals|history|diagnosis|diagnosed"
    r"|sporadic|hereditary|pure|true|adult|juvenile|other|another|forms?|types?|cases|being|possible|is|are|and|or)\b)*+",
    re.IGNORECASE,
)


def _without(words: str, cues: tuple[str, ...]) -> str:
    """Words without those that say that people may join."""
    for cue in cues:
        words = words.replace(cue, " ")
    return words


def _first_sentence(tail: str) -> str:
    end = _SENTENCE_END.search(tail)
    return tail[: end.start()] if end else tail


def _ends_in_condition(items: list[Item]) -> bool:
    """Whether a condition behind the last name may leave out some people.

    An antibody that it asks for is told as such; see antibodies.py.
    """
    last = items[-1]
    if not last.types or _ANTIBODY.search(last.tail):
        return False
    if names.OVERLAP in last.types and _LEADS.search(last.tail):
        return not _AS_LEADING.match(last.tail)
    found = _PROVISO.search(last.tail)
    return bool(found and grade_of(last.tail[found.start() :]) == Grade.LIMITS)


def _grade(items: list[Item], others: frozenset[str]) -> None:
    if not others:
        _share_words(items)
    apart = bool(others) or _are_apart(items)
    if apart:
        items[0].head = _behind_joint(items[0].head)
    for number, item in enumerate(items):
        is_last = number == len(items) - 1
        words = [item.head] if number or apart else []
        if not is_last or (apart and not _ALTERNATIVE.match(item.tail)):
            words.append(item.tail)
        item.grade = max((grade_of(w, item.types) for w in words), default=Grade.HARMLESS)
    if not apart:
        _grade_whole_list(items)
    for before, item in reversed([*pairwise(items)]):
        is_of_both = not before.tail.strip() and not item.tail.lstrip().startswith(("(", "[", ":"))
        if _is_pair(items) and _COMMA_OR.search(item.joint):
            continue
        if is_of_both and "(" not in item.joint and not _ANOTHER_WAY.search(item.joint):
            # "PM or DM with anti-Jo-1, or IBM": the words are about both.
            before.grade = max(
                before.grade,
                grade_of(item.tail, item.types)
                if item is not items[-1] or apart
                else Grade.HARMLESS,
            )


def _share_words(items: list[Item]) -> None:
    """Drop what each name of a list has: "anti-Jo-1 positive PM or anti-Jo-1 positive DM"."""
    heads = {" ".join(_TOKEN.findall(_behind_joint(item.head))).lower() for item in items}
    is_shared = len(heads) == 1 and _ANTIBODY.search(next(iter(heads)))
    if is_shared and all(item.types for item in items):
        for item in items:
            item.head = ""


def _are_apart(items: list[Item]) -> bool:
    """Whether the names of a list stand in items of their own."""
    if any(item.types and item.tail.strip(" \t)],") for item in items[:-1]):
        return True
    typed = [item for item in items if item.types]
    if any(_ANOTHER_WAY.search(item.joint) or _ADJECTIVE.search(item.head) for item in typed[1:]):
        return True
    return _is_pair(items) and bool(_COMMA_OR.search(typed[1].joint))


_ADJECTIVE = re.compile(r"(?!\W*(?:an?|the|any|of|for|with)\W*$)\w")


def _is_pair(items: list[Item]) -> bool:
    return sum(1 for item in items if item.types) == 2


def _behind_joint(head: str) -> str:
    """The words of the first name alone: behind "anti-Jo-1 antibodies in a patient with either"."""
    head = head[max((found.end() for found in OF_EACH.finditer(head)), default=0) :]
    return head[max((found.end() for found in _JOINT.finditer(head)), default=0) :]


def _grade_whole_list(items: list[Item]) -> None:
    """A condition behind a whole list, and an antibody that goes with its last type alone."""
    last, typed = items[-1], [item for item in items if item.types]
    if _NARROWS_ALL.search(items[0].head) or (len(typed) > 1 and _EXCEPT.search(last.tail)):
        for item in typed:
            item.grade = max(item.grade, Grade.UNKNOWN)
    if found := _ONE_OF_TWO.search(last.tail):
        item = items[0] if found["former"] else last
        item.grade = Grade.LIMITS
    if _ends_in_condition(items):
        for item in typed:
            item.grade = Grade.LIMITS
    if names.NECROTIZING in last.types and all(item.types != last.types for item in items[:-1]):
        words = "" if last.tail.startswith((",", ")")) else last.tail
        if _OF_NECROTIZING.search(words) and not _OF_OTHERS.search(words):
            last.grade = Grade.LIMITS


def _taken(said: list[Said]) -> frozenset[str]:
    return frozenset[str]().union(*(_types(one) for one in said if one.says == Says.INCLUDES))


def of_record(found: Named, spoken: Spoken) -> list[dict[str, Grade]]:
    """For each passage: the types of which it may take only some people, by words of their own."""
    taken = [
        _taken(said) if p.field in NAMED or p.names == Part.INCLUSION else frozenset[str]()
        for p, said in spoken
    ]
    every = frozenset(slug for slugs in taken for slug in slugs)
    by_criteria = frozenset(
        slug
        for (p, _said), slugs in zip(spoken, taken, strict=True)
        if p.field not in NAMED
        for slug in slugs
    )
    own: list[dict[str, Grade]] = []
    for (passage, said), slugs in zip(spoken, taken, strict=True):
        own.append({})
        if passage.field != "eligibility_criteria":
            continue
        if slugs:
            budget.check()
            # Words behind a list are about all of it, also if a title names another type.
            others = (every if len(slugs) == 1 else by_criteria) - slugs
            own[-1] = grades(_with_rest(passage, spoken), said, others)
        elif passage.names == Part.EXCLUSION and (spared := _taken(said)):
            own[-1] = _spared_in_part(passage.line, spared, found, spoken)
    return own


def _spared_in_part(
    line: str, spared: frozenset[str], found: Named, spoken: Spoken
) -> dict[str, Grade]:
    """Of an exclusion: the types that its line names more often than it lets them join.

    "Overlap with lupus; other overlap myositis is allowed"
    """
    named = Counter(
        slug for p, here in found if p.line == line for mention in here for slug in mention.means
    )
    named[names.OVERLAP] = len(_OVERLAP.findall(line))
    joining = Counter(
        slug
        for p, said in spoken
        if p.line == line
        for one in said
        if one.says == Says.INCLUDES
        for slug in one.mention.means
    )
    return {slug: Grade.UNKNOWN for slug in spared if named[slug] > joining[slug]}


def _with_rest(passage: Passage, spoken: Spoken) -> str:
    """A clause with what is said behind it of no disease: "PM, but only with anti-Jo-1"."""
    start = passage.line.find(passage.text)
    if start < 0 or passage.line == passage.text:
        return passage.text
    for p, said in spoken:
        at = passage.line.find(p.text, start + len(passage.text)) if p.line == passage.line else -1
        if at >= 0:
            if said and said[0].says != Says.EXCLUDES and _GOES_ON.match(p.text):
                at += said[0].mention.start
            return passage.line[start:at]
    return passage.line[start:]


_GOES_ON = re.compile(r"(?:but|however|only|provided|unless|if)\b", re.IGNORECASE)
_OVERLAP = re.compile(r"\boverlap|scleromyositis", re.IGNORECASE)


def limited(spoken: Spoken, own: list[dict[str, Grade]]) -> set[str]:
    """Types of which no criterion takes all people, whatever a title says."""
    graded = [(slug, grade) for here in own for slug, grade in here.items() if grade.is_of_some]
    whole = {
        slug
        for (passage, said), here in zip(spoken, own, strict=True)
        if passage.field == "eligibility_criteria"
        for slug in _taken(said)
        if not here.get(slug, Grade.HARMLESS).is_of_some
    }
    return {slug for slug, grade in graded if grade == Grade.LIMITS or slug not in whole}
