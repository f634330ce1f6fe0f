"""What a first visit costs on a slow line: few requests, few bytes, and nothing that jumps."""

from urllib.parse import urljoin

import pytest

from . import tables
from .pages import FILTERED, SIZES

# The typeface included, which is fetched once for all pages.
KILOBYTES = 95
WITHOUT_TYPEFACE = 55
REQUESTS = 5


class Wire:
    """Every request of a page and its bytes as they came, heads and packing included."""

    def __init__(self, page):
        self.addresses, self.sizes = {}, {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _sent(self, event):
        if event["request"]["url"].startswith("http"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _received(self, event):
        if event["response"].get("fromDiskCache"):
            del self.addresses[event["requestId"]]

    def _finished(self, event):
        if event["requestId"] in self.addresses:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    def is_quiet(self):
        return set(self.addresses) <= set(self.sizes)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "address"), [("home", "/"), ("search", "/trials/"), ("filtered", FILTERED)]
)
def test_a_first_visit_takes_at_most_95_kilobytes_in_5_requests_and_nothing_jumps(
    tab, portals, name, address, size
):
    width, height = SIZES[size]
    with tab(viewport={"width": width, "height": height}) as page:
        wire = Wire(page)
        page.goto(portals["whole"] + address, wait_until="networkidle")
        assert wire.is_quiet()
        requests, weight = icon_of(page, wire)
        tables.weights[f"{name}, {size}"] = (requests, weight)
        assert page.evaluate("watched.shifts") == []
        assert blocking(page) <= 1
    assert requests <= REQUESTS
    assert weight <= KILOBYTES * 1000
    typefaces = [size for key, size in wire.sizes.items() if ".woff2" in wire.addresses[key]]
    assert len(typefaces) == 1
    assert weight - sum(typefaces) <= WITHOUT_TYPEFACE * 1000


def icon_of(page, wire):
    """Requests and bytes with the icon of the tab, which not every Chromium fetches."""
    weight = sum(wire.sizes.values())
    link = page.locator("link[rel=icon]").first.get_attribute("href")
    icon = urljoin(page.url, link)
    if icon in wire.addresses.values():
        return len(wire.addresses), weight
    # A server may close a connection in the moment in which it is used again.
    answer = page.request.get(icon, max_retries=2)
    return len(wire.addresses) + 1, weight + int(answer.headers["content-length"])


def blocking(page):
    """How many files a reader waits for before anything shows."""
    return page.evaluate(
        """() => performance.getEntriesByType("resource")
            .filter((entry) => entry.renderBlockingStatus === "blocking").length"""
    )
