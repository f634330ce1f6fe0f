"""The disk is full at a sync: nothing half is published, and the run says why."""

import contextlib
import shutil
import subprocess
import time

from bench.chaos.editions import put, shown
from bench.chaos.portal import FOLDER, Portal, eventually
from bench.chaos.promises import Line, Skipped
from myositis_portal.local_postgres import LocalPostgres
from tests.registry import Registry

STUDIES = 300
MEGABYTES = 400
# Room for the next sync's first pages, not for all of them.
LEFT = 6
LENGTH = 40
PAGES = ("/trials/?status=all", "/trials.csv?status=all", "/trials/NCT98000007/")


@contextlib.contextmanager
def small_disk():
    """A disk of its own, in memory."""
    place = FOLDER / "disk"
    place.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "chaos", place]
    mounted = subprocess.run(words, capture_output=True, text=True)
    if mounted.returncode:
        raise Skipped(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def drill(machine, options):
    with small_disk() as place, Registry() as registry:
        machine.postgres.stop()
        shutil.copytree(machine.postgres.data_dir, place / "postgres", symlinks=True)
        postgres = LocalPostgres(place)
        postgres.start()
        try:
            with Portal("portal", postgres, folder=place, registry=registry.url) as portal:
                yield from _on_it(portal, registry, place)
        finally:
            ballast(place).unlink(missing_ok=True)
            postgres.stop()


def ballast(place):
    return place / "ballast"


def _on_it(portal, registry, place):
    put(registry, 1, STUDIES)
    portal.sync()
    portal.serve()
    free = shutil.disk_usage(place).free
    with ballast(place).open("wb") as file:
        file.write(bytes(free - (LEFT << 20)))
    put(registry, 2, STUDIES, length=LENGTH)
    code, said = portal.manage("sync_trials")
    seen = {}
    for path in PAGES:
        answer = portal.ask(path)
        seen[path] = shown(answer.body) if answer.status == 200 else answer.status
    full = shutil.disk_usage(place).free >> 20
    is_old = all(editions == {1} or editions == 503 for editions in seen.values())
    mentioned = [line for line in said.splitlines() if "space" in line.lower()]
    ballast(place).unlink()
    began = time.monotonic()
    # The server may have stopped; whoever looks after it starts it again.
    portal.postgres.start()
    eventually(lambda: portal.ask("/readyz").status == 200, 30, "the database is back")
    # What it says of itself, or what the next sync says of one that could not say anything.
    run = "SELECT outcome, reason FROM trials_syncrun ORDER BY id DESC LIMIT 1"
    [(outcome, reason)] = portal.rows(run)
    yield Line(
        "disk full at a sync",
        f"{full} MB left; the sync ended with {code}, run: {outcome} ({reason[:90]!r}); "
        f"readers saw {list(seen.values())}; the log names the disk: {bool(mentioned)}",
        bool(code and is_old and mentioned and outcome != "published"),
    )
    portal.sync()
    editions = set().union(*(shown(portal.ask(path).body) for path in PAGES))
    runs = portal.rows("SELECT outcome, reason FROM trials_syncrun ORDER BY id DESC LIMIT 2")
    said_why = runs[1][0] == "failed" and bool(runs[1][1])
    yield Line(
        "disk has room again",
        f"the next sync publishes {time.monotonic() - began:.1f} s after that: {editions == {2}}; "
        f"the failed run says: {runs[1][1][:90]!r}",
        editions == {2} and said_why,
    )
