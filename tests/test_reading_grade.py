"""How many years of school our own words ask for (Flesch-Kincaid), page by page.

Left out: names of diseases, medicines and the like, which nobody can choose; texts of the registry;
labels and buttons, whose few words would make every page look easy.
"""

import ast
import html
import re
import statistics
from html.parser import HTMLParser

import pytest
from django.template import loader

from conditions.readability.grades import grade, sentences
from tests import pages
from tests.environment import ROOT
from tests.studies import contact, site, study
from trials.choices import Presence
from trials.models import Trial

HIGHEST, MEDIAN = 10, 8
SHOWN = 3  # of the hardest sentences of a page

ERRORS = ("400.html", "403.html", "403_csrf.html", "429.html", "500.html", "503.html")
_INLINE = {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "time"}
_NOT_OURS = {"blockquote", "datalist", "q", "script", "select", "style", "title"}
_MARKED = re.compile(
    r'{% translate "(.*?)" %}|{% blocktranslate.*?%}(.*?){% endblocktranslate %}', re.S
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}|%\(\w+\)\w|<.*?>", re.S)


class Blocks(HTMLParser):
    """The texts of a page, cut where a block begins or ends: {inside <main>: [text]}."""

    def __init__(self, page):
        super().__init__()
        self.blocks = {True: [""], False: [""]}
        self.in_main = False
        self.foreign = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        if self.foreign or tag in _NOT_OURS or "registry" in classes:
            self.foreign.append(tag)
        self.in_main |= tag == "main"
        self.cut(tag)

    def handle_endtag(self, tag):
        if tag in self.foreign:
            while self.foreign.pop() != tag:
                pass
        self.cut(tag)
        if tag == "main":
            self.in_main = False

    def handle_data(self, data):
        if not self.foreign:
            self.blocks[self.in_main][-1] += data

    def cut(self, tag):
        if tag not in _INLINE:
            self.blocks[self.in_main].append("")


def of_page(response):
    return Blocks(response.content.decode()).blocks


def marked_in_templates(paths):
    """Every text of these templates, in whatever branch it stands."""
    for path in paths:
        for translate, block in _MARKED.findall(path.read_text()):
            for text in (translate or block).split("{% plural %}"):
                yield html.unescape(_TAG.sub(" ", text))


def marked_in_code(paths):
    """Every text that goes through gettext."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if name == "_" or "gettext" in name:
                texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
                yield from (_TAG.sub(" ", text) for text in texts if isinstance(text, str))


@pytest.fixture
def texts(client, publish, db):
    """{page: its texts}."""
    people = {"centralContacts": [contact()], "locations": [site()]}
    publish(
        study("NCT99000001", contactsLocationsModule=people),
        study("NCT99000002", "COMPLETED"),
    )
    found = {address: of_page(client.get(address))[True] for address in pages.addresses()}
    found["around every page"] = of_page(client.get("/"))[False]
    for what, address in (
        ("404", "/nothing/"),
        ("none found", "/trials/?q=nothingness&status=RECRUITING"),
        ("urgent words", "/trials/?q=chest+pain"),
        ("a study", "/trials/NCT99000001/"),
    ):
        found[what] = of_page(client.get(address))[True]
    Trial.objects.filter(pk="NCT99000002").update(presence=Presence.GONE)
    found["410"] = of_page(client.get("/trials/NCT99000002/"))[True]
    for name in ERRORS:
        found[name] = Blocks(loader.get_template(name).render()).blocks[True]
    templates = (ROOT / "templates" / "trials").glob("*.html")
    found["studies, all branches"] = marked_in_templates(
        path for path in templates if path.name != "how_we_read.html"
    )
    found["knowledge, all branches"] = marked_in_templates(
        (ROOT / "templates" / "conditions").glob("*.html")
    )
    found["studies, from code"] = marked_in_code(
        path for path in (ROOT / "trials").glob("*.py") if path.name != "admin.py"
    )
    return {name: list(sentences(blocks)) for name, blocks in found.items()}


def test_our_own_words_can_be_read_by_most(texts):
    grades = {name: grade(found) for name, found in texts.items() if found}
    table = "\n".join(
        f"{grade:5.1f}  {name}" for name, grade in sorted(grades.items(), key=lambda row: -row[1])
    )
    median = statistics.median(grades.values())
    hardest = "\n".join(
        f"{name}: {' '.join(words)} ({grade([words]):.0f})"
        for name, value in grades.items()
        if value > HIGHEST
        for words in sorted(texts[name], key=lambda words: -grade([words]))[:SHOWN]
    )
    told = f"median {median:.1f}\n{table}\n\nThe hardest sentences:\n{hardest}"
    assert median <= MEDIAN, told
    assert max(grades.values()) <= HIGHEST, told
