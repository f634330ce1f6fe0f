"""How fast the search is, compared with Datasette, Wagtail's modelsearch, and tantivy alone.

    make bench-search [ARGS="--studies 5000 100000"]

Every rival has the same studies (bench/studies.py), on this machine and in this run. In the
process: thirteen kinds of question, each in twenty variants, through all middleware and the
template, with nothing cached. Over HTTP: granian as in production against Datasette, alternating,
with wrk. The first run with a number of studies loads them (100,000 take some minutes) and keeps
them in var/.
"""

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.http_load import ask_often  # noqa: E402 (the folder above is in the path from here on)

WAYS = 20
BATCH = 100
CONNECTIONS = 4
SECONDS = 5
ROUNDS = 3
MUCH = "words, 3 filters, facets, distance"
FACETS = ["overall_status", "study_type", "primary_purpose", "sex", "lead_sponsor_class"]
# Words, two filters and five facets: a question that Datasette can answer as well.
OURS = "q=dermatomyositis&status=COMPLETED&type=INTERVENTIONAL"
DATASETTE = (
    "_search=dermatomyositis&overall_status=COMPLETED&study_type=INTERVENTIONAL&_size=20&"
    + "&".join(f"_facet={name}" for name in FACETS)
)


def folder(studies):
    return ROOT / "var" / "bench-search" / str(studies)


@contextlib.contextmanager
def database(studies):
    """The bench's own PostgreSQL, or that of BENCH_DATABASE_URL, with Django set up for it."""
    from myositis_portal.local_postgres import LocalPostgres

    here = folder(studies)
    here.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "VAR_DIR": str(here),
        "PYTHON_DOTENV_DISABLED": "1",
        "DEBUG": "false",
        "CTGOV_BASE_URL": "http://127.0.0.1:9/api/v2",  # nothing listens there
        "DJANGO_SETTINGS_MODULE": os.environ.get(
            "DJANGO_SETTINGS_MODULE", "myositis_portal.settings"
        ),
    }
    with contextlib.ExitStack() as at_the_end:
        url = os.environ.get("BENCH_DATABASE_URL")
        if not url:
            postgres = LocalPostgres(here, durable=False)
            at_the_end.callback(postgres.stop)
            postgres.start()
            url = postgres.url()
        # Never the database in somebody's DATABASE_URL, because `load` empties it.
        os.environ["DATABASE_URL"] = url
        import django

        django.setup()
        yield


def load(studies, name=None):
    """Through the portal's own functions: the rows are what a sync would have written."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from bench import studies as invented
    from trials import ctgov
    from trials.choices import Outcome
    from trials.models import Location, SyncRun, Trial
    from trials.sync import columns, lexicon, write

    call_command("migrate", verbosity=0)
    if not os.environ.get("BENCH_DATABASE_URL"):  # the tests have collected them, and use them
        call_command("collectstatic", interactive=False, verbosity=0)
    made_by = hashlib.sha256(Path(invented.__file__).read_bytes()).hexdigest()
    note = folder(name or studies) / "made-by"
    is_made = note.exists() and note.read_text() == made_by
    if is_made and Trial.objects.count() == studies:
        return
    start = time.monotonic()
    Trial.objects.all().delete()
    trials, locations = [], []
    for number, study in enumerate(invented.studies(studies), start=1):
        record = ctgov.StudyRecord.read(study)
        trial = Trial(**columns.columns(record), scopes=["myositis"])
        trials.append(trial)
        locations += [Location(trial=trial, **site) for site in columns.site_columns(record)]
        if len(trials) == BATCH or number == studies:
            write.save(trials, locations)
            trials, locations = [], []
            print(f"\rloading {number:,} of {studies:,}", end="", file=sys.stderr)
    lexicon.rebuild()
    now = timezone.now()
    SyncRun.objects.create(
        outcome=Outcome.PUBLISHED, finished_at=now, data_timestamp=now.isoformat()
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    note.write_text(made_by)
    print(f"\n{studies:,} studies loaded in {time.monotonic() - start:.0f} s", file=sys.stderr)


def in_process(ways_of_each):
    """{kind: [milliseconds, and how many of them this process worked] of each question}, whole
    page."""
    from django.conf import settings
    from django.test import Client

    from bench.questions import questions
    from myositis_portal import wsgi  # noqa: F401 (loads everything, as a server does)
    from web import fair_share

    settings.ALLOWED_HOSTS = ["testserver"]
    # Every page is made again, and there is no limit.
    settings.CACHES["questions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    fair_share.WORK_AT_ONCE = float("inf")
    client, figures = Client(), {}
    asked = questions(ways_of_each)
    for warm in (True, False):
        for kind, ways in asked.items():
            figures[kind] = [timed(client, way) for way in ways * (1 if warm else 3)]
    figures[f"{MUCH}, new"] = [timed(client, way, forget=True) for way in asked[MUCH]]
    return figures


def timed(client, way, forget=False):
    """[milliseconds, and how many of them this process worked], without what earlier questions
    left."""
    from trials.presenting import cards, kept_cards, kept_sites
    from trials.search import bitmaps

    if forget:
        known = bitmaps.current()
        of_cards = (kept_cards.kept, cards.kept_trials, cards.kept_results, cards.kept_nearest)
        for kept in (*of_cards, kept_sites.kept, known.kept, known.sort_numbers):
            kept.clear()
    address = f"/trials/?{urllib.parse.quote(way, safe='=&')}"
    start, work = time.perf_counter(), time.process_time()
    response = client.get(address)
    took = [time.perf_counter() - start, time.process_time() - work]
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    return [1000 * seconds for seconds in took]


def with_modelsearch(ways_of_each):
    """Milliseconds of the same words: a query of modelsearch and its first 20 rows, no page."""
    from django.core.management import call_command
    from modelsearch.backends import get_search_backend
    from wagtail.search.models import IndexEntry

    from bench.indexed.models import IndexedTrial
    from bench.questions import questions

    call_command("migrate", verbosity=0)
    if not IndexEntry.objects.exists():
        call_command("wagtail_update_index", verbosity=0)
    backend, figures = get_search_backend(), {}
    for kind, ways in questions(ways_of_each).items():
        words = [re.search(r"q=([^&]*)", way) for way in ways]
        times = []
        for match in filter(None, words):
            start = time.perf_counter()
            list(backend.search(match[1].strip('"*'), IndexedTrial)[:20])
            times.append((time.perf_counter() - start) * 1000)
        if times:
            figures[kind] = times
    return figures


def with_tantivy(ways_of_each):
    """Milliseconds of the same words in the bare engine: no filters, no rows, no page."""
    import tantivy

    from bench.questions import questions
    from trials.models import Trial

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("title", stored=True, tokenizer_name="en_stem")
    schema.add_text_field("text", tokenizer_name="en_stem")
    index = tantivy.Index(schema.build())
    writer = index.writer()
    columns = ("brief_title", "brief_summary", "detailed_description", "eligibility_criteria")
    for title, *texts in Trial.objects.values_list(*columns).iterator():
        writer.add_document(tantivy.Document(title=title, text=" ".join([title, *texts])))
    writer.commit()
    index.reload()
    searcher, figures = index.searcher(), {}
    for kind, ways in questions(ways_of_each).items():
        times = []
        for match in filter(None, (re.search(r"q=([^&]*)", way) for way in ways)):
            start = time.perf_counter()
            query = index.parse_query(match[1].strip("*"), ["title", "text"])
            searcher.search(query, 20)
            times.append((time.perf_counter() - start) * 1000)
        if times:
            figures[kind] = times
    return figures


def export(path):
    """The same rows for Datasette, with a full-text index."""
    from trials.models import Trial

    path.unlink(missing_ok=True)
    texts = ["brief_title", "official_title", "brief_summary", "detailed_description"]
    columns = ["nct_id", *texts, "eligibility_criteria", *FACETS]
    texts.append("eligibility_criteria")
    with sqlite3.connect(path) as sqlite:
        sqlite.execute(f"CREATE TABLE trials ({', '.join(columns)}, PRIMARY KEY (nct_id))")
        marks = ", ".join("?" * len(columns))
        sqlite.executemany(
            f"INSERT INTO trials VALUES ({marks})", Trial.objects.values_list(*columns).iterator()
        )
        sqlite.execute(
            f"CREATE VIRTUAL TABLE trials_fts USING fts5({', '.join(texts)}, content='trials',"
            " tokenize='porter unicode61')"
        )
        sqlite.execute("INSERT INTO trials_fts(trials_fts) VALUES ('rebuild')")
        for name in FACETS:
            sqlite.execute(f"CREATE INDEX by_{name} ON trials ({name})")


@contextlib.contextmanager
def served(command, path):
    """A server on a free port, once it answers. `command` is a list, or gives one for a port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = command(port) if callable(command) else [p.format(port=port) for p in command]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(1200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).read()
                break
            time.sleep(0.1)
        else:
            raise SystemExit(f"{command} does not answer")
        yield port
    finally:
        process.terminate()
        process.wait()


def over_http(studies):
    binaries = Path(sys.executable).parent
    sqlite = folder(studies) / "trials.db"
    export(sqlite)
    portal = [
        sys.executable,
        "-m",
        "granian",
        "myositis_portal.wsgi:application",
        "--interface",
        "wsgi",
    ]
    portal += [
        "--workers",
        "2",
        "--blocking-threads",
        "1",
        "--host",
        "127.0.0.1",
        "--port",
        "{port}",
    ]
    datasette = [str(binaries / "datasette"), "serve", str(sqlite), "--port", "{port}"]
    rivals = {
        "portal, page": (portal, f"/trials/?{OURS}"),
        "portal, JSON": (portal, f"/api/v1/trials/?{OURS}"),
        "Datasette, page": (datasette, f"/trials/trials?{DATASETTE}"),
        "Datasette, JSON": (datasette, f"/trials/trials.json?{DATASETTE}"),
    }
    figures = {name: [] for name in rivals}
    for number in range(ROUNDS):
        for name in list(rivals)[:: 1 if number % 2 else -1]:
            command, path = rivals[name]
            with served(command, path) as port:
                # A client with this cookie gets no kept page.
                figures[name].append(
                    ask_often(port, path, CONNECTIONS, SECONDS, ("Cookie", "csrftoken=bench"))
                )
    return figures


def p95(times):
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def report(studies, portal, rivals, http):
    print(f"\n{studies:,} studies, in the process, ms: median (p95), of it CPU without PostgreSQL")
    names = ["portal, whole page", *rivals]
    print(f"{'':40}" + "".join(f"{name:>24}" for name in names))
    for kind, rows in portal.items():
        times, work = zip(*rows, strict=True)
        median = statistics.median(times)
        row = f"{kind:40}{median:>8.1f} ({p95(times):>5.1f}) {statistics.median(work):>6.1f}  "
        for figures in rivals.values():
            rival = statistics.median(figures[kind]) if kind in figures else None
            ratio = rival and rival / median
            row += f"{rival:>16.2f} ×{ratio:<6.2f}" if rival else f"{'–':>24}"
        print(row)
    goal = 30 if studies <= 5_000 else 90
    times = [time for time, _work in portal[MUCH]]
    word = "met" if p95(times) <= goal else "MISSED"
    print(f"goal: p95 of at most {goal} ms ({MUCH}): {p95(times):.1f} ms, {word}")
    if not http:
        return
    print("\nover HTTP, words + 2 filters + 5 facets: answers/s, p50 ms, p99 ms (medians)")
    middle = {
        name: [statistics.median(c) for c in zip(*rows, strict=True)] for name, rows in http.items()
    }
    for name, (rate, p50, p99) in middle.items():
        print(f"{name:38}{rate:>10.1f}{p50:>10.1f}{p99:>10.1f}")
    for kind in ("page", "JSON"):
        ratio = middle[f"portal, {kind}"][0] / middle[f"Datasette, {kind}"][0]
        word = "met" if ratio >= 15 else "MISSED"
        print(f"goal: 15 times Datasette's rate ({kind}): ×{ratio:.1f}, {word}")


MEASURES = {"portal": in_process, "modelsearch": with_modelsearch, "tantivy": with_tantivy}


def inside(what, studies, ways):
    """Runs in a separate process, because Django is set up for only one database."""
    with database(studies):
        if what == "load":
            load(studies)
            return None
        if what == "http":
            return over_http(studies)
        return MEASURES[what](ways)


def ask(what, studies, ways=WAYS):
    env = dict(os.environ)
    if what == "modelsearch":
        env["DJANGO_SETTINGS_MODULE"] = "bench.indexed.settings"
    words = ["--inside", what, "--studies", str(studies), "--ways", str(ways)]
    answer = subprocess.run(
        [sys.executable, __file__, *words], env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(answer.stdout.splitlines()[-1])


def installed(*names):
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    for name in missing:
        print(f"{name} is not installed: left out")
    return [name for name in names if name not in missing]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, nargs="+", default=[5_000])
    parser.add_argument("--short", action="store_true", help="whether the bench still runs")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--ways", type=int, default=WAYS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    random.seed(20261121)
    if arguments.inside:
        print(json.dumps(inside(arguments.inside, arguments.studies[0], arguments.ways)))
        return
    ways = 1 if arguments.short else arguments.ways
    for studies in arguments.studies:
        ask("load", studies)
        portal = ask("portal", studies, ways)
        rivals = {name: ask(name, studies, ways) for name in installed("modelsearch", "tantivy")}
        with_http = not arguments.short and shutil.which("wrk") and installed("datasette")
        report(studies, portal, rivals, ask("http", studies) if with_http else None)


if __name__ == "__main__":
    main()
