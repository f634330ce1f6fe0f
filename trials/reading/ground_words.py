"""The lists of ground.toml, each as one pattern."""

import tomllib
from pathlib import Path

from .cues import pattern


def _read() -> dict[str, str]:
    """{name of a list of ground.toml: one pattern of its words}"""
    text = (Path(__file__).parent / "ground.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, words in tomllib.loads(text).items():
        words = pattern(tuple(words))
        for part in ("human", "criteria"):
            words = words.replace(f"{{{part}}}", f"(?:{found.get(part, '')})")
        found[name] = words
    return found


WORDS = _read()
