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

from tests import databases, editions
from tests.registry import Registry
from tests.studies import study
from web.locks import Lock

from . import records

LOG = settings.VAR_DIR / "browser.log"
NOWHERE = "postgres://nobody@127.0.0.1:9/nothing"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portals:
    """Addresses of portals, each in another condition; see `start`."""

    def __init__(self):
        self.origins = {}
        self._at_the_end = ExitStack()

    def start(self):
        """All at once: a process takes seconds to begin, and they wait for each other's."""
        LOG.parent.mkdir(parents=True, exist_ok=True)
        LOG.write_text("")
        urls = {
            name: self._database(name) for name in ("whole", "stale", "samples", "first", "desk")
        }
        environments = {
            **{name: {"DATABASE_URL": url} for name, url in urls.items()},
            "broken": {"DATABASE_URL": NOWHERE},
            "debug": {"DATABASE_URL": urls["whole"], "DEBUG": "true"},
        }
        for name, environment in environments.items():
            module = "tests.browser.failing" if name == "broken" else "myositis_portal.wsgi"
            self.origins[name] = self._serve(module, environment)
        self._fill(urls)
        for origin in self.origins.values():
            editions.eventually(lambda origin=origin: answers(origin))

    def stop(self):
        self._at_the_end.close()

    def _database(self, name):
        """The address of a new database that is as migrations leave it."""
        database = f"{connection.settings_dict['NAME']}_browser_{name}"
        databases.copy(database)
        self._at_the_end.callback(databases.drop, database)
        return editions.database_url() + f"_browser_{name}"

    def _serve(self, module, environment):
        port = free_port()
        program = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1"]
        program += ["--port", str(port), "--blocking-threads", "2", "--workers-kill-timeout", "5"]
        program += [f"{module}:application"]
        self._start(program, environment)
        return f"http://127.0.0.1:{port}"

    def _start(self, program, environment):
        environment = {"CTGOV_BASE_URL": "http://127.0.0.1:9/api/v2"} | environment
        # What they say when they fail is for the person who looks why.
        printed = self._at_the_end.enter_context(LOG.open("a"))
        outputs = {"stdout": printed, "stderr": printed}
        process = editions.start(*program, env=os.environ | environment, **outputs)
        self._at_the_end.callback(process.wait)
        self._at_the_end.callback(process.terminate)
        return process

    def _fill(self, urls):
        whole = self._registry(records.every(), days_ago=3)
        stale = self._registry([study(statusModule=records.fresh(9))], days_ago=30)
        begun = "from trials.models import SyncRun; SyncRun.objects.create(step='fetching',"
        tasks = [
            self._sync(urls["whole"], whole),
            self._sync(urls["stale"], stale),
            self._shell(urls["samples"], "from trials.sync.runner import *; load_samples()"),
            self._shell(urls["first"], f"{begun} fetched=120, totals={{'': 400}})"),
            self._shell(urls["whole"], "from tests.browser.knowledge import *; write()"),
            self._shell(urls["desk"], "from tests.browser.people import *; come()"),
        ]
        assert [task.wait(180) for task in tasks] == [0, 0, 0, 0, 0, 0], LOG
        # Who holds this lock is the sync that is at work.
        session = self._at_the_end.enter_context(closing(psycopg2.connect(urls["first"])))
        session.cursor().execute("SELECT pg_advisory_lock(%s)", [Lock.SYNC])
        self._lose(urls["whole"], whole, records.GONE, days_ago=2)
        # A study is called gone when it has been missing for a day.
        with closing(psycopg2.connect(urls["whole"])) as session, session.cursor() as cursor:
            cursor.execute("UPDATE trials_trial SET missing_since = missing_since - interval '2d'")
            session.commit()
        self._lose(urls["whole"], whole, records.MISSING, days_ago=1)

    def _shell(self, database, code):
        return self._start(["manage.py", "shell", "--command", code], {"DATABASE_URL": database})

    def _lose(self, database, registry, number, days_ago):
        registry.remove(number)
        registry.data_timestamp = timestamp(days_ago)
        assert self._sync(database, registry).wait(60) == 0

    def _registry(self, studies, days_ago):
        registry = Registry(studies, timestamp(days_ago))
        return self._at_the_end.enter_context(registry)

    def _sync(self, database, registry):
        environment = {
            "DATABASE_URL": database,
            "CTGOV_BASE_URL": registry.url,
            "CTGOV_PAUSE_SECONDS": "0",
        }
        return self._start(["manage.py", "sync_trials"], environment)


def timestamp(days_ago):
    return f"{dt.date.today() - dt.timedelta(days=days_ago)}T09:00:05"


def answers(origin):
    try:
        with urllib.request.urlopen(f"{origin}/healthz", timeout=5) as answer:
            return answer.status == 200
    except urllib.error.URLError:
        return False
