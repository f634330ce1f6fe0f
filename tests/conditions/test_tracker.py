"""The sheet on which readers note symptoms and doses by hand."""

import html
import re

from conditions import tracker


def test_each_row_has_a_name_and_a_place_for_each_week(client, db):
    page = client.get("/tracker/").content.decode()
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*((?:<td></td>\s*)+)', page)
    named = {html.unescape(name): cells.count("<td>") for name, cells in rows}
    wanted = ["Date", *(str(row) for _heading, part in tracker.ROWS for row in part)]
    assert named == dict.fromkeys(wanted, len(tracker.WEEKS))


def test_it_says_that_some_signs_cannot_wait_and_gives_no_dose(client, db):
    page = client.get("/tracker/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert 'href="/urgent/"' in main
    assert not re.search(r"\d\s?mg", main)
