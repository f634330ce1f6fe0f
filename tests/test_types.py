"""Whatever mypy is told to overlook has a reason beside it."""

import re

import pytest

from . import tracked

# In two parts, so that mypy does not take this line for one.
MARK = "type" + ": ignore"
OVERLOOKED = re.compile(rf"#\s*{MARK}.*")
WITH_REASON = re.compile(rf"# {MARK}\[[a-z, -]+\]  # \w.+")


def without_reason(source: str) -> list[str]:
    return [found for found in OVERLOOKED.findall(source) if not WITH_REASON.fullmatch(found)]


def test_every_error_that_mypy_overlooks_has_a_reason():
    sources = {path: tracked.read(path) for path in tracked.files("*.py")}
    wrong = {path: found for path in sources if (found := without_reason(sources[path]))}
    assert not wrong


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        (f"x = f()  # {MARK}[arg-type]  # the library has no types", False),
        (f"x = f()  # {MARK}[arg-type]", True),
        (f"x = f()  # {MARK}", True),
        (f"x = f()  # {MARK}  # the library has no types", True),
        ("x = f()  # the type: ignored by all", False),
    ],
)
def test_a_reason_stands_behind_the_code_of_the_error(line, is_wrong):
    assert bool(without_reason(line)) is is_wrong
