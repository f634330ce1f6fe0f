import os
import subprocess
import sys

import pytest
from django.db import connection

from tests import databases, editions
from tests.environment import ROOT


@pytest.fixture
def bench(django_db_setup):
    """Runs a bench as `make` does, with a migrated database of its own; gives what it printed."""
    name = f"{connection.settings_dict['NAME']}_bench"
    databases.copy(name)
    url = f"{editions.database_url()}_bench"

    def run(file, *arguments):
        done = subprocess.run(
            [sys.executable, ROOT / "bench" / file, *arguments],
            cwd=ROOT,
            env=os.environ | {"BENCH_DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    yield run
    databases.drop(name)
