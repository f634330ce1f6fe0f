"""The frame around every page: its head, one urgent line, the way back and the foot."""

import re

import pytest

from tests import knowledge
from tests.organizations import made

pytestmark = pytest.mark.django_db

ADDRESSES = ("/", "/search/", "/search/?q=rash", "/trials/", "/guides/", "/nothing/", "/urgent/")


def between(page, start, end):
    return page[page.index(start) : page.index(end)]


def head_of(client, address):
    page = client.get(address).content.decode()
    head = between(page, "<header", "</header>")
    return re.sub(r' aria-current="\w+"', "", head)


def test_the_head_is_the_same_on_every_page(client):
    assert len({head_of(client, address) for address in ADDRESSES}) == 1


@pytest.mark.parametrize(
    ("address", "link", "value"),
    [
        ("/trials/", "/trials/", "page"),
        ("/how-we-read-trials/", "/trials/", "true"),
        ("/conditions/", "/conditions/", "page"),
        ("/conditions/dermatomyositis/", "/conditions/", "true"),
        ("/guides/", "/guides/", "page"),
        ("/guides/placebo/", "/guides/", "true"),
        ("/tracker/", "/guides/", "true"),
        ("/organizations/", "/organizations/", "page"),
        ("/organizations/one/", "/organizations/", "true"),
        ("/organizations/meetings/", "/organizations/", "true"),
        ("/saved/", "/saved/", "page"),
    ],
)
def test_the_head_marks_where_the_reader_is(client, address, link, value):
    knowledge.condition("dermatomyositis")
    knowledge.guide("placebo")
    made.organization("one")
    page = client.get(address).content.decode()
    assert re.findall(r'href="([^"]*)" aria-current="(\w+)"', page) == [(link, value)]


@pytest.mark.parametrize("address", ["/", "/search/", "/urgent/", "/nothing/", "/about/"])
def test_a_page_of_no_area_marks_none(client, address):
    assert "aria-current" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_urgent_line_stands_below_the_head_of_every_page(client, address):
    page = client.get(address).content.decode()
    assert page.count('class="urgent-line"') == 1
    line = between(page, 'class="urgent-line"', "</aside>")
    assert 'href="/urgent/"' in line
    assert "Get help now" in line
    assert page.index("</header>") < page.index('class="urgent-line"') < page.index("<main")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_landmark_of_the_same_kind_has_a_name_of_its_own(client, address):
    page = client.get(address).content.decode()
    for kind in ("nav", "aside"):
        tags = re.findall(rf"<{kind}\b[^>]*>", page)
        names = [re.search(r'aria-label(?:ledby)?="([^"]+)"', tag) for tag in tags]
        assert all(names), tags
        assert len({name[1] for name in names}) == len(names), tags


def test_pages_of_an_area_have_a_way_back(client):
    knowledge.condition("dermatomyositis")
    knowledge.guide("placebo")
    made.organization("one")
    for address, back in (
        ("/conditions/dermatomyositis/?for=child", "/conditions/?for=child"),
        ("/guides/placebo/", "/guides/"),
        ("/organizations/one/", "/organizations/"),
    ):
        page = client.get(address).content.decode()
        assert f'href="{back}"' in between(page, 'class="crumbs', "<main")
