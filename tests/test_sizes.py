"""No module, class or function of ours is larger than a reader can hold in mind at once.

docs/decisions.md says why tests and migrations are left out.
"""

import ast
from collections.abc import Iterator

import pytest

from . import tracked

LINES_OF_A_MODULE, LINES_OF_A_FUNCTION, METHODS_OF_A_CLASS = 450, 60, 25
# {(module, name): why it is better whole}; the name of a module itself is "".
EXCEPTIONS: dict[tuple[str, str], str] = {}


def modules() -> list[str]:
    return [
        path
        for path in tracked.files("*.py")
        if not path.startswith("tests/") and "/migrations/" not in path
    ]


def too_large(source: str) -> Iterator[tuple[str, str]]:
    """(name, how large it is) of what is too large in a module."""
    if (lines := len(source.splitlines())) > LINES_OF_A_MODULE:
        yield "", f"{lines} lines"
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, functions):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                yield node.name, f"{lines} lines"
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, functions) for part in node.body)
            if methods > METHODS_OF_A_CLASS:
                yield node.name, f"{methods} methods"


@pytest.fixture(scope="module")
def found():
    """{(module, name): how large it is}"""
    return {
        (path, name): size for path in modules() for name, size in too_large(tracked.read(path))
    }


def test_all_modules_of_ours_are_looked_at_but_tests_and_migrations():
    assert {"manage.py", "trials/search/page.py", "bench/search.py"} <= {*modules()}


def test_no_module_class_or_function_is_too_large_but_what_has_a_reason(found):
    assert {key: size for key, size in found.items() if key not in EXCEPTIONS} == {}


def test_every_exception_is_still_needed_and_stands_in_the_decisions(found):
    decisions = tracked.read("docs/decisions.md")
    for path, name in EXCEPTIONS:
        assert (path, name) in found
        assert f"`{name or path}`" in decisions


@pytest.mark.parametrize(
    ("source", "large"),
    [
        ("x = 1\n" * 450, []),
        ("x = 1\n" * 451, [("", "451 lines")]),
        ("def f():\n" + "    x = 1\n" * 59, []),
        ("def f():\n" + "    x = 1\n" * 60, [("f", "61 lines")]),
        ("async def f():\n" + "    x = 1\n" * 60, [("f", "61 lines")]),
        ("class C:\n" + "    def f(self): pass\n" * 25, []),
        ("class C:\n" + "    def f(self): pass\n" * 26, [("C", "26 methods")]),
    ],
)
def test_what_is_too_large_is_found(source, large):
    assert list(too_large(source)) == large
