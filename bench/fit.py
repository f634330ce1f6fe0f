"""How our rules judge lines of criteria for answers, against a table that others wrote.

    .venv/bin/python bench/fit.py FILE

FILE is a JSON list of {"heading": "I" or "E", "line", "answers", "expected"}; expected is
"no_conflict", "ask" or "may_rule_out". A table is written before its writer has seen any rule, and
opened when the rules are done.
"""

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from trials.fit import verdicts  # noqa: E402 (from the checkout, not installed)
from trials.fit.answers import Answers  # noqa: E402
from trials.reading import antibodies  # noqa: E402

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
    known = {antibody.slug for antibody in antibodies.ANTIBODIES}
    found = set()
    for name in written:
        slugs = {
            slug for slug, _start, _end in antibodies.named(f"anti-{name.removeprefix('anti-')}")
        }
        found |= slugs or ({name.lower()} & known)
    return frozenset(found)


def ours(row):
    """The verdict of a line; of one that reads as several, the gravest."""
    text = f"{HEADINGS[row['heading']]}\n\n* {row['line']}"
    judged = [one.verdict.value for one in verdicts.judge(text, answers_of(row["answers"]))]
    return max(judged or ["ask"], key=VERDICTS.index)


def report(rows):
    cells = Counter()
    for row in rows:
        verdict = ours(row)
        cells[row["expected"], verdict] += 1
        if verdict != row["expected"]:
            words = f"{row['heading']} {row['line']!r} {row['answers']}"
            print(f"{row['expected']}, ours {verdict}: {words}")
    print("expected by ours:", *VERDICTS)
    for expected in VERDICTS:
        print(f"{expected:>14}", *(f"{cells[expected, verdict]:12}" for verdict in VERDICTS))
    for verdict in ("no_conflict", "may_rule_out"):
        said = sum(count for (_expected, got), count in cells.items() if got == verdict)
        wanted = sum(count for (expected, _got), count in cells.items() if expected == verdict)
        right = cells[verdict, verdict]
        print(f"{verdict}: false {said - right} of {said}; found {right} of {wanted}")


if __name__ == "__main__":
    report(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
