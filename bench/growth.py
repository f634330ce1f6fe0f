"""How the portal grows: searches, loading and memory with 1,000, 10,000 and 100,000 studies.

    make bench-growth [ARGS="--studies 1000 10000 100000 500000"]

The first 1,000 are those of bench/studies.py. More are copies of them under other numbers, made by
PostgreSQL itself, because to invent and read 100,000 takes hours; so each word is in the same share
of the studies as before. 100,000 take 15 GB of disk. Each size is measured in a process of its own:
the first search, which puts all facets into memory, then searches whose pages are not
kept, and the memory of the process after them.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import search  # noqa: E402 (the folder above is in the path from here on)

FIRST = 1_000
KINDS = ("single word", "facets alone", "distance", search.MUCH)
WAYS = 8


def copy(studies, first):
    """Bring the database to so many studies. Return the seconds and how many are new."""
    from django.core.management import call_command
    from django.db import connection

    from trials.models import Location, Trial

    call_command("migrate", verbosity=0)
    if Trial.objects.count() < first:
        search.load(first, "growth")
    there = Trial.objects.count()
    began = time.monotonic()
    with connection.cursor() as cursor:
        while (count := Trial.objects.count()) < studies:
            new = min(first, studies - count)
            for model, number in ((Trial, "nct_id"), (Location, "trial_id")):
                columns = [f.column for f in model._meta.concrete_fields if f.column != "id"]
                names = ", ".join(map(connection.ops.quote_name, columns))
                values = names.replace(
                    f'"{number}"', f"'NCT' || (substr({number}, 4)::int + {count})"
                )
                cursor.execute(
                    f"INSERT INTO {model._meta.db_table} ({names})"
                    f" SELECT {values} FROM {model._meta.db_table}"
                    f" WHERE substr({number}, 4)::int < %s",
                    [90_000_000 + new],
                )
        took = time.monotonic() - began
        if studies > there:
            cursor.execute("VACUUM ANALYZE")
    return took, studies - there


def measure(studies, first):
    """{what: ms, or MB}"""
    from django.conf import settings
    from django.test import Client

    from bench.questions import questions
    from myositis_portal import wsgi  # noqa: F401 (loads everything, as a server does)
    from web import fair_share

    took, new = copy(studies, first)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.CACHES["questions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    fair_share.WORK_AT_ONCE = float("inf")
    client, asked = Client(), questions(WAYS)
    figures = {"copied a second": new / took if new > 0 else None}
    figures["first search, ms"] = search.timed(client, "status=all")[0]
    for kind in KINDS:
        for way in asked[kind]:
            search.timed(client, way)
        times, work = zip(*(search.timed(client, way) for way in asked[kind] * 3), strict=True)
        figures[f"{kind}, ms"] = statistics.median(times)
        figures[f"{kind}, p95"] = search.p95(times)
        figures[f"{kind}, CPU"] = statistics.median(work)
    figures["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def report(table):
    print("\n" + " " * 44 + "".join(f"{size:>12,}" for size in table))
    for name in next(iter(table.values())):
        row = (figures[name] for figures in table.values())
        print(f"{name:44}" + "".join(f"{'–' if v is None else f'{v:,.0f}':>12}" for v in row))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--first", type=int, default=FIRST, help="how many to invent")
    parser.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        with search.database("growth"):
            print(json.dumps(measure(arguments.inside, arguments.first)))
        return
    table = {}
    for size in sorted(arguments.studies):
        command = [sys.executable, __file__, "--inside", str(size), "--first", str(arguments.first)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        table[size] = json.loads(done.stdout.splitlines()[-1])
        report(table)


if __name__ == "__main__":
    main()
