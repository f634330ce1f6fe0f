"""Names that the project gave up are gone from code, templates, tests and papers.

The changelog and the decisions tell of the past and keep them; so do migrations. The first content
and invented records speak plain English, where a door is a door.
"""

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from . import tracked

# {an old name, wherever it stands as a word: the name that the thing has now}
OLD_NAMES = {
    r"doors?": "the nearest site; a page, a command or an address by its own name",
    r"NearestDoor": "NearestSite",
    r"DoorStatus": "SiteStatus",
    r"may_take": "may_include",
    r"twins?": "exports (files), duplicates (studies)",
    r"shel(?:f|ves)": "condition_studies",
    r"quiet_widgets": "csp_widgets",
    r"[Kk]in": "related conditions",
    r"in_the_answer": "in_latest_sync",
    r"TrialSearch": "SearchRequest, SearchResult, SearchPage",
    r"shown_contacts": "contact_book.shown",
    r"(?:measure_panel|MeasurePanel|MeasuredWhileWriting)": "readability",
}
# {an ordinary word that is no part of a name in Python any more: what it is called now}
OLD_PARTS = {
    "bars": "excludes",
    "measuring": "readability",
    "trust": "freshness",
    "twins": "exports, duplicates",
    "whom": "audience, or who",
}
# {a file: why it may keep an old name}
KEEPS = {
    "tests/test_names.py": "it lists them",
    "trials/reading/cues.toml": "a record's own word: a twin of a patient",
}
# A name of the library requests.
NOT_OURS = {"trust_env"}
NOT_READ = re.compile(
    r"CHANGELOG\.md|docs/decisions\.md|LICENSE|.*/migrations/.*|conditions/starter/.*|bench/blind/.*"
    r"|trials/samples/.*|locale/.*|.*\.(?:tsv|png|woff2|svg)|requirements.*"
)
PATTERN = re.compile(rf"\b(?:{'|'.join(OLD_NAMES)})\b")


def paths(*patterns: str) -> list[str]:
    return [p for p in tracked.files(*patterns) if not NOT_READ.fullmatch(p) and p not in KEEPS]


def old_names(text: str) -> list[str]:
    return PATTERN.findall(text)


def old_parts(source: str) -> Iterator[str]:
    """Names in Python with an old word between their underscores."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.NAME or token.string in NOT_OURS:
            continue
        if set(token.string.lower().split("_")) & set(OLD_PARTS):
            yield token.string


def test_no_file_and_no_folder_has_an_old_name():
    words = {path: re.split(r"[/._-]", path) for path in paths()}
    found = [path for path in paths() if old_names(" ".join(words[path]))]
    assert found + [path for path in paths() if {*words[path]} & {*OLD_PARTS}] == []


def test_no_text_has_an_old_name():
    assert len(paths()) > 500
    found = {path: old_names(tracked.read(path)) for path in paths()}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_name_in_python_has_an_old_word_in_it():
    found = {path: list(old_parts(tracked.read(path))) for path in paths("*.py")}
    assert {path: names for path, names in found.items() if names} == {}


def test_what_keeps_an_old_name_still_has_it():
    assert [path for path in KEEPS if not old_names(tracked.read(path))] == []


@pytest.mark.parametrize(
    "text", ["class NearestDoor:", '<ul class="doors">', "trial.may_take", "trials/shelf.py"]
)
def test_an_old_name_is_found(text):
    assert old_names(text)


def test_an_old_word_in_a_name_is_found_and_in_a_text_it_is_a_word():
    assert list(old_parts("def whom_to_ask(): pass")) == ["whom_to_ask"]
    assert not list(old_parts('text = "whom to ask"  # bars of chocolate'))
