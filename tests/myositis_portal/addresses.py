"""Every address of the desk, as Django resolves them."""

import re
from dataclasses import dataclass

from django.urls import Resolver404, get_resolver, resolve

from myositis_portal import views

_PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<named>\w+)>.*?\)")


@dataclass(frozen=True)
class Address:
    """One address of the desk: its route, and what answers there."""

    route: str
    callback: object

    @property
    def kinds(self) -> dict[str, str]:
        """{name of a parameter: what it may be}"""
        return {
            found["name"] or found["named"]: found["kind"] or "str"
            for found in _PARAMETER.finditer(self.route)
        }

    @property
    def parameters(self) -> set[str]:
        return set(self.kinds)

    def address(self, **values) -> str:
        """With these values in it, as they stand."""
        filled = _PARAMETER.sub(
            lambda found: str(values[found["name"] or found["named"]]), self.route
        )
        return "/" + re.sub(r"\\(.)", r"\1", filled).replace("^", "").replace("$", "")

    @property
    def is_closed(self) -> bool:
        """Whether the portal answers 404 there whatever stands in it."""
        samples = {"int": 1, "str": "x", "slug": "x", "path": "x"}
        values = {name: samples.get(kind, "x") for name, kind in self.kinds.items()}
        if "revision_id_a" in values:
            values |= {"pk": 1, "revision_id_a": "live", "revision_id_b": 1}
        try:
            return resolve(self.address(**values)).func is views.no_such_room
        except Resolver404:
            return False


def desk_addresses() -> list[Address]:
    return sorted(_all(get_resolver(), ""), key=lambda one: one.route)


def _all(resolver, before):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _all(pattern, route)
        elif route.startswith("admin/"):
            yield Address(route, pattern.callback)


def view_class(address: Address) -> type:
    """The class behind it, or `object` for a function."""
    view = address.callback
    while hasattr(view, "__wrapped__") and not hasattr(view, "view_class"):
        view = view.__wrapped__
    return getattr(view, "view_class", object)
