"""A map as a reader sees it: the marks of its picture, and the entries of the list beside it."""

import re

from bs4 import BeautifulSoup


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node):
    return " ".join(node.get_text(" ").split())


def marks(page):
    """[how many places] of each mark of the picture, sorted."""
    picture = page.select_one("svg.map")
    found = []
    for mark in picture.select("path.mark"):
        after = mark.find_next_sibling()
        number = after.text if after is not None and after.name == "text" else "1"
        found.append((mark["class"][1], int(number)))
    return sorted(found)


def leads(page):
    """(to a nearer view, to the list): the addresses that the marks of the picture lead to."""
    found = [link["href"] for link in page.select("svg.map a")]
    assert len(found) == len(page.select("svg.map path.mark"))
    for link in page.select("svg.map a"):
        assert link["aria-label"]
    return (
        [address for address in found if address.startswith("?")],
        [address for address in found if address.startswith("#")],
    )


def assert_links_say_what_the_list_says(page):
    told = [link["aria-label"].partition(": ")[2] for link in page.select("svg.map a")]
    listed = [
        f"{words(entry.strong)}: {words(entry.select_one('.counts'))}"
        for entry in page.select("ol.on-map > li")
    ]
    assert sorted(told) == sorted(listed)


SLUGS = {
    "open": "open",
    "may be open: ask": "unsure",
    "opening soon": "soon",
    "not open, or by invitation": "closed",
}


def entries(page):
    """[(foremost kind, how many places)] of each entry of the list, sorted."""
    found = []
    for entry in page.select("ol.on-map > li"):
        counts = re.findall(r"(\d+) (not open, or by invitation|may be open: ask|[a-z ]+)",
                            words(entry.select_one(".counts")))  # fmt: skip
        found.append((SLUGS[counts[0][1].strip()], sum(int(count) for count, _ in counts)))
    return sorted(found)
