"""How long it takes to mark the words of the glossary on the page of a study.

    .venv/bin/python bench/marks.py ../shared/registry/studies/full-dev.jsonl.gz

For each real record: its summary and every line of its criteria, as the page shows them. The time
is CPU time, and the fastest of twenty runs counts, because other programs are running too.
"""

import gzip
import json
import os
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myositis_portal.settings")

import django  # noqa: E402 (from the checkout, not installed)

django.setup()

from conditions import starter  # noqa: E402
from conditions.linking import Names, Words  # noqa: E402
from conditions.models import GlossaryTerm  # noqa: E402
from trials.presenting import markup  # noqa: E402
from trials.presenting.explained import Glossary  # noqa: E402
from trials.reading import criteria  # noqa: E402

RECORDS = 200
RUNS = 20


def names() -> Names:
    fields = ("term", "slug", "category", "other_names", "meaning")
    rows = starter.read("glossary.yaml")
    return Names([GlossaryTerm(**{name: row[name] for name in fields}) for row in rows])


def page_of(record):
    """What a page marks: the summary as HTML, and the lines of the criteria."""
    text = record.get("eligibilityModule", {}).get("eligibilityCriteria", "")
    summary = record.get("descriptionModule", {}).get("briefSummary", "")
    return markup.render(summary), [line.text for line in criteria.read(text).lines]


def milliseconds(known: Names, summary, lines) -> float:
    found = []
    for _run in range(RUNS):
        began = time.process_time()
        glossary = Glossary(Words(known))
        glossary.in_markup(summary)
        for line in lines:
            glossary.in_text(line)
        found.append(1_000 * (time.process_time() - began))
    return min(found)


def report(path):
    with gzip.open(path) as lines:
        records = [json.loads(line)["protocolSection"] for line in islice(lines, RECORDS)]
    known = names()
    took = [milliseconds(known, *page_of(record)) for record in records]
    print(
        f"{len(took)} records: median {statistics.median(took):.2f} ms a page,"
        f" mean {statistics.mean(took):.2f}, slowest {max(took):.2f},"
        f" over 3 ms {sum(one > 3 for one in took)}"
    )


if __name__ == "__main__":
    report(Path(sys.argv[1]))
