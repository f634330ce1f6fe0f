"""The existing folders: each has its files and a manifest.json that says what they are."""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings

MANIFEST = "manifest.json"
KEPT = 30
LATEST = "latest"


def folder() -> Path:
    return Path(settings.VAR_DIR) / "editions"


def numbers() -> list[int]:
    """The complete editions, newest first. One that is still being written has another name."""
    if not folder().is_dir():
        return []
    names = (path.name for path in folder().iterdir())
    return sorted((int(name) for name in names if re.fullmatch(r"\d{1,18}", name)), reverse=True)


def manifest(edition: int) -> dict[str, Any]:
    return json.loads((folder() / str(edition) / MANIFEST).read_text(encoding="utf-8"))


def file(edition: str, name: str) -> Path | None:
    """A file of an edition, by its number or as `latest`. None if there is no such file."""
    there = {str(number): number for number in numbers()}
    number = next(iter(there.values()), None) if edition == LATEST else there.get(edition)
    if number is None:
        return None
    files = {path.name: path for path in (folder() / str(number)).iterdir()}
    return files.get(name)
