"""How our rules judge lines of criteria for given answers, compared with a table that others wrote.

    .venv/bin/python bench/fit.py

Each table in `bench/blind_answers/` is a JSON list of {"heading": "I" or "E", "line", "answers",
"expected"}; expected is "no_conflict", "ask" or "may_rule_out". Its writer has not seen any rule. A
table is opened when the rules are done. After that, its kinds of mistakes are corrected.
"""

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from trials.fit import verdicts  # noqa: E402 (from the checkout, not installed)
from trials.fit.answers import Answers  # noqa: E402
from trials.reading import antibody_names  # noqa: E402

FOLDER = Path(__file__).parent / "blind_answers"
HEADINGS = {"I": "Inclusion Criteria:", "E": "Exclusion Criteria:"}
VERDICTS = ("no_conflict", "ask", "may_rule_out")


def answers_of(given):
    """Answers as a table writes them; antibodies by any of their names."""
    said = dict(given)
    named = said.pop("antibodies", {})
    of_type = said.get("type")
    return Answers(
        **(said | {"type": None if of_type == "unsure" else of_type}),
        has=_slugs(named.get("has", ())),
        lacks=_slugs(named.get("not", ())),
    )


def _slugs(written):
    known = {antibody.slug for antibody in antibody_names.ANTIBODIES}
    found = set()
    for name in written:
        named = antibody_names.named(f"anti-{name.removeprefix('anti-')}")
        slugs = {slug for slug, _start, _end in named}
        found |= slugs or ({name.lower()} & known)
    return frozenset(found)


def ours(row):
    """The verdict on a line; if it reads as several, the most serious one."""
    text = f"{HEADINGS[row['heading']]}\n\n* {row['line']}"
    judged = [one.verdict.value for one in verdicts.judge(text, answers_of(row["answers"]))]
    return max(judged or ["ask"], key=VERDICTS.index)


class Table:
    """What our rules made of a table: cells {(expected, ours): count} and the misses in words."""

    def __init__(self, name):
        rows = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self.name, self.cells, self.misses = name, Counter(), []
        for row in rows:
            verdict = ours(row)
            self.cells[row["expected"], verdict] += 1
            if verdict != row["expected"]:
                words = f"{row['heading']} {row['line']!r} {row['answers']}"
                self.misses.append(f"{row['expected']}, ours {verdict}: {words}")

    def of(self, verdict):
        """(right, said, expected) of one verdict."""
        right = self.cells[verdict, verdict]
        said = sum(count for (_expected, ours), count in self.cells.items() if ours == verdict)
        expected = sum(count for (of, _ours), count in self.cells.items() if of == verdict)
        return right, said, expected


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def report(table):
    print(f"=== table {table.name}: {table.cells.total()} lines with answers")
    print(*table.misses, sep="\n")
    print("expected by ours:", *VERDICTS)
    for expected in VERDICTS:
        print(f"{expected:>14}", *(f"{table.cells[expected, ours]:12}" for ours in VERDICTS))
    for verdict in ("no_conflict", "may_rule_out"):
        right, said, expected = table.of(verdict)
        print(f"{verdict}: false {said - right} of {said}; found {right} of {expected}")


if __name__ == "__main__":
    for name in names():
        report(Table(name))
