"""How well our rules read real records, compared with labels by a person who read each text.

    make eval [ARGS="--save"]

The labels and records are beside the project, in ../shared/registry/ (or where `--registry` says),
and are never part of it. `--save` writes the figures that /how-we-read-trials/ shows.
"""

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import blind  # noqa: E402 (from the checkout, not installed)
from trials import ctgov, reading  # noqa: E402
from trials.reading import criteria  # noqa: E402
from trials.reading.diseases import SUBTYPES  # noqa: E402
from trials.reading.evaluation_figures import FIGURES  # noqa: E402

REGISTRY = ROOT.parent / "shared" / "registry"
# The labels' names, and the slugs of conditions that the portal uses instead.
SLUGS = {
    "amyopathic_dermatomyositis": "clinically-amyopathic-dermatomyositis",
    "juvenile_dermatomyositis": "juvenile-myositis",
}
RELEVANCES = {"off-topic": "mention"}


def lines(path):
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else path.open()
    with opened as rows:
        yield from map(json.loads, rows)


def number_of(record):
    return record["protocolSection"]["identificationModule"]["nctId"]


class Tally:
    """Cells {(what, label, ours): studies}, and the misses in words."""

    def __init__(self):
        self.cells, self.misses = Counter(), []

    def add(self, number, what, label, ours, words="", sure="sure"):
        self.cells[sure, what, label, ours] += 1
        if label != ours:
            self.misses.append(f"{number} ({sure}) {what}: label {label}, ours {ours} {words}")

    def of(self, value, what=None, sure=None):
        """(precision, recall, true, found, labeled) of one value; None if there is nothing to
        count."""
        rows = [
            (label, ours, count)
            for (s, w, label, ours), count in self.cells.items()
            if what in (None, w) and sure in (None, s)
        ]
        true = sum(count for label, ours, count in rows if label == ours == value)
        found = sum(count for label, ours, count in rows if ours == value)
        labeled = sum(count for label, ours, count in rows if label == value)
        return (
            true / found if found else None,
            true / labeled if labeled else None,
            true,
            found,
            labeled,
        )


def against_labels(gold, records):
    """(relevance, subtypes, population) of the labeled muscle studies, each a Tally."""
    labels = {label["nct_id"]: label for label in lines(gold)}
    relevance, subtypes = Tally(), Tally()
    for record in lines(records):
        number = number_of(record)
        label = labels[number]
        ours = reading.read(ctgov.StudyRecord.read(record))
        sure, family = label["confidence"], label["family"]
        what, quote = ours.relevance.relevance.value, ours.relevance.quote
        family = RELEVANCES.get(family, family)
        relevance.add(number, "relevance", family, what, quote and quote.text[:160], sure)
        if family != "myositis":
            continue
        verdicts = {verdict.subtype: verdict for verdict in ours.subtypes}
        for name, given in label["subtypes"].items():
            slug = SLUGS.get(name, name.replace("_", "-"))
            verdict = verdicts[slug]
            words = f"({given['quote']} / {verdict.quote and verdict.quote.text[:200]})"
            subtypes.add(number, slug, given["state"], verdict.state.value, words, sure)
    return relevance, subtypes


def all_records(registry):
    return lines(registry / "studies" / "full-dev.jsonl.gz")


def false_positives(registry):
    """Studies of other diseases, by label, that our rules take for studies of muscle."""
    muscle = registry / "muscle"
    numbers = {label["nct_id"] for label in lines(muscle / "gold-negatives.jsonl")}
    others = [r for r in all_records(registry) if number_of(r) in numbers]
    others += lines(muscle / "mentions.jsonl")
    found = []
    for record in others:
        reason = reading.read(ctgov.StudyRecord.read(record)).relevance
        if reason.relevance != "mention":
            found.append(f"{number_of(record)}: {reason.relevance.value} {reason.quote}")
    return found, len(others)


def criteria_and_speed(registry):
    """(texts, texts that lost a word, with both headings, split of those, milliseconds of each)."""
    texts, lost, headed, split, times = 0, [], 0, 0, []
    for study in all_records(registry):
        record = ctgov.StudyRecord.read(study)
        began = time.thread_time()
        reading.read(record)
        times.append((time.thread_time() - began) * 1000)
        text = record.protocol_section.eligibility_module.eligibility_criteria
        if not text:
            continue
        texts += 1
        read = criteria.read(text)
        joined = " ".join(f"{line.marker} {line.text}" for line in read.lines)
        words = re.compile(r"[^\W_]+")
        if words.findall(joined) != words.findall(criteria.unescaped(text)):
            lost.append(number_of(study))
        if re.search(r"inclusion", text, re.IGNORECASE) and re.search(
            r"exclusion", text, re.IGNORECASE
        ):
            headed += 1
            split += read.is_split
    return texts, lost, headed, split, times


def figures(relevance, subtypes, wrong, others):
    """The numbers that the page on our rules shows."""
    taken, barred = subtypes.of("included"), subtypes.of("excluded")
    about = relevance.of("myositis")
    return {
        "studies": sum(relevance.cells.values()),
        "myositis_found": about[3],
        "myositis_labeled": about[4],
        "myositis_right": about[2],
        "included_found": taken[3],
        "included_labeled": taken[4],
        "included_right": taken[2],
        "excluded_found": barred[3],
        "excluded_labeled": barred[4],
        "excluded_right": barred[2],
        "excluded_shown_as_included": sum(
            count
            for (_s, _w, label, ours), count in subtypes.cells.items()
            if (label, ours) == ("excluded", "included")
        ),
        "others": others,
        "others_wrong": len(wrong),
    }


def shown(result):
    precision, recall, true, found, labeled = result
    parts = [
        f"precision {'–' if precision is None else f'{precision:.3f}'} ({true}/{found})",
        f"recall {'–' if recall is None else f'{recall:.3f}'} ({true}/{labeled})",
    ]
    return ", ".join(parts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument(
        "--save", action="store_true", help="write trials/reading/evaluation_figures.py"
    )
    arguments.add_argument(
        "--examination", metavar="BATCH", help="save the figures of this blind batch, opened today"
    )
    arguments.add_argument("--registry", type=Path, default=REGISTRY, help="labels and records")
    options = arguments.parse_args()
    muscle = options.registry / "muscle"
    if not muscle.is_dir():
        sys.exit(f"The labeled records are not here: {muscle}")
    relevance, subtypes = against_labels(muscle / "gold.jsonl", muscle / "records.jsonl")
    for sure in ("sure", "doubtful", None):
        print(f"--- {sure or 'sure and doubtful'} labels")
        for value in ("myositis", "other-muscle", "mention"):
            print(f"relevance {value}: {shown(relevance.of(value, sure=sure))}")
        for state in ("included", "excluded"):
            print(f"{state}, all types: {shown(subtypes.of(state, sure=sure))}")
    print("--- by type, sure and doubtful labels")
    for slug in SUBTYPES:
        for state in ("included", "excluded"):
            print(f"{slug} {state}: {shown(subtypes.of(state, slug))}")
    print("--- every miss")
    print("\n".join([*relevance.misses, *subtypes.misses]) or "none")
    wrong, others = false_positives(options.registry)
    print(f"--- studies of other diseases taken for studies of muscle: {len(wrong)} of {others}")
    print("\n".join(wrong))
    texts, lost, headed, split, times = criteria_and_speed(options.registry)
    print(f"--- criteria of {texts} real records: {len(lost)} lost a word {lost}")
    print(f"both headings: {headed}; both lists found: {split} ({split / max(headed, 1):.1%})")
    median, slow = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"all readings together: median {median:.2f} ms a record, 99 % below {slow:.2f} ms")
    batches = {name: blind.Batch(name) for name in blind.names()}
    for batch in batches.values():
        blind.report(batch)
    measured = figures(relevance, subtypes, wrong, others)
    # The figures of the examination stay as they were on the day when it was opened.
    measured |= {name: value for name, value in FIGURES.items() if name.startswith("blind_")}
    if options.examination:
        opened = batches[options.examination].figures()
        measured |= {f"blind_{name}": value for name, value in opened.items()}
    if options.save:
        save(measured)
    elif measured != FIGURES:
        print('The page shows older figures. To save these: make eval ARGS="--save"')


def save(measured):
    rows = "\n".join(f'    "{name}": {value},' for name, value in measured.items())
    text = (
        '"""How our rules did against labels made by a person: written by `make eval`."""\n\n'
        f"FIGURES = {{\n{rows}\n}}\n"
    )
    (ROOT / "trials" / "reading" / "evaluation_figures.py").write_text(text)


if __name__ == "__main__":
    main()
