"""Each search has a title of its own, and robots are kept off what is the same page once more."""

import re
from html import unescape
from urllib.robotparser import RobotFileParser

import pytest

from organizations import starter
from tests import databases, editions
from tests.organizations import made
from tests.studies import studies

pytestmark = pytest.mark.django_db

forty_one = databases.loaded_once(lambda: editions.publish(*studies(41, title="Dermatomyositis")))


def title(client, address):
    found = re.search(r"<title>(.*?)</title>", client.get(address).text, re.DOTALL)[1]
    return " ".join(unescape(found).split())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "41 open studies of myositis – page 1 of 3"),
        ("?page=3", "41 open studies of myositis – page 3 of 3"),
        ("?q=dermatomyositis", "41 open studies with “dermatomyositis” – page 1 of 3"),
        ("?q=dermatomyositis&page=2", "41 open studies with “dermatomyositis” – page 2 of 3"),
        ("?q=jak", "0 open studies with “jak”"),
        ("?status=COMPLETED", "0 studies of myositis, completed"),
        ("?place=Boston&q=dermatomyositis", "41 open studies with “dermatomyositis” near Boston, "
                                            "Massachusetts, United States – page 1 of 3"),
        ("?phase=PHASE1,PHASE2", "0 open studies of myositis, phase 1 or phase 2"),
        ("?sort=newest", "41 open studies of myositis, newest first – page 1 of 3"),
        ("?condition=dermatomyositis", "41 open studies for dermatomyositis – page 1 of 3"),
        ("?q=%3Cscript%3E", "0 open studies with “<script>”"),
        ("?age=nonsense", "41 open studies of myositis – page 1 of 3"),
    ],
)  # fmt: skip
def test_studies(client, forty_one, query, expected):
    assert title(client, f"/trials/{query}") == f"{expected} – Myositis Portal"


def test_a_title_ends_before_it_is_a_text(client):
    assert len(title(client, f"/trials/?q={'word+' * 50}")) < 170


def load():
    made.family()
    starter.load()


lists = databases.loaded_once(load)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/organizations/", "Groups and helplines"),
        ("/organizations/?q=camp", "“camp” – Groups and helplines"),
        ("/organizations/?country=Germany&kind=group",
         "Support group, Germany – Groups and helplines"),
        ("/glossary/", "Glossary"),
        ("/glossary/?q=biop", "“biop” – Glossary"),
        ("/search/?q=biopsy", "biopsy – Search"),
    ],
)  # fmt: skip
def test_other_lists(client, lists, address, expected):
    found = title(client, address).removesuffix(" – Myositis Portal")
    assert sorted(re.split(", | – ", found)) == sorted(re.split(", | – ", expected))


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("/", True), ("/trials/", True), ("/trials/NCT99000001/", True), ("/trials.atom", True),
        ("/trials/?page=2", True), ("/organizations/", True), ("/organizations/tma/", True),
        ("/conditions/", True), ("/glossary/", True), ("/guides/", True),
        ("/trials.csv", False), ("/trials.csv?q=a", False), ("/organizations.csv", False),
        ("/api/v1/trials/", False), ("/trials/?status=all", False), ("/trials/?q=a&page=2", False),
        ("/organizations/?country=Germany", False), ("/search/?q=a", False),
        ("/trials.atom?q=a", False), ("/glossary/?q=a", False), ("/admin/", False),
    ],
)  # fmt: skip
def test_robots_read_each_page_once(client, address, may):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert robots.can_fetch("anyone", f"https://portal.example{address}") == may
