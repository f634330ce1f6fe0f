"""The portal as its readers have it: granian, hashed and packed static files, real headers.

Each portal is a process of its own with a database of its own. So no test can see what others
left, and Django is never called from the thread in which Playwright keeps its event loop.
"""

import datetime as dt
import os
import socket
import urllib.error
import urllib.request
from contextlib import ExitStack, closing

import psycopg2
from django.conf import settings
from django.db import connection

from tests import databases, editions, forks
from tests.registry import Registry
from tests.studies import study
from web.locks import Lock

from . import filling, records

LOG = settings.VAR_DIR / "browser.log"
NOWHERE = {"HOST": "127.0.0.1", "PORT": "9", "USER": "nobody", "NAME": "nothing"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portals:
    """Addresses of portals, each in another condition. One starts when it is first asked for."""

    def __init__(self):
        self._origins = {}
        self._at_the_end = ExitStack()
        LOG.parent.mkdir(parents=True, exist_ok=True)
        LOG.write_text("")

    def __getitem__(self, name):
        if name not in self._origins:
            self._origins[name] = getattr(self, f"_start_{name}")()
        return self._origins[name]

    def stop(self):
        self._at_the_end.close()

    def _start_whole(self):
        """All kinds of studies, the starter content, and invented pages in other states."""
        registry = self._registry(records.every(), days_ago=3)
        database = self._database("whole", databases.template_with_starter())
        self._do(database, forks.sync, registry.url)
        self._do(database, filling.write_pages)
        self._do(database, filling.let_websites_answer)
        self._lose(database, registry, records.GONE, days_ago=2)
        # A study is called gone when it has been missing for a day.
        with closing(self._session(database)) as session, session.cursor() as cursor:
            cursor.execute("UPDATE trials_trial SET missing_since = missing_since - interval '2d'")
            session.commit()
        self._lose(database, registry, records.MISSING, days_ago=1)
        return self._serve(database)

    def _start_stale(self):
        registry = self._registry([study(statusModule=records.fresh(9))], days_ago=30)
        database = self._database("stale")
        self._do(database, forks.sync, registry.url)
        return self._serve(database)

    def _start_samples(self):
        database = self._database("samples")
        self._do(database, filling.load_samples)
        return self._serve(database)

    def _start_first(self):
        """The first sync is at work."""
        database = self._database("first")
        self._do(database, filling.begin_a_sync)
        # Whoever holds this lock is the sync that is at work.
        session = self._at_the_end.enter_context(closing(self._session(database)))
        session.cursor().execute("SELECT pg_advisory_lock(%s)", [Lock.SYNC])
        return self._serve(database)

    def _start_desk(self):
        """People with each role, and something in each queue."""
        database = self._database("desk")
        self._do(database, filling.fill_the_desk)
        return self._serve(database)

    def _start_policy(self):
        """The desk with the starter content."""
        database = self._database("policy", databases.template_with_starter())
        self._do(database, filling.let_two_superusers_in)
        return self._serve(database)

    def _start_broken(self):
        """Without its database, and with addresses at which a view fails."""
        return self._serve(NOWHERE, "tests.myositis_portal.test_errors")

    def _start_debug(self):
        """Settings read this from the environment, so it imports the portal anew."""
        database = self._database("debug")
        environment = {"DATABASE_URL": editions.database_url(database["NAME"]), "DEBUG": "true"}
        port = free_port()
        program = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1"]
        program += ["--port", str(port), "myositis_portal.wsgi:application"]
        # What it says when it fails is for the person who looks why.
        printed = self._at_the_end.enter_context(LOG.open("a"))
        process = editions.start(
            *program, env=os.environ | environment, stdout=printed, stderr=printed
        )
        self._at_the_end.callback(process.wait)
        self._at_the_end.callback(process.terminate)
        return _answering(f"http://127.0.0.1:{port}")

    def _database(self, name, original=""):
        """A new database, as migrations leave it or with the starter content."""
        database = f"{connection.settings_dict['NAME']}_browser_{name}"
        databases.copy(database, original)
        self._at_the_end.callback(databases.drop, database)
        return {"NAME": database}

    def _session(self, database):
        return psycopg2.connect(editions.database_url(database["NAME"]))

    def _do(self, database, work, *arguments):
        process = forks.begin(work, *arguments, database=database, log=LOG)
        process.join(180)
        assert process.exitcode == 0, LOG

    def _serve(self, database, *more):
        port = free_port()
        process = forks.begin(forks.serve, port, *more, database=database, log=LOG)
        self._at_the_end.callback(process.join)
        self._at_the_end.callback(process.terminate)
        return _answering(f"http://127.0.0.1:{port}")

    def _registry(self, studies, days_ago):
        return self._at_the_end.enter_context(Registry(studies, timestamp(days_ago)))

    def _lose(self, database, registry, number, days_ago):
        registry.remove(number)
        registry.data_timestamp = timestamp(days_ago)
        self._do(database, forks.sync, registry.url)


def _answering(origin):
    editions.eventually(lambda: answers(origin))
    return origin


def timestamp(days_ago):
    return f"{dt.date.today() - dt.timedelta(days=days_ago)}T09:00:05"


def answers(origin):
    try:
        with urllib.request.urlopen(f"{origin}/healthz", timeout=5) as answer:
            return answer.status == 200
    except urllib.error.URLError:
        return False
