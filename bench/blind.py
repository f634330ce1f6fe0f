"""How our rules read lines and records that others wrote, with answers, before seeing any rule.

    make eval

Each batch in `bench/blind/` is by a different writer. It is opened once, when the rules are done.
Its figures of that moment are the ones that /how-we-read-trials/ shows until the next batch (`make
eval ARGS="--save --examination NAME"`); after that, its kinds of mistakes are corrected.

An answer is "+" included, "-" excluded, "0" neither, "p" only some are excluded, "?" a careful
reader could not tell. "0", "p" and "?" must be shown neither as included nor as excluded. An
antibody is "required", "barred", an "example" of a group that is required, or "either": it decides
nothing.
"""

import json
import math
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from trials import ctgov, reading  # noqa: E402 (from the checkout, not installed)
from trials.reading import diseases  # noqa: E402

FOLDER = Path(__file__).parent / "blind"
TITLE = "A Study of Examplimab in Participants With Idiopathic Inflammatory Myopathy"
CONDITION = "Idiopathic Inflammatory Myopathy"
HEADINGS = {"I": "Inclusion Criteria:", "E": "Exclusion Criteria:"}
CODES = {
    diseases.DERMATOMYOSITIS: "DM",
    diseases.AMYOPATHIC: "CADM",
    diseases.JUVENILE: "JM",
    diseases.POLYMYOSITIS: "PM",
    diseases.INCLUSION_BODY: "IBM",
    diseases.NECROTIZING: "IMNM",
    diseases.ANTISYNTHETASE: "ASYS",
    diseases.OVERLAP: "OVERLAP",
}
SIGNS = {"included": "+", "excluded": "-", "not_stated": "0", "unclear": "?"}
# Answers that must be shown as neither yes nor no.
NEITHER = "0p?"
_LUNGS = {"lungs-needed", "lung-disease-needed"}


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def record(title, conditions, criteria, **more):
    """A study of the registry with these parts."""
    return ctgov.StudyRecord.read(
        {
            "protocolSection": {
                "identificationModule": {"nctId": "NCT99000001", "briefTitle": title},
                "statusModule": {"overallStatus": "RECRUITING"},
                "conditionsModule": {
                    "conditions": conditions,
                    "keywords": more.get("keywords") or [],
                },
                "descriptionModule": {"briefSummary": more.get("summary")},
                "designModule": {"studyType": more.get("study_type") or "INTERVENTIONAL"},
                "eligibilityModule": {
                    "eligibilityCriteria": criteria,
                    "minimumAge": more.get("minimum_age"),
                    "maximumAge": more.get("maximum_age"),
                    "healthyVolunteers": more.get("healthy_volunteers"),
                },
            }
        }
    )


def of_line(line):
    text = f"{HEADINGS[line['heading']]}\n\n* {line['text']}"
    return record(TITLE, [CONDITION], text, minimum_age="18 Years")


class Batch:
    """What our rules made of a batch: cells {(answer, ours): count} and the misses in words."""

    def __init__(self, name):
        whole = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self.name, self.lines, self.records = name, whole["lines"], whole["records"]
        self.types, self.antibodies, self.stated = Counter(), Counter(), Counter()
        self.relevance, self.misses = Counter(), []
        self.by_type = Counter()
        for line in self.lines:
            self._add(reading.read(of_line(line)), line, f"{line['heading']}: {line['text']!r}")
        for whole in self.records:
            self._add_record(whole)

    def _add_record(self, whole):
        more = {name: value for name, value in whole.items() if name not in ("title", "conditions")}
        criteria = more.pop("criteria")
        found = reading.read(record(whole["title"], whole["conditions"], criteria, **more))
        # Writers say "none" if a study names no myositis; our reading has no lower state. They have
        # no word for a study of another disease of muscle.
        is_mention = whole["relevance"] in ("doubtful", "none")
        expected = "mention" if is_mention else whole["relevance"]
        ours = found.relevance.relevance.value
        is_right = ours == expected or (is_mention and ours == "other-muscle")
        self.relevance[is_right] += 1
        if not is_right:
            self.misses.append(f"relevance {whole['relevance']}, ours {ours}: {whole['title']!r}")
        if ours == expected == "myositis":
            self._add(found, whole, f"record {whole['title']!r}")

    def _add(self, found, answers, words):
        expected = answers.get("types") or {}
        for verdict in found.subtypes:
            code, ours = CODES[verdict.subtype], SIGNS[verdict.state.value]
            sign = expected.get(code, "0")
            if code not in expected and ours == "0":
                continue
            self.types[sign, ours] += 1
            self.by_type[code, sign, ours] += 1
            if sign != ours and not (sign in NEITHER and ours in NEITHER):
                self.misses.append(f"{code} is {sign}, ours {ours}. {words}")
        wanted = {
            name: answer for name, answer in (answers.get("antibodies") or {}).items()
            if answer != "either"
        }  # fmt: skip
        ours = {asked.antibody: asked.demand.value for asked in found.antibodies}
        for name in sorted(wanted.keys() | ours.keys()):
            self.antibodies[wanted.get(name, "none"), ours.get(name, "none")] += 1
            if wanted.get(name) != ours.get(name):
                self.misses.append(f"{name} is {wanted.get(name)}, ours {ours.get(name)}. {words}")
        stated = {asked.name for asked in found.requirements if asked.state.value == "stated"}
        stated |= {limit.limit for limit in found.limits}
        for name in answers.get("says") or ():
            # The writers had one name for "lungs must be affected" and "lungs must be good enough".
            is_found = not stated.isdisjoint(_LUNGS if name in _LUNGS else {name})
            self.stated[is_found] += 1
            if not is_found:
                self.misses.append(f"{name} is stated. {words}")

    @property
    def mentions(self):
        return self.types.total()

    def of(self, sign, cells=None):
        """(right, found, labeled) of one answer."""
        cells = self.types if cells is None else cells
        right = cells[sign, sign]
        found = sum(count for (_label, ours), count in cells.items() if ours == sign)
        labeled = sum(count for (label, _ours), count in cells.items() if label == sign)
        return right, found, labeled

    @property
    def wrong_yes(self):
        """Types that are excluded, in part or in whole, and were shown as included."""
        return self.types["-", "+"] + self.types["p", "+"]

    @property
    def unclear(self):
        return sum(count for (_label, ours), count in self.types.items() if ours == "?")

    def figures(self):
        """The numbers that the page on our rules shows."""
        included, excluded = self.of("+"), self.of("-")
        return {
            "lines": len(self.lines),
            "records": len(self.records),
            "included_right": included[0],
            "included_found": included[1],
            "included_labeled": included[2],
            "excluded_right": excluded[0],
            "excluded_found": excluded[1],
            "excluded_labeled": excluded[2],
            "wrong_yes": self.wrong_yes,
            "unclear": self.unclear,
            "mentions": self.mentions,
        }


def wilson(right, of):
    """The 95 % interval of a share, after Wilson (J Am Stat Assoc 1927; 22: 209-212)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, right / of
    middle = share + z * z / (2 * of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def share(name, right, of):
    low, high = wilson(right, of)
    value = f"{right / of:.3f}" if of else "–"
    return f"{name} {value} ({right}/{of}; 95 %: {low:.3f} to {high:.3f})"


def report(batch):
    print(f"=== blind batch {batch.name}: {len(batch.lines)} lines, {len(batch.records)} records")
    for sign, state in (("+", "included"), ("-", "excluded")):
        right, found, labeled = batch.of(sign)
        print(f"{state}: {share('precision', right, found)}, {share('recall', right, labeled)}")
    print(f"excluded in whole or in part, shown as included: {batch.wrong_yes}")
    print(share("shown as unclear", batch.unclear, batch.mentions))
    print("answer by ours: included, excluded, not stated, unclear")
    for sign in "+-0p?":
        print(f"  {sign}", *(f"{batch.types[sign, ours]:5}" for ours in "+-0?"))
    for code in CODES.values():
        cells = Counter({(s, o): n for (c, s, o), n in batch.by_type.items() if c == code})
        parts = [
            f"{s} {batch.of(s, cells)[0]}/{batch.of(s, cells)[1]}/{batch.of(s, cells)[2]}"
            for s in "+-"
        ]
        print(f"  {code}: right/found/labeled", ", ".join(parts))
    for demand in ("required", "example", "barred"):
        right, found, labeled = batch.of(demand, batch.antibodies)
        print(
            f"antibodies {demand}:",
            share("precision", right, found) + ",",
            share("recall", right, labeled),
        )
    print(share("requirements and limits found", batch.stated[True], batch.stated.total()))
    print(share("relevance right", batch.relevance[True], batch.relevance.total()))
    print("\n".join(batch.misses))
