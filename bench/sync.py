"""How many records a sync brings from a file to readers per second, compared with a bare COPY.

    make bench-sync ARGS=records.jsonl.gz

Staging, reading by our rules, the checks and publishing, as `sync_trials --from-file` does them, in
two processes and PostgreSQL's. Then PostgreSQL copies the rows that came of it into empty tables
with the same indexes, which is the least that anybody could do. Without a file, it takes invented
studies, whose texts are longer than real ones.
"""

import argparse
import cProfile
import io
import json
import os
import pstats
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import search, studies  # noqa: E402 (the folder above is in the path from here on)

TABLES = ("trials_trial", "trials_location")
GOAL, GOAL_OF_COPY, GOAL_MB = 300, 1 / 8, 200


def megabytes():
    """The most memory that this process ever had, without the second one."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def work_done():
    """CPU seconds of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def by_sync(file):
    """(records, seconds, CPU seconds of this process and of the second one)"""
    from django.db import connection

    from trials.choices import Outcome
    from trials.models import Trial
    from trials.sync import runner

    # To delete rows one by one would take more memory than the sync.
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE trials_trial CASCADE")
    began, work = time.monotonic(), work_done()
    run = runner.load_file(file)
    took = time.monotonic() - began, work_done() - work
    if run.outcome != Outcome.PUBLISHED:
        raise SystemExit(f"not published: {run.outcome} {run.reason}")
    return Trial.objects.count(), *took


def by_copy():
    """Seconds to write the rows of all tables again, with their indexes."""
    from django.db import connection, transaction

    seconds = 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            rows = io.BytesIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT (FORMAT binary)", rows)
            cursor.execute(f"CREATE TABLE copied_{table} (LIKE {table} INCLUDING ALL)")
            rows.seek(0)
            began = time.monotonic()
            cursor.copy_expert(f"COPY copied_{table} FROM STDIN (FORMAT binary)", rows)
            seconds += time.monotonic() - began
        transaction.set_rollback(True)
    return seconds


def report(records, seconds, work, copied, most):
    rate, share = records / seconds, copied / seconds
    print(f"\n{records:,} records: {rate:.0f} a second, {records / work:.0f} a second of CPU")
    print(
        f"a bare COPY of the same rows: {records / copied:.0f} a second; the sync has ×{share:.3f}"
    )
    print(f"memory of the first process at most: {most:.0f} MB")
    for name, is_met in (
        (f"{GOAL} records a second", rate >= GOAL),
        (f"×{GOAL_OF_COPY} of COPY", share >= GOAL_OF_COPY),
        (f"{GOAL_MB} MB at most", most <= GOAL_MB),
    ):
        print(f"goal: {name}: {'met' if is_met else 'MISSED'}")


def invented(count, folder):
    file = Path(folder, "invented.jsonl")
    file.write_text("".join(f"{json.dumps(study)}\n" for study in studies.studies(count)))
    return file


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="JSON lines of the registry (also .gz)")
    parser.add_argument(
        "--studies", type=int, default=500, help="how many to invent without a file"
    )
    parser.add_argument("--profile", action="store_true", help="what the time goes into")
    arguments = parser.parse_args()
    # A folder of its own: the studies of the other benches stay as they are.
    with search.database("sync"), tempfile.TemporaryDirectory() as folder:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        file = arguments.file or invented(arguments.studies, folder)
        profile = cProfile.Profile(time.process_time)
        if arguments.profile:
            profile.enable()
        figures = by_sync(file)
        profile.disable()
        # The copy holds all rows in memory, so it comes after.
        most = megabytes()
        report(*figures, by_copy(), most)
        if arguments.profile:
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
