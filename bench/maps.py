"""How long the server takes to draw a map, and how large the page is.

    make bench-maps [ARGS="--records studies.jsonl"]

One invented study with 1,148 places, as many as the largest real one, or the study with the most
places in a file of records; then the map of all studies. Through all middleware and the template,
with nothing kept; the first answers, which read the outlines, are not counted. "own" is the time of
the process without the database: on a busy machine, it says more than the clock.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import search  # noqa: E402 (the folder above is in the path from here on)

PLACES = 1148
WARM = 3
GOAL_MS, GOAL_KB = 50, 60
VIEWS = ("", "?place=Boston, MA", "?zoom=1&lat=40&lon=-95", "?zoom=5&lat=42.4&lon=-71.1")


def invented():
    """The record of a study with many places, in the countries and towns of bench/studies.py."""
    from bench import studies

    chance, towns = studies.Chance(1), studies.towns()
    [record] = studies.studies(1)
    sites = []
    while len(sites) < PLACES:
        sites += studies._sites(chance, towns, "RECRUITING")
    protocol = record["protocolSection"]
    protocol["statusModule"]["overallStatus"] = "RECRUITING"
    protocol["contactsLocationsModule"]["locations"] = sites[:PLACES]
    return record


def load(records):
    from django.core.management import call_command

    from trials import ctgov
    from trials.models import Location, Trial
    from trials.sync import columns, runner, write

    call_command("migrate", verbosity=0)
    if not os.environ.get("BENCH_DATABASE_URL"):  # the tests have collected them, and use them
        call_command("collectstatic", interactive=False, verbosity=0)
    Trial.objects.all().delete()
    if records:
        runner.load_file(Path(records))
        return
    record = ctgov.StudyRecord.read(invented())
    trial = Trial(**columns.columns(record), scopes=["myositis"])
    sites = [Location(trial=trial, **site) for site in columns.site_columns(record)]
    write.save([trial], sites)


def measure(address, many):
    """Milliseconds of one page (fastest, median; median of the process alone), and its bytes."""
    from django.core.cache import caches
    from django.test import Client

    client, times, own = Client(), [], []
    for _ in range(many + WARM):
        caches["pages"].clear()
        caches["questions"].clear()
        began, worked = time.perf_counter(), time.process_time()
        response = client.get(address)
        times.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - worked))
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}")
    times, own = times[WARM:], own[WARM:]
    return min(times), statistics.median(times), statistics.median(own), len(response.content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", help="a file of records, one a line")
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    with search.database("maps"):
        from django.conf import settings
        from django.db.models import Count

        from trials.models import Trial
        from web import fair_share

        load(options.records)
        settings.ALLOWED_HOSTS = ["testserver"]
        fair_share.WORK_AT_ONCE = float("inf")
        largest = Trial.objects.annotate(sites=Count("locations")).order_by("-sites")[0]
        print(f"a study of {largest.sites:,} places; goal: {GOAL_MS} ms, {GOAL_KB} kB")
        print(f"{'':52}{'fastest ms':>11}{'median':>8}{'own':>7}{'kB':>7}")
        addresses = [f"/trials/{largest.pk}/map/{view}" for view in VIEWS]
        for address in [*addresses, "/trials/map/?status=all&about=muscle"]:
            fastest, median, own, size = measure(address, options.times)
            print(f"{address:52}{fastest:>11.1f}{median:>8.1f}{own:>7.1f}{size / 1000:>7.1f}")


if __name__ == "__main__":
    main()
