"""Why a study was found: the reader's words, marked where the record has them.

PostgreSQL could do this (ts_headline), but it reads all long texts again. For 20 studies that takes
longer than the search. We look at short texts first, and at long ones only near a match.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

import vocabulary
from trials.models import Trial
from vocabulary.folding import words

# Characters shown before and after a match in a long text.
_AROUND = 70
_MARKDOWN_ESCAPE = re.compile(r"\\(?=[^\w\s])")
_LONG = (
    "brief_summary",
    "eligibility_criteria",
    "detailed_description",
    "primary_outcomes",
    "secondary_outcomes",
    "study_population",
    "arm_groups",
    "interventions",
    "overall_officials",
    "org_study_id",
)


@dataclass
class Why:
    """`title` has its matches marked; `lines` is [(name of a field, marked text)] for the rest."""

    title: SafeString
    lines: list[tuple[str, SafeString]] = field(default_factory=list)


def explain(trials: list[Trial], wanted) -> dict[str, Why]:
    """{nct_id: Why}. `wanted` are the parts of the question, as Question.wanted() gives them."""
    if not wanted:
        return {trial.pk: Why(escape(trial.brief_title)) for trial in trials}
    finder = _Finder(wanted)
    found, open_parts = {}, {}
    for trial in trials:
        spans, parts = finder.spans(trial.brief_title)
        why = found[trial.pk] = Why(_marked(trial.brief_title, spans))
        missing = set(range(len(wanted))) - parts
        if missing:
            missing = _look(why, _short_texts(trial), finder, missing)
        if missing:
            open_parts[trial.pk] = missing
    if open_parts:
        for trial in Trial.objects.only("pk", *_LONG).filter(pk__in=open_parts):
            missing = open_parts.pop(trial.pk)
            if missing := _look(found[trial.pk], _long_texts(trial), finder, missing):
                open_parts[trial.pk] = missing
    # A study may have a thousand sites, so they come last.
    if open_parts:
        for trial in (
            Trial.objects.only("pk").filter(pk__in=open_parts).prefetch_related("locations")
        ):
            sites = " · ".join(f"{site}, {site.state}" for site in trial.locations.all())
            _look(found[trial.pk], [("locations", sites)], finder, open_parts[trial.pk])
    return found


def _look(why, texts, finder, missing):
    """Add a line for each part that is found. Return the parts that are not."""
    for name, text in texts:
        if not missing or not text:
            continue
        spans, parts = finder.spans(text, missing)
        if parts & missing:
            why.lines.append((name, _snippet(text, spans)))
            missing = missing - parts
    return missing


def _short_texts(trial):
    yield "registry_conditions", " · ".join(trial.registry_conditions)
    yield "interventions", " · ".join(_names(trial.interventions))
    yield "keywords", " · ".join(trial.keywords)
    yield "acronym", trial.acronym
    yield "official_title", trial.official_title
    yield "lead_sponsor_name", trial.lead_sponsor_name


def _names(interventions):
    for item in interventions:
        yield item.get("name", "")
        yield from item.get("other_names", [])


def _long_texts(trial):
    yield "brief_summary", trial.brief_summary
    for name in ("primary_outcomes", "secondary_outcomes"):
        yield name, " · ".join(item.get("measure", "") for item in getattr(trial, name))
    yield "eligibility_criteria", trial.eligibility_criteria
    yield "detailed_description", trial.detailed_description
    yield "study_population", trial.study_population
    yield "arm_groups", _joined(trial.arm_groups, "label", "description")
    yield "interventions", _joined(trial.interventions, "description")
    yield "overall_officials", _joined(trial.overall_officials, "name", "affiliation")
    yield "org_study_id", trial.org_study_id


# Accented letters as plain ones, one for one, so that positions in the text stay the same.
_PLAIN = {
    number: plain[0]
    for number in range(0xC0, 0x250)
    if (plain := unicodedata.normalize("NFKD", chr(number)))[0].isascii() and plain[0].isalpha()
}


def _starts(stem):
    """How a written word that folds to this stem may begin: its first letters, before any digit.

    British spellings have two letters where the stem has an e: oedema, anaemia.
    """
    letters = re.match(r"\D*", stem)[0][:3] or stem[:1]
    variants = {letters}
    if "e" in letters:
        variants |= {letters.replace("e", "ae", 1)[:3], letters.replace("e", "oe", 1)[:3]}
    return {re.escape(variant) for variant in variants}


def _joined(items, *names):
    return " · ".join(item[name] for item in items for name in names if item.get(name))


class _Finder:
    def __init__(self, wanted):
        # {first stem: [(run of stems, number of the part)]}
        self.runs = {}
        for part, runs in enumerate(wanted):
            for run in runs:
                if run:
                    self.runs.setdefault(run[0], []).append((run, part))
        starts = sorted({start for stem in self.runs for start in _starts(stem)})
        self.start = re.compile(rf"(?<![^\W_])(?:{'|'.join(starts)})", re.IGNORECASE)
        longest = max((len(run) for runs in self.runs.values() for run, _part in runs), default=1)
        self.window = 40 * longest

    def spans(self, text, enough=None):
        """[(start, end)] of the matches, in order, and the parts that they answer.

        With `enough`, a set of parts, stop near the first match once these are found.
        """
        spans, parts, at = [], set(), 0
        plain = text if text.isascii() else text.translate(_PLAIN)
        while match := self.start.search(plain, at):
            at = match.end()
            if enough and enough <= parts and match.start() > spans[0][1] + _AROUND:
                break
            if end := self._match_at(text, match.start(), parts):
                spans.append((match.start(), end))
                at = end
        return spans, parts

    def _match_at(self, text, start, parts):
        here = words(text[start : start + self.window])
        stems = tuple(vocabulary.stem(word.text) for word in here)
        end = 0
        for run, part in self.runs.get(stems[0], ()) if stems else ():
            if stems[: len(run)] == run:
                parts.add(part)
                end = max(end, start + here[len(run) - 1].end)
        return end


def _marked(text, spans):
    pieces, at = [], 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    pieces.append(escape(text[at:]))
    # All of the registry's text was escaped above.
    return mark_safe("".join(pieces))  # noqa: S308


def _snippet(text, spans):
    """The text around the first match, cut between words."""
    first = spans[0]
    start, end = max(0, first[0] - _AROUND), min(len(text), first[1] + _AROUND)
    if start:
        start = min(first[0], text.find(" ", start) + 1 or first[0])
    if end < len(text):
        end = max(first[1], text.rfind(" ", first[1], end))
    inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    marked = _marked(text[start:end], inside)
    cleaned = _MARKDOWN_ESCAPE.sub("", marked)
    return mark_safe(f"{'…' if start else ''}{cleaned}{'…' if end < len(text) else ''}")  # noqa: S308
