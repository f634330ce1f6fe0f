"""The arrows of templates point down, as those of imports do (see [tool.importlinter])."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.template.engine import Engine
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
PORTAL = "myositis_portal"
# Folders that are named otherwise than their room.
ROOM_OF_FOLDER = {"search": PORTAL, "wagtailadmin": "desk"}
# Every page stands in the portal's frame: these come from above, and a room may use them.
FRAME = re.compile(r"(?:base|bare|429)\.html|includes/|drawings/")
# Pages that show what a higher room knows of their subject. The tag is all that they know of it.
SHOWS_A_HIGHER_ROOM = {
    ("conditions/condition.html", "organizations"),
    ("conditions/condition.html", "studies"),
    ("conditions/guide.html", "organizations"),
    ("conditions/index.html", "studies"),
    ("conditions/index_entries.html", "studies"),
    ("organizations/organization.html", "studies"),
}


@cache
def floors() -> dict[str, int]:
    """{room: floor} from the bottom up, as the first import contract has them."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contract["contracts"][0]["layers"]
    return {
        room: number
        for number, layer in enumerate(reversed(layers))
        for room in re.split(r"\s*\|\s*", layer)
    }


def room_of(template: str) -> str:
    folder = template.partition("/")[0] if "/" in template else ""
    return ROOM_OF_FOLDER.get(folder, folder if folder in floors() else PORTAL)


@cache
def libraries() -> dict[str, str]:
    """{tag library: room}, of our own libraries."""
    modules = Engine.get_default().libraries
    rooms = {name: module.split(".")[0] for name, module in modules.items()}
    return {name: room for name, room in rooms.items() if room in floors()}


@cache
def url_names() -> dict[str, str]:
    """{name of a URL, with its namespace: room of its view}, of our own views."""
    return {name: room for name, room in _names(get_resolver(), "") if room in floors()}


def _names(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _names(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            view = getattr(entry.callback, "view_class", entry.callback)
            yield f"{namespace}{entry.name}", view.__module__.split(".")[0]


def templates() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def found_in(template: str, pattern: str) -> list[str]:
    return re.findall(pattern, (TEMPLATES / template).read_text())


def libraries_of(template: str) -> set[str]:
    loaded = found_in(template, r"{%\s*load\s+([^%]*?)\s*%}")
    return {name for names in loaded for name in names.split()} & set(libraries())


def goes_up(template: str, room: str) -> bool:
    return floors()[room] > floors()[room_of(template)]


def is_framed(template: str) -> bool:
    """Whether a template belongs to a room, rather than to the portal or its frame."""
    return not FRAME.match(template) and room_of(template) != PORTAL


def test_tag_libraries_are_of_the_same_room_or_a_lower_one_but_for_those_named_here():
    up = {
        (template, name)
        for template in templates()
        for name in libraries_of(template)
        if goes_up(template, libraries()[name])
    }
    assert up == SHOWS_A_HIGHER_ROOM


def test_templates_link_to_their_own_room_to_lower_ones_and_to_the_portals_pages():
    up = {
        (template, name)
        for template in filter(is_framed, templates())
        for name in found_in(template, r"{%\s*url\s+[\"']([^\"']+)")
        if url_names().get(name, PORTAL) != PORTAL and goes_up(template, url_names()[name])
    }
    assert up == set()


def test_templates_include_and_extend_only_their_own_room_lower_ones_and_the_frame():
    up = {
        (template, other)
        for template in filter(is_framed, templates())
        for other in found_in(template, r"{%\s*(?:include|extends)\s+[\"']([^\"']+)")
        if (TEMPLATES / other).exists() and not FRAME.match(other)
        if goes_up(template, room_of(other))
    }
    assert up == set()


def test_every_named_url_of_ours_is_known_to_this_test():
    assert {"trials:list", "conditions:glossary", "organizations:list", "home"} <= set(url_names())
    assert url_names()["trials:list"] == "trials"
    assert url_names()["home"] == PORTAL
