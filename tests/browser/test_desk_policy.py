"""The editors' desk under a policy without inline scripts or styles, in a real browser.

Whatever Wagtail would start by an inline script must start all the same; no page of the desk may
speak to another host.
"""

import base64
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django_otp.oath import totp

from tests.gate import exhaustive, first_in_gate

from .filling import OTHER_SUPERUSER, SUPERUSER, THEIR_PASSWORD

# Of a computer that has much else to do; nothing waits for as long as this.
PATIENCE = 60_000
PAGES = "/admin/snippets/conditions/condition/"
# What Wagtail has for page trees, pictures and files, which the portal does not use.
UNUSED = re.compile(r"/admin/(pages|choose-page|images|documents|collections|bulk)/")
# One address of each kind: what changes from one to the next is a number or a name.
KIND = re.compile(r"/(\d+|[0-9a-f-]{36})(?=/)")


@pytest.fixture(scope="module")
def origin(portals):
    return portals["policy"]


@pytest.fixture(scope="module")
def page(origin, tab):
    """A browser in which somebody has signed in through the form."""
    with tab(viewport={"width": 1400, "height": 1000}, base_url=origin) as page:
        page.set_default_timeout(PATIENCE)
        sign_in(page)
        page.wait_for_url("**/admin/")
        yield page


@pytest.fixture(autouse=True)
def conduct(page):
    page.conduct.forget()
    yield
    nothing_wrong(page)


def sign_in(page, name=SUPERUSER):
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", THEIR_PASSWORD)
    page.keyboard.press("Enter")


def nothing_wrong(page):
    violations = page.evaluate("window.watched?.violations ?? []")
    found = [*page.conduct.elsewhere, *page.conduct.complaints, *violations]
    assert not found, f"{page.url}: {found}"


def show(page, address):
    """Opens a page of the desk and waits until its scripts have begun."""
    answer = page.goto(address)
    # A preview, or the word that there is none yet, has none of Wagtail's scripts.
    if page.locator("script[src*='wagtailadmin/js/core']").count():
        page.locator("body.ready").wait_for()
    return answer


def short_page(page):
    """The address of a page whose form is soon there: it has few statements."""
    show(page, f"{PAGES}?q=fibromyalgia")
    return page.locator(f"main a[href^='{PAGES}edit/']").first.get_attribute("href")


# Some of the menu, or every kind there is.
@pytest.mark.parametrize("pages", first_in_gate(6, 1000))
def test_no_page_of_the_desk_breaks_its_policy_or_speaks_to_another_host(page, origin, pages):
    waiting, seen, met = ["/admin/"], Counter(), []
    while waiting and len(met) < pages:
        address = waiting.pop(0)
        kind = KIND.sub("/N", urlsplit(address).path)
        if seen[kind] or UNUSED.match(address) or "logout" in kind or "export=" in address:
            continue
        seen[kind] += 1
        answer = show(page, address)
        met.append((kind, answer.status))
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy.split("; ")
        assert not re.search("-src (?!'(self|none)')|unsafe|nonce|https?:", policy)
        nothing_wrong(page)
        links = page.evaluate("[...document.links].map((link) => link.href)")
        desk = f"{origin}/admin/"
        waiting += [link.removeprefix(origin) for link in links if link.startswith(desk)]
    assert [page for page in met if page[1] != 200] == []
    if waiting:
        assert len(met) == pages
        return
    for kind in (
        "account",
        "users/edit/N",
        "reports/site-history",
        "reports/sign-ins",
        "workflows/edit/N",
        "snippets/conditions/condition/edit/N",
        "snippets/conditions/guide/add",
        "snippets/conditions/condition/history/N",
    ):
        assert seen[f"/admin/{kind}/"], kind


@exhaustive
def test_dates_are_chosen_from_a_calendar(page):
    show(page, short_page(page))
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.locator("#id_go_live_at").click()
    page.locator(".xdsoft_datetimepicker:visible td.xdsoft_date:not(.xdsoft_disabled)").last.click()
    assert re.match(r"\d{4}-\d\d-\d\d", page.locator("#id_go_live_at").input_value())


def test_names_are_added_and_pages_chosen(page):
    show(page, short_page(page))
    page.get_by_role("tab", name="Names").click()
    before = page.locator("[id^=id_names-][id$=-name]").count()
    page.locator("#id_names-ADD").click()
    assert page.locator("[id^=id_names-][id$=-name]").count() == before + 1
    page.get_by_role("tab", name="About this page").click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    chosen = page.locator("a[data-chooser-modal-choice]").nth(1)
    name = chosen.inner_text()
    chosen.click()
    page.locator("[data-chooser-title]:visible", has_text=name).wait_for()


@exhaustive
def test_a_statement_is_added_to_a_new_page(page):
    show(page, f"{PAGES}add/")
    page.locator("button.c-sf-add-button:visible").first.click()
    page.get_by_role("option", name="Statement").first.click()
    page.locator("textarea[name^=body-0-value]").first.wait_for()


def test_the_preview_shows_the_public_page_in_its_frame(page):
    show(page, short_page(page))
    title = page.locator("#id_name").input_value()
    page.get_by_role("button", name="Toggle preview").click()
    # Wagtail loads it beside the frame that it then takes the place of.
    preview = page.locator("iframe[title=Preview]").last.content_frame
    preview.get_by_role("heading", level=1, name=title).wait_for()


@exhaustive
def test_a_task_of_a_workflow_is_chosen(page):
    show(page, "/admin/workflows/list/")
    show(page, page.locator("main a[href*='/workflows/edit/']").first.get_attribute("href"))
    page.locator("#id_workflow_tasks-ADD").click()
    page.locator(".task-chooser [data-chooser-action-choose]:visible").last.click()
    page.get_by_role("tab", name="Existing").click()
    page.locator("a.task-choice").first.click()
    page.locator(".task-chooser [data-chooser-title]:visible").nth(2).wait_for()


def test_a_draft_is_saved_and_compared_with_what_is_public(page):
    address = short_page(page)
    show(page, address)
    page.locator("#id_summary").fill("Another sentence for lists.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
    history = address.replace("/edit/", "/history/")
    show(page, f"{history}revisions/compare/live...latest/")
    page.get_by_text("Another sentence for lists.").first.wait_for()


def test_the_server_tells_where_a_sign_in_came_from(page):
    show(page, "/admin/reports/sign-ins/")
    row = page.locator("main tr", has_text=SUPERUSER).first
    row.get_by_text("127.0.0.1", exact=True).wait_for()


def test_the_second_step_is_switched_on_and_asked_for(origin, tab):
    with tab(base_url=origin) as page:
        page.set_default_timeout(PATIENCE)
        sign_in(page, OTHER_SUPERUSER)
        page.wait_for_url("**/admin/")
        show(page, "/admin/two-factor/")
        page.fill("[name=password]", THEIR_PASSWORD)
        page.get_by_role("button", name="Turn it on").click()
        picture = page.locator("svg.segno").bounding_box()
        assert picture["width"] >= 200
        letters = page.locator("code").inner_text().replace(" ", "")
        page.fill("[name=code]", f"{totp(base64.b32decode(letters)):06d}")
        page.get_by_role("button", name="Confirm").click()
        page.get_by_role("heading", name="Your recovery codes").wait_for()
        codes = page.locator("code").all_inner_texts()
        assert len(codes) == 10
        nothing_wrong(page)
        page.context.clear_cookies()
        sign_in(page, OTHER_SUPERUSER)
        page.wait_for_url("**/two-factor/code/**")
        page.fill("[name=code]", codes[0])
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/admin/")
        nothing_wrong(page)


@exhaustive
def test_the_second_step_needs_no_script(origin, browser):
    context = browser.new_context(base_url=origin, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sign_in(page)
    page.wait_for_url("**/admin/")
    page.goto("/admin/two-factor/")
    page.fill("[name=password]", THEIR_PASSWORD)
    page.get_by_role("button", name="Turn it on").click()
    page.locator("svg.segno").wait_for()
    context.close()
