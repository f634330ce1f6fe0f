"""The papers for developers name only files that are there."""

import re

import pytest

from . import tracked

# The changelog and the decisions tell of the past.
PAPERS = [
    path
    for path in tracked.files("*.md")
    if path not in ("CHANGELOG.md", "docs/decisions.md", "docs/handbook.md")
]
# Files that somebody who follows a how-to creates.
CREATED = {
    "conditions/starter/conditions/periodic-paralysis.yaml",
    "locale/es/LC_MESSAGES/django.po",
    "tests/conditions/test_queue_of_old_sources.py",
    "trials/reading/requirements/spinal_tap.py",
}
WRITTEN_BY_COMMANDS = {"var/sbom.json"}
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(
    r"(?<![\w/.<*-])(?:[\w.-]+/)*[\w.-]+\.(?:py|toml|html|yaml|md|js|css|json|txt|po)\b"
)


def files_named_in(text: str) -> set[str]:
    return {file for code in CODE.findall(text) for file in FILE.findall(code)}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_that_a_paper_names_is_there(paper):
    there = tracked.files()
    named = files_named_in(tracked.read(paper)) - CREATED - WRITTEN_BY_COMMANDS
    missing = {
        file for file in named if not any(f == file or f.endswith(f"/{file}") for f in there)
    }
    assert missing == set()


def test_what_a_how_to_has_people_create_is_not_there_and_is_named():
    named = {file for paper in PAPERS for file in files_named_in(tracked.read(paper))}
    assert named >= CREATED
    assert not {*tracked.files()} & CREATED


def test_a_file_is_found_among_the_words_of_a_command():
    text = "Run `pytest tests/a/test_b.py -q`, see `page.py` and `Trial.readings`; not c.py."
    assert files_named_in(text) == {"tests/a/test_b.py", "page.py"}


def test_every_test_that_the_page_on_security_names_is_there():
    named = {*re.findall(r"`(test_\w+)`", tracked.read("docs/security.md"))}
    there = {
        name
        for path in tracked.files("tests/*.py")
        for name in re.findall(r"(?m)^def (test_\w+)", tracked.read(path))
    }
    assert len(named) > 40
    assert named - there == set()
