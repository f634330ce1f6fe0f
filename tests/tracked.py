"""The files of the project, for tests that read its source."""

import subprocess
from functools import cache

from .environment import ROOT


@cache
def files(*patterns: str) -> list[str]:
    """Paths below the root that git tracks or would add, by patterns such as "*.py"."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # A file that is deleted and not yet committed is still listed.
    return [path for path in listed.splitlines() if (ROOT / path).is_file()]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
