"""A comparison as a reader sees it, and the same facts as the pages of its studies have them."""

import re

from bs4 import BeautifulSoup

# {row of the comparison: question on the page of a study}
REQUIREMENTS = {
    "Placebo": "Could I get a placebo?",
    "How long": "How long could it take?",
    "Visits": "How often would I have to go in for visits?",
    "How it is given": "How is the treatment given?",
    "Biopsy": "Would I need a biopsy?",
    "Limit on steroids": "Is there a limit on steroids such as prednisone?",
    "Time off a medicine before joining": "Would I need to be off a medicine first?",
    "Results": "Are results posted?",
}
# {row of the comparison: name of the same fact on the page}
FACTS = {
    "Age": "Age",
    "Kind of study": "Kind of study",
    "Number of participants": "Number of participants",
    "Last confirmed by the sponsor": "Last confirmed by the sponsor",
}
# {beginning of a line on types: the class of the entries on the page}
TYPES = {"Accepts: ": "included", "Does not accept: ": "excluded", "Unclear: ": "unclear"}


def words(node):
    return " ".join(node.get_text(" ").split()) if node else ""


def letters(text):
    """Without blanks and signs, which tags may stand between."""
    return re.sub(r"\W", "", text)


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def table(page):
    """{row: [cell]}, each cell without the name that a phone shows in it."""
    for name in page.select("td .of"):
        name.decompose()
    rows = page.select(".comparison tbody tr")
    return {row.th.find(string=True).strip(): row.select("td") for row in rows}


def assert_cells_agree_with_the_pages(client, numbers):
    address = "/trials/compare/?" + "&".join(f"id={number}" for number in numbers)
    rows = table(soup(client.get(f"{address}&place=Boston, MA")))
    for at, number in enumerate(numbers):
        column = {label: cells[at] for label, cells in rows.items()}
        page = soup(client.get(f"/trials/{number}/?place=Boston, MA"))
        assert_column_agrees(column, page, number)


def assert_column_agrees(column, page, number):
    """`column`: {row: cell}; `page`: that of the study with this number."""
    facts = {words(dt): words(dt.find_next_sibling("dd")) for dt in page.select("dt")}
    asked = {words(dt) for dt in page.select("dl.requirements dt")}
    assert words(column["Nearest open location"]) == facts["Nearest open location"], number
    for row, question in REQUIREMENTS.items():
        assert (question in asked) == ("silent" not in column[row].get("class", ())), (number, row)
        for line in column[row].select("p") if question in asked else ():
            assert letters(words(line)) in letters(facts[question]), (number, row)
    for row, name in FACTS.items():
        if name in facts:
            assert words(column[row]) == facts[name], (number, row)
        else:
            assert words(column[row]).startswith("Not stated"), (number, row)
    phases = [words(span) for span in page.select(".study-head .facts > span")][1:-1]
    assert words(column["Phase"]) == (", ".join(phases) or "Not stated"), number
    assert_types_agree(column, page, number)
    assert_contacts_agree(column["Who to ask"], page, number)


def assert_types_agree(column, page, number):
    section = page.find("section", {"aria-labelledby": "types"})
    lines = [words(line) for line in column["Types of myositis"].select("p")]
    for start, kind in TYPES.items():
        there = [letters(words(entry)) for entry in section.select(f"ul .{kind}")]
        said = [line.removeprefix(start) for line in lines if line.startswith(start)]
        names = [name for line in said for name in line.split(", ")]
        assert len(names) == len(there), (number, kind)
        for name, entry in zip(names, there, strict=True):
            assert entry.startswith(letters(name)), (number, name)
    antibodies = column["Antibodies"]
    if "silent" not in antibodies.get("class", ()):
        for line in antibodies.select("p"):
            for name in words(line).partition(": ")[2].split(", "):
                assert letters(name) in letters(words(section)), (number, name)
    treatments = letters(words(page.find("section", {"aria-labelledby": "treatments"})))
    if words(column["Treatments"]) != "Not stated":
        for name in words(column["Treatments"]).split(", "):
            assert letters(name) in treatments, (number, name)


def assert_contacts_agree(cell, page, number):
    aside = page.select_one(".ask-team")
    if "silent" in cell.get("class", ()):
        assert not aside.select('[href^="tel:"]'), number
        told = words(aside)
        assert "we show no contacts" in told or "does not list anyone to call" in told, number
        return
    assert letters(words(cell.p)) in letters(words(aside)), number
    theirs = {link["href"] for link in page.select("a[href]")}
    assert {link["href"] for link in cell.select("a")} <= theirs, number
