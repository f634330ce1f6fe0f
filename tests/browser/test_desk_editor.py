"""What an editor does on the desk beside writing: lists, choosers, dates, addresses, versions."""

import datetime as dt
import html

import pytest
from playwright.sync_api import expect

from .people import STARTER

EVERYTHING_ON_PAGES = {"guides", "statements", "glossary", "sources", "organizations"}


def only_exhaustive(*values):
    return pytest.param(*values, marks=pytest.mark.exhaustive)


@pytest.mark.parametrize(
    ("name", "kind", "thing", "user"),
    [
        ("editor", "Sources", "An Invented Source", "What a placebo is"),
        only_exhaustive("editor", "Glossary", "placebo", "What a placebo is"),
        only_exhaustive("editor", "Organizations", "One", "Sample meeting"),
        only_exhaustive(
            "administrator", "Pages on diseases", "Inflammatory-myopathy", "Dermatomyositis"
        ),
    ],
)
def test_what_is_used_is_not_deleted_and_its_page_leads_to_where_it_is_used(
    desk, name, kind, thing, user
):
    person = desk(name)
    page = person.page
    person.opens(thing, kind, "Support" if kind == "Organizations" else "Pages")
    page.get_by_role("button", name="Actions", exact=True).click()
    page.get_by_role("link", name="Delete").click()
    expect(page.get_by_text("so it cannot be deleted.")).to_be_visible()
    expect(page.get_by_role("button", name="Yes, delete")).to_have_count(0)
    page.get_by_role("link", name=user, exact=True).click()
    expect(page.get_by_role("heading", name=user).first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        only_exhaustive("writer", EVERYTHING_ON_PAGES),
        ("editor", EVERYTHING_ON_PAGES),
        only_exhaustive("clinician", EVERYTHING_ON_PAGES),
        ("steward", {"trials"}),
        only_exhaustive("administrator", EVERYTHING_ON_PAGES | {"trials"}),
    ],
)
def test_everybody_searches_in_what_they_may_see_and_opens_what_was_found(desk, name, found):
    page = desk(name).page
    sections, origin = {}, page.url.partition("/admin/")[0]
    for words in ("placebo", "invented source", "555-010-0100", "samplinib"):
        box = page.locator("#menu-search-q")
        box.fill(words)
        box.press("Enter")
        expect(page.locator("#id_desk_q")).to_have_value(words)
        for section in page.locator("main section").all():
            heading = section.get_by_role("heading").inner_text().partition(" (")[0]
            link = section.get_by_role("link").first
            address = link.get_attribute("href").partition("#")[0]
            sections[heading.casefold()] = (link.inner_text(), origin + address)
    assert set(sections) == found
    for title, address in sections.values():
        # A server may close a connection in the moment in which it is used again.
        answer = page.request.get(address, max_retries=2)
        # Not sent to the first page, which says that she may not.
        assert (answer.status, answer.url) == (200, address)
        assert title in html.unescape(answer.text())


@pytest.mark.exhaustive
def test_a_correction_of_a_day_to_come_is_refused_and_keeps_what_was_typed_and_chosen(desk, reads):
    editor = desk("editor")
    page = editor.page
    editor.goes_to_the_list("Changes and corrections")
    page.get_by_role("link", name="Add change").first.click()
    page.get_by_role("combobox", name="Kind").select_option("Correction: something was wrong")
    editor.chooses("guide", "placebo is", "What a placebo is")
    page.get_by_role("textbox", name="What changed").fill("A number was wrong.")
    day = page.get_by_role("textbox", name="Date")
    day.fill((dt.date.today() + dt.timedelta(days=1)).isoformat())
    editor.presses("Save")
    expect(page.get_by_text("This day is in the future.").first).to_be_visible()
    expect(page.get_by_role("textbox", name="What changed")).to_have_value("A number was wrong.")
    expect(page.get_by_text("What a placebo is")).to_be_visible()
    day.fill(dt.date.today().isoformat())
    editor.presses("Save")
    editor.is_told("created")
    assert "A number was wrong." in reads("/corrections/")[1]


def test_a_date_that_cannot_be_read_stays_as_typed_and_is_refused_beside_its_field(desk):
    editor = desk("editor")
    page = editor.page
    editor.opens("Sample meeting", "Meetings", "Support")
    typed = {
        "first_day": ("12/5/2026", "This is not a day"),
        "starts_at": ("25:99", "This is not a time"),
        "checked_on": ("2026-02-30", "This is not a day"),
    }
    for name, (value, _told) in typed.items():
        _types_and_leaves(page.locator(f"[name={name}]"), value)
    editor.presses("Save draft")
    for name, (value, told) in typed.items():
        field = page.locator(f".w-field:has([name={name}])")
        expect(field).to_contain_text(told)
        expect(field.locator("input")).to_have_value(value)


def test_a_day_to_hide_a_statement_that_cannot_be_read_stays_as_typed(desk):
    editor = desk("editor")
    editor.begins("Typitis")
    editor.writes("This is approved.")
    field = editor.page.get_by_role("textbox", name="Hide it on")
    _types_and_leaves(field, "Dec 5")
    editor.presses("Submit to Medical text")
    expect(editor.page.get_by_text("This is not a day that we can read.").first).to_be_visible()
    expect(field).to_have_value("Dec 5")


def _types_and_leaves(field, value):
    field.focus()
    # The calendar that opens a moment later would still correct it.
    expect(field.page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    field.fill(value)
    field.press("Tab")
    expect(field).to_have_value(value)
    expect(field.page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)


def test_what_the_form_saved_by_itself_is_not_taken_for_another_persons_version(desk):
    editor = desk("editor")
    page = editor.page
    editor.opens("What a placebo is", "Guides")
    expect(page.locator("html")).to_have_attribute("data-watches", "")
    summary = page.get_by_role("textbox", name="Summary*")
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/guide/edit/" in answer.url
    ) as saved:
        summary.press("End")
        summary.press_sequentially(" More.")
    assert saved.value.json()["success"]
    editor.saves()
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


def test_the_form_says_what_the_names_of_a_new_disease_do(desk):
    editor = desk("editor")
    editor.goes_to_the_list()
    editor.page.get_by_role("link", name="Add page on a disease").first.click()
    editor.page.get_by_role("tab", name="Names and codes").click()
    said = editor.page.get_by_text("For a new disease, names do not change")
    expect(said).to_be_visible()


@pytest.mark.exhaustive
def test_a_page_of_the_starter_gets_a_new_address_and_its_first_version_comes_back(
    desk, reads, tab
):
    editor = desk("editor")
    page = editor.page
    old, new = f"/guides/{STARTER['slug']}/", "/guides/the-second-address/"
    editor.opens(STARTER["name"], "Guides")
    editor.rewrites_the_last("The first text.", "The second text.")
    page.get_by_role("tab", name="About this guide").click()
    page.get_by_role("textbox", name="Address").fill("the-second-address")
    editor.submits()
    with tab() as reader:
        reader.goto(editor.origin + old)
        assert reader.url == editor.origin + new
        expect(reader.get_by_text("The second text.")).to_be_visible()

    editor.opens(STARTER["name"], "Guides")
    page.get_by_role("link", name="History").click()
    editor.unfolds(page.locator("main tbody tr").last.get_by_role("button").first)
    page.get_by_role("link", name="Review this version").click()
    editor.presses("Replace current draft")
    editor.is_told("has been replaced with version from")
    editor.opens(STARTER["name"], "Guides")
    editor.submits()
    # The first version has the first address, and the second one leads there.
    with tab() as reader:
        reader.goto(editor.origin + new)
        assert reader.url == editor.origin + old
        expect(reader.get_by_text("The first text.")).to_be_visible()


def _presses_tab_until(page, box):
    for _number in range(20):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            return
    raise AssertionError("the keyboard does not get there")


def test_an_editor_chooses_by_keyboard_when_people_meet(desk):
    editor = desk("editor")
    page = editor.page
    editor.opens("Sample meeting", "Meetings", "Support")
    chosen = page.locator("[name=repeats]:checked")
    expect(chosen).to_have_value("weekly")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_value("monthly-weekday")
    for name in ("Saturday", "First", "Last"):
        box = page.get_by_role("checkbox", name=name, exact=True)
        _presses_tab_until(page, box)
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    page.get_by_role("textbox", name="Title").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    editor.opens("Sample meeting", "Meetings", "Support")
    expect(chosen).to_have_value("monthly-weekday")
    for name in ("Saturday", "First", "Last"):
        expect(page.get_by_role("checkbox", name=name, exact=True)).to_be_checked()
    expect(page.locator("[name=recurrence]")).to_have_value("")


def test_without_script_the_fields_of_a_rule_work_as_well(desk, browser, portals):
    session = desk("editor").page.context.storage_state()
    context = browser.new_context(
        java_script_enabled=False, storage_state=session, base_url=portals["desk"]
    )
    page = context.new_page()
    page.goto("/admin/snippets/organizations/meeting/")
    page.get_by_role("link", name="Sample meeting", exact=True).click()
    page.get_by_role("radio", name="Every year").check()
    for box in page.locator("[name=weekdays], [name=positions]").all():
        box.uncheck()
    page.locator("[name=interval]").fill("2")
    page.locator("button[type=submit]", has_text="Save draft").click()
    page.goto("/admin/snippets/organizations/meeting/")
    page.get_by_role("link", name="Sample meeting", exact=True).click()
    expect(page.get_by_role("radio", name="Every year")).to_be_checked()
    expect(page.locator("[name=interval]")).to_have_value("2")
    expect(page.locator("[name=recurrence]")).to_have_value("")
    context.close()
