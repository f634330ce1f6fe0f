"""What stands for a choice of the form for studies: "without placebo", from choices.toml."""

import tomllib
from functools import cache
from pathlib import Path

import vocabulary

from .small_talk import Run

Choice = tuple[str, tuple[str, ...]]


@cache
def by_stems() -> dict[Run, Choice]:
    """{stems: (field, values)}"""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {
        vocabulary.stems(said): (row["field"], tuple(row["values"]))
        for row in tomllib.loads(text)["choice"]
        for said in row["words"].split(";")
    }
