"""Syncs are killed at random moments while readers check which edition each answer shows."""

import itertools
import random
import re
import sys
import threading
import time
from collections import Counter

from bench.chaos.editions import put, shown
from bench.chaos.portal import eventually
from bench.chaos.promises import Line, Missed
from tests.registry import Registry

STUDIES, READERS = 120, 4
# {address: how many studies its answer must show}
PAGES = {
    "/trials/?status=all": 20,
    "/trials/?status=all&page=2": 20,
    "/trials.csv?status=all": STUDIES,
    "/trials.atom?status=all": 50,
    "/api/v1/trials/?status=all&page_size=100": 100,
    "/trials/NCT98000007/": 1,
    "/trials/NCT98000008/print/": 1,
    "/trials/compare/?id=NCT98000001&id=NCT98000002&id=NCT98000003": 3,
    "/": 1,
}
NUMBER = re.compile(rb"NCT98\d{6}")
HELD = """SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()"""


class Readers:
    """Ask without a pause, and judge each answer by what was published while it was made."""

    def __init__(self, portal, edition):
        self.portal, self.ended = portal, threading.Event()
        self.lock, self.allowed = threading.Lock(), [(time.monotonic(), {edition})]
        self.count, self.wrong, self.seen = Counter(), [], Counter()
        self.threads = [
            threading.Thread(target=self.read, args=(number,)) for number in range(READERS)
        ]
        for thread in self.threads:
            thread.start()

    def allow(self, *editions):
        """From now on only these can be shown."""
        with self.lock:
            self.allowed.append((time.monotonic(), set(editions)))

    def read(self, number):
        for turn in itertools.count(number * 2):
            if self.ended.is_set():
                return
            path = list(PAGES)[turn % len(PAGES)]
            began = time.monotonic()
            # A question that nobody asked before: no page of it is kept. Every third is kept.
            fresh = path if turn % 3 == 0 else f"{path}{'&' if '?' in path else '?'}utm_x={turn}"
            answer = self.portal.ask(fresh)
            self.judge(path, answer, began, time.monotonic())

    def judge(self, path, answer, began, ended):
        editions, studies = shown(answer.body), len(set(NUMBER.findall(answer.body)))
        with self.lock:
            before = [one for since, one in self.allowed if since <= began][-1]
            during = [one for since, one in self.allowed if began < since <= ended]
            allowed = before.union(*during)
            self.count["answers"] += 1
            self.seen.update(editions)
            if answer.status == 429:
                # Only so many tables are made at once.
                self.count["asked to wait"] += 1
            elif answer.status == 503:
                # No page at all is better than a wrong one, but nobody should have to see it.
                self.count["refused"] += 1
            elif answer.status != 200 or len(editions) != 1 or studies < PAGES[path]:
                self.wrong.append(
                    f"{path}: {answer.status}, editions {editions}, {studies} studies"
                )
            elif not editions <= allowed:
                self.wrong.append(f"{path}: edition {editions}, though {allowed} was published")

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def drill(machine, options):
    chance = random.Random(options.seed)
    with Registry() as registry, machine.portal("kills", registry=registry.url) as portal:
        put(registry, 1, STUDIES)
        portal.sync()
        portal.serve()
        put(registry, 2, STUDIES)
        length = _seconds_of_a_sync(registry, portal)
        readers, now, left = Readers(portal, 2), 2, Counter()
        try:
            for number in range(3, options.kills + 3):
                put(registry, number, STUDIES)
                readers.allow(now, number)
                _kill_a_sync(registry, portal, chance.uniform(0, length))
                found = _published(portal)
                left["new" if found == number else "old" if found == now else "NEITHER"] += 1
                now = found
                readers.allow(now)
        finally:
            readers.stop()
        portal.sync()
        for line in readers.wrong[:5]:
            print(f"    {line}", file=sys.stderr)
        proves = left["old"] and not left["NEITHER"] and readers.count["answers"] >= options.kills
        yield Line(
            f"{options.kills} kills in a sync",
            f"{left['old']} left the old edition, {left['new']} the new one, "
            f"{left['NEITHER']} neither; {readers.count['answers']} answers to readers of "
            f"{len(readers.seen)} editions, {len(readers.wrong)} wrong, mixed or half, "
            f"{readers.count['refused']} refused, "
            f"{readers.count['asked to wait']} asked to wait for a table",
            bool(proves and not readers.wrong and not readers.count["refused"]),
        )


def _seconds_of_a_sync(registry, portal):
    """From its first request to its end."""
    first = []
    registry.before = lambda _request: first.append(time.monotonic())
    portal.sync()
    registry.before = None
    return time.monotonic() - first[0]


def _kill_a_sync(registry, portal, seconds):
    """Some seconds after it has asked the registry for the first time."""
    asked = threading.Event()
    registry.before = lambda _request: asked.set()
    process = portal.start("sync", [sys.executable, "manage.py", "sync_trials"])
    eventually(lambda: asked.is_set() or process.poll() is not None, 60, "a sync asks")
    ends = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < ends:
        time.sleep(0.005)
    portal.kill("sync")
    registry.before = None
    # The database may still be at its last statement.
    eventually(lambda: portal.rows(HELD) == [(0,)], 60, "the lock of a killed sync is free")


def _published(portal):
    """The edition of all studies in the database."""
    titles = portal.rows(
        "SELECT DISTINCT substring(brief_title FROM 'edition(\\d+)') FROM trials_trial"
    )
    sites = portal.rows("SELECT DISTINCT substring(city FROM 'edition(\\d+)') FROM trials_location")
    found = {int(number) for (number,) in titles + sites}
    counted = portal.rows("SELECT count(*) FROM trials_trial")[0][0]
    if len(found) != 1 or counted != STUDIES:
        raise Missed(f"the database holds {counted} studies of the editions {found}")
    return found.pop()
