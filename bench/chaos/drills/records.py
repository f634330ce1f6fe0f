"""Thousands of records with odd values anywhere, through staging, readings and publishing."""

import json
import random
import sys

from bench.chaos.promises import Line, Missed
from tests import records

VALUES = (
    *(None, True, False, 0, -1, 2**31, 2**63, 10**300, 1e308, -0.0, "", " ", "\0", "\ud800"),
    *("x" * 200, "2026-13-45", "0000-00-00", "9999-12", "18 Years", "-5 Years", "NCT98000001"),
    *("RECRUITING", "NEW_STATUS", "<script>", "'; DROP TABLE x; --", "\u202e\u200b", "👩‍⚕️" * 50),
    *([], {}, [None], [[[]]], {"a": {"b": [1]}}, ["x"] * 500, "* a\n" * 2000, "(" * 500),
    *("myositis " * 5000, "not " * 3000 + "dermatomyositis", "1" * 5000, "&#" * 500, "\x0b\x1f"),
)
# One in this many has no usable number; more than 0.5 % would rightly hold the whole sweep.
NAMELESS = 500
NO_NUMBERS = ("", "NCT", "NCT0", "X" * 50, 7, None, ["NCT98000001"])
OUTPUTS = (
    *("/trials/?status=all", "/trials.csv?status=all", "/trials.atom?status=all", "/status/"),
    *("/api/v1/trials/?status=all&page_size=100", "/", "/trials/?q=myositis&sort=updated"),
)
PAGES_READ = 400


def mutated(count, seed):
    """Whole invented records, each with one to four values replaced."""
    chance = random.Random(seed)
    whole = [json.loads(line) for line in records.samples()]
    texts = [json.dumps(record) for record in whole]
    # Large objects are hit as often as a single word.
    places = [records.places(record) for record in whole]
    for number in range(count):
        which = chance.randrange(len(whole))
        record = json.loads(texts[which])
        for _ in range(chance.randint(1, 4)):
            record = _changed(
                record, chance.choice(places[which][1:]), _value(chance, whole, places)
            )
        nameless = number % NAMELESS == NAMELESS - 1
        yield _named(record, chance.choice(NO_NUMBERS) if nameless else f"NCT97{number:06}")


def _value(chance, whole, places):
    if chance.random() < 0.3:
        # Something of another record, at a place where it does not belong.
        which = chance.randrange(len(whole))
        return records.at(whole[which], chance.choice(places[which]))
    return chance.choice(VALUES)


def _changed(record, path, value):
    try:
        return records.changed(record, path, json.loads(json.dumps(value)))
    except (KeyError, IndexError, TypeError):
        return record  # an earlier change has taken this place away


def _named(record, nct_id):
    """With a number of its own, whatever else is odd."""
    protocol = record.get("protocolSection")
    record["protocolSection"] = protocol = protocol if isinstance(protocol, dict) else {}
    identity = protocol.get("identificationModule")
    protocol["identificationModule"] = identity = identity if isinstance(identity, dict) else {}
    identity["nctId"] = nct_id
    return record


def drill(machine, options):
    with machine.portal("records") as portal:
        file = portal.folder / "mutated.jsonl"
        with file.open("wb") as lines:
            for record in mutated(options.records, options.seed):
                lines.write(records.encoded(record) + b"\n")
        code, said = portal.manage("sync_trials", "--from-file", file, timeout=3600)
        if code == 2:
            [(held,)] = portal.rows("SELECT max(id) FROM trials_syncrun")
            print(f"    held: {said.splitlines()[-1][:200]}", file=sys.stderr)
            code, said = portal.manage("sync_trials", "--release", held, timeout=3600)
        rows = portal.rows(
            "SELECT outcome, fetched, created, quarantined, reason FROM trials_syncrun"
            " ORDER BY id DESC LIMIT 1"
        )
        outcome, fetched, created, refused, reason = rows[0]
        named = portal.rows(
            "SELECT count(DISTINCT key) FROM trials_stagedstudy WHERE problem <> ''"
        )[0][0]
        unread = portal.rows("SELECT count(*) FROM trials_trial WHERE relevance = 'unread'")[0][0]
        if code:
            raise Missed(f"the sync ended with {code}, {outcome}: {reason} {said[-300:]}")
        yield Line(
            f"{options.records} mutated records",
            f"{outcome}: {fetched} fetched, {created} published ({unread} of them unread by our "
            f"rules), {refused} refused, {named} of those named with their reason",
            outcome == "published" and created + refused == fetched and named == refused,
        )
        portal.serve()
        numbers = [number for (number,) in portal.rows("SELECT nct_id FROM trials_trial")]
        random.Random(options.seed).shuffle(numbers)
        paths = [*OUTPUTS, *(f"/trials/{number}/" for number in numbers[:PAGES_READ])]
        paths += [f"/api/v1/trials/{number}/" for number in numbers[: PAGES_READ // 4]]
        wrong = [(path, status) for path in paths if (status := portal.ask(path).status) != 200]
        yield Line(
            "mutated records: pages",
            f"{len(paths)} pages and tables, not answered: {wrong[:5] or 'none'}",
            not wrong,
        )
