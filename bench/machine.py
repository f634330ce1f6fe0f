"""Say on which machine, beside how much other work, and with which versions a bench runs.

Each `make bench-…` prints this line first, because a figure without it cannot be compared.
"""

import datetime as dt
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from myositis_portal.local_postgres import find_programs  # noqa: E402 (it needs the path above)

PACKAGES = ("django", "granian", "wagtail")


def processor() -> str:
    try:
        names = re.findall(r"(?m)^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text())
    except OSError:
        names = []
    return names[0] if names else platform.machine()


def described() -> str:
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    postgres = [find_programs() / "postgres", "--version"]
    said = subprocess.run(postgres, capture_output=True, text=True, check=True).stdout
    return ", ".join(
        [
            f"{dt.datetime.now():%Y-%m-%d %H:%M}",
            f"{os.cpu_count()} × {processor()}",
            f"{gigabytes:.0f} GiB",
            f"load {os.getloadavg()[0]:.1f}",
            f"Python {platform.python_version()}",
            *(f"{package} {version(package)}" for package in PACKAGES),
            "PostgreSQL " + re.findall(r"[\d.]+", said)[0],
        ]
    )


if __name__ == "__main__":
    print(described(), flush=True)
