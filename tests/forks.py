"""Programs of the portal that begin at once.

Importing the portal takes seconds. One process does it (`tests/imported.py`), and forks for each
program. So a program that is started here has the settings of that process, but its own database.
"""

import multiprocessing
import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.imported"])


def begin(work, *arguments, database: dict, log: Path) -> multiprocessing.Process:
    """Do this work in a process of its own. What it prints is added to the log."""
    process = _forks.Process(target=_do, args=(work, arguments, database, log))
    process.start()
    return process


def _do(work, arguments, database, log):
    with log.open("a") as printed:
        os.dup2(printed.fileno(), 1)
        os.dup2(printed.fileno(), 2)
    settings.DATABASES["default"] |= database
    assert connections["default"].settings_dict is settings.DATABASES["default"]
    work(*arguments)


def sync(registry_url: str):
    settings.CTGOV_BASE_URL = registry_url
    call_command("sync_trials")


def serve(port: int, urls: str = settings.ROOT_URLCONF):
    from granian import Granian

    # Its workers are forks, too.
    multiprocessing.set_start_method("fork", force=True)
    settings.ROOT_URLCONF = urls
    Granian(
        "myositis_portal.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface="wsgi",
        workers=1,
        blocking_threads=2,
        workers_kill_timeout=5,
    ).serve()
