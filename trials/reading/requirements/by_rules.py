"""Answer a question by its rules."""

import re
from typing import TYPE_CHECKING, Any

from trials.reading import budget
from trials.reading.passages import Quote
from trials.reading.wording import holds

from ..wording import lazy
from .requirement import Answer, AnswerState, Requirement, Rule
from .texts import BACKGROUND, EXCLUDES, TOLD, Text, Texts

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

# A rule that matched, and the record's words.
Hit = tuple[Rule, Quote]

_NEGATED = lazy(
    r"\b(?:no|not(?! only)|without|never|neither|nor|cannot)\b"
    r"(?! later| more| less| higher| lower| greater| longer| earlier| fewer)[^,;:.]{0,30}$",
    re.ASCII,
)
# What stands before a medicine that only dates something: "within 4 weeks of the first dose of …".
_START = lazy(
    r"\b(?:(?<!last )doses?|start|administration|initiation|infusion"
    r"|beginning|commencement|day \d+) of"
    r"(?: (?:the|an?|study|investigational|test|trial|first))* (?:[\w-]+)?$"
    r"|\b(?:study|test|trial|protocol|first|investigational) $|\b(?:before|prior to)(?: the)? $",
    re.ASCII,
)


def by_rules(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    return answer(requirement, hits(requirement, texts))


def hits(requirement: Requirement, texts: Texts) -> list[Hit]:
    """All matches, in the order of the rules."""
    found: list[tuple[int, Rule, Quote]] = []
    for place, rules in requirement.by_place.items():
        whole = texts.whole.get(place, "")
        if keys := tuple(key for key in requirement.keys if key in whole):
            for text in texts.at(place):
                budget.check()
                if holds(text.low, keys):
                    found += _hits_in(text, rules, place)
    found.sort(key=lambda hit: hit[0])
    return [(rule, quote) for _number, rule, quote in found]


def answer(requirement: Requirement, found: list[Hit], **detail: Any) -> Answer:
    if not found:
        return Answer(requirement.name, detail=detail)
    is_stated = any(rule.states for rule, _quote in found)
    values = list(dict.fromkeys(rule.value for rule, _quote in found if rule.value))
    if requirement.values and values:
        detail[requirement.values] = values
    return Answer(
        requirement.name,
        AnswerState.STATED if is_stated else AnswerState.STATED_NOT,
        _best_quotes(found, fill=requirement.warns),
        detail,
    )


def _hits_in(
    text: Text, rules: list[tuple[int, Rule]], place: str
) -> list[tuple[int, Rule, Quote]]:
    """The matches in one text. Where it says no, only that counts."""
    found = [
        (number, rule, text.quote(*match.span()))
        for number, rule in rules
        if (match := _match(rule, place, text.low))
    ]
    return [hit for hit in found if not hit[1].states] or found


def _match(rule: Rule, place: str, low: str) -> re.Match[str] | None:
    if rule.key not in low or (rule.beside and not _has_beside(rule, low)):
        return None
    match = rule.pattern.search(low)
    if not match or (rule.unless and rule.exception.search(low)):
        return None
    before = low[: match.start()]
    if rule.states and place != EXCLUDES and _NEGATED.search(before):
        return None
    return None if place == TOLD and BACKGROUND.search(before) else match


def _has_beside(rule: Rule, low: str) -> bool:
    for word in rule.beside:
        at = low.find(word)
        while at >= 0:
            if not _START.search(low[max(0, at - 80) : at]):
                return True
            at = low.find(word, at + 1)
    return False


def _best_quotes(found: list[Hit], fill: bool = False) -> tuple[Quote, ...]:
    """The shortest quote of the first rule for each value, three at most; `fill` adds others."""
    best: dict[tuple[str, str], Quote] = {}
    others = []
    if any(rule.states for rule, _quote in found):
        found = [hit for hit in found if hit[0].states or hit[0].value]
    for rule, quote in sorted(found, key=lambda hit: _length(hit[1])):
        best.setdefault((rule.value, rule.words), quote)
        others.append(quote)
    by_value: dict[str, Quote] = {}
    for rule, _quote in found:
        by_value.setdefault(rule.value, best[rule.value, rule.words])
    quotes = [*by_value.values(), *(others if fill else ())]
    return tuple(dict.fromkeys(quotes))[:3]


def _length(quote: Quote) -> tuple[bool, int]:
    # A quote of very few words tells little, so it comes last.
    return (len(quote.text) < 20, len(quote.text))
