"""What a line says of one of several types alone: "DM, or IMNM with anti-SRP antibodies".

Where a line or a study takes several types, words that belong to one of them may mean that only
some people with it can join. Where they name an antibody or a condition, or a smaller kind of the
type, the type is unclear; see word_grades.py. Words behind a whole list ("DM or PM with weakness")
are about everybody.
"""

import re
from collections import Counter
from itertools import pairwise

from . import budget, diseases
from .clauses import Said, Says
from .effects import Part
from .names import Mention
from .own_items import ALTERNATIVE, JOINT, Item, items_of, types_of
from .passages import NAMED, Passage
from .subjects import OF_EACH
from .synthetases import SYNTHETASE
from .word_grades import ANTIBODY, TOKEN, Grade, grade_of

Named = list[tuple[Passage, list[Mention]]]
Spoken = list[tuple[Passage, list[Said]]]


# Between two names: what begins another way to fit.
_ANOTHER_WAY = re.compile(
    r"(?i)\b(?:or|and)\s+(?:(?:an?|the)\s+)?(?:patients|those|people|participants|subjects|persons|individuals|with|of|in|for|have|has|having)\b|[;.]\s|\n|\beither\b|[(\s][a-c1-3]\)"
)
_COMMA_OR = re.compile(r",\s*(?:(?:and/)?or|and)\b|\balternatively\b", re.IGNORECASE)
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
# "Paraneoplastic DM or PM", "DM or PM other than that of cancer"
_NARROWS_ALL = re.compile(
    r"(?i)(?<![\w-])(?:paraneoplastic|hereditary|sero-?negative|[a-z]+-(?:related|induced|associated|triggered|linked))\W*$"
)
_EXCEPT = re.compile(
    r"\b(?:other\s+than|except(?!ions?)|excluding|apart\s+from|unless)\b", re.IGNORECASE
)
_ONE_OF_TWO = re.compile(r"\bthe\s+(?:(?P<former>former)|latter)\b", re.IGNORECASE)
_OF_NECROTIZING = re.compile(r"\b(?:SRP|signal\s+recognition|HMG)", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"(?i)\b(?:Jo-?1|PL-?\d+|MDA-?5|NXP|TIF|Mi-?2|SAE|EJ|OJ|KS|MSAs?|myositis)\b|\ball\b|\bspecific\b"
)


def grades(text: str, said: list[Said], others: frozenset[str]) -> dict[str, Grade]:
    """The types that a clause takes by words of their own: perhaps only some people with them.

    `others` are the types that the rest of the record takes.
    """
    items = items_of(text, said)
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


def _ends_in_condition(items: list[Item]) -> bool:
    """Whether a condition behind the last name may leave out some people.

    An antibody that it asks for is told as such; see antibodies.py.
    """
    last = items[-1]
    if not last.types or ANTIBODY.search(last.tail):
        return False
    if diseases.OVERLAP in last.types and _LEADS.search(last.tail):
        return not _AS_LEADING.match(last.tail)
    found = _PROVISO.search(last.tail)
    return bool(found and grade_of(last.tail[found.start() :], is_of_all=True) == Grade.LIMITS)


def _grade(items: list[Item], others: frozenset[str]) -> None:
    if not others:
        _share_words(items)
    apart = bool(others) or _are_apart(items)
    if apart:
        items[0].head = _behind_joint(items[0].head)
    for number, item in enumerate(items):
        is_last = number == len(items) - 1
        words = [item.head] if number or apart else []
        if not is_last or (apart and not ALTERNATIVE.match(item.tail)):
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
    heads = {" ".join(TOKEN.findall(_behind_joint(item.head))).lower() for item in items}
    is_shared = len(heads) == 1 and ANTIBODY.search(next(iter(heads)))
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
    return head[max((found.end() for found in JOINT.finditer(head)), default=0) :]


def _grade_whole_list(items: list[Item]) -> None:
    """A condition behind a whole list, and an antibody that goes with its last type alone."""
    last, typed = items[-1], [item for item in items if item.types]
    if _NARROWS_ALL.search(items[0].head) or (len(typed) > 1 and _EXCEPT.search(last.tail)):
        for item in typed:
            item.grade = max(item.grade, Grade.UNKNOWN)
    found = _ONE_OF_TWO.search(last.tail)
    if found and last.tail[found.end() :].strip(" ,.;()"):
        item = items[0] if found["former"] else last
        item.grade = Grade.LIMITS
    if _ends_in_condition(items):
        for item in typed:
            item.grade = Grade.LIMITS
    if last.types == {diseases.ANTISYNTHETASE} and len(typed) > 1 and SYNTHETASE.search(last.tail):
        # "DM, PM or ASyS (positive for Jo-1)"
        last.grade = Grade.LIMITS
    if diseases.NECROTIZING in last.types and all(item.types != last.types for item in items[:-1]):
        words = "" if last.tail.startswith((",", ")")) else last.tail
        if _OF_NECROTIZING.search(words) and not _OF_OTHERS.search(words):
            last.grade = Grade.LIMITS


def _taken(said: list[Said]) -> frozenset[str]:
    return frozenset[str]().union(*(types_of(one) for one in said if one.says == Says.INCLUDES))


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
            if _IF_ANTIBODY.search(passage.text):
                own[-1] |= dict.fromkeys(spared, Grade.LIMITS)
    return own


# "Patients with ASyS may be included if anti-Jo-1 positive", among the exclusions
_IF_ANTIBODY = re.compile(
    rf"\b(?:if|when|provided|only|unless)\b[^.;]*{ANTIBODY.pattern}", re.IGNORECASE
)


def _spared_in_part(
    line: str, spared: frozenset[str], found: Named, spoken: Spoken
) -> dict[str, Grade]:
    """Of an exclusion: the types that its line names more often than it lets them join.

    "Overlap with lupus; other overlap myositis is allowed"
    """
    named = Counter(
        slug for p, here in found if p.line == line for mention in here for slug in mention.means
    )
    named[diseases.OVERLAP] = len(_OVERLAP.findall(line))
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
