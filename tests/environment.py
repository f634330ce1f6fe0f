"""Loaded before Django's settings (see pyproject.toml): what the tests run in.

One private PostgreSQL below var/test for all processes of a run, unless DATABASE_URL names a
server; nobody's .env; and a registry address at which nothing listens, so that a test which
forgets its stand-in fails.
"""

import os
from pathlib import Path

from myositis_portal.local_postgres import LocalPostgres

ROOT = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
VAR_DIR = ROOT / "var" / "test" / WORKER

for name in ("DEBUG", "ALLOWED_HOSTS", "PORT", "REDIS_URL", "CTGOV_USER_AGENT"):
    os.environ.pop(name, None)
os.environ |= {
    "PYTHON_DOTENV_DISABLED": "1",
    "VAR_DIR": str(VAR_DIR),
    "SECRET_KEY": "a key for tests only, which guards nothing at all",
    "CTGOV_BASE_URL": "http://127.0.0.1:9/api/v2",
    "CTGOV_PAUSE_SECONDS": "0",
}

postgres = None
if not os.environ.get("DATABASE_URL"):
    postgres = LocalPostgres(ROOT / "var" / "test", durable=False)
    postgres.start()
    os.environ["DATABASE_URL"] = postgres.url()


def pytest_unconfigure():
    if postgres:
        postgres.stop()
