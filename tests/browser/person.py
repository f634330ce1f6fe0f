"""Somebody at the desk in the browser: she reads the screen and presses what it offers."""

import re

from playwright.sync_api import expect

from .people import PASSWORD, SIGNED_BY

SCREEN = {"width": 1280, "height": 900}

# The page looks a while at its form before it calls anything a change.
WATCHES = """addEventListener("w-unsaved:watch-edits", () => {
    document.documentElement.dataset.watches = "";
})"""

SET = """(field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def sign_in(page, name, password=PASSWORD):
    page.get_by_label("Username").fill(name)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


class Person:
    """Somebody at the desk, who reads the screen and presses what it offers."""

    def __init__(self, page, origin, name):
        self.page, self.origin = page, origin
        page.add_init_script(WATCHES)
        self.goes_to("")
        if page.url != f"{origin}/admin/":
            sign_in(page, name)
            expect(page).to_have_url(f"{origin}/admin/")

    def goes_to(self, address):
        """An address of the desk."""
        self.page.goto(f"{self.origin}/admin/{address}")

    def opens(self, name, kind="Pages on diseases", menu="Pages"):
        """Find something in its list, by its name."""
        self.goes_to_the_list(kind, menu)
        self.page.get_by_role("link", name=name, exact=True).click()

    def goes_to_the_list(self, kind="Pages on diseases", menu="Pages"):
        main_menu = self.page.get_by_role("navigation", name="Main menu")
        main_menu.get_by_role("button", name=menu).click()
        main_menu.get_by_role("link", name=kind, exact=True).click()

    def begins(self, name):
        self.goes_to_the_list()
        self.page.get_by_role("link", name="Add page on a disease").first.click()
        expect(self.page.locator("html")).to_have_attribute("data-watches", "")
        self.page.get_by_role("textbox", name="Name*").fill(name)
        self.page.get_by_role("combobox", name="Kind").select_option("A type of myositis")
        self.page.get_by_role("textbox", name="Summary*").fill(f"{name} in one sentence.")
        self.inserts("Section").get_by_role("combobox").select_option("In short")
        # Then it saves itself as a draft; who is faster than that would make the page twice.
        expect(self.page).to_have_url(re.compile("/edit/"))

    def inserts(self, kind):
        blocks = self.page.get_by_role("region", name=re.compile(f"^{kind}"))
        before = blocks.count()
        self.page.get_by_role("button", name="Insert a block").last.click()
        self.page.get_by_role("option", name=kind).click()
        expect(blocks).to_have_count(before + 1)
        return blocks.last

    def writes(self, text, hide_on=None):
        statement = self.inserts("Statement")
        statement.get_by_role("textbox", name="Text*").fill(text)
        if hide_on:
            # Not by typing: that opens a calendar, which takes other menus along when it closes.
            field = statement.get_by_role("textbox", name="Hide it on")
            field.evaluate(SET, hide_on.isoformat())

    def rewrites_the_last(self, old, new):
        text = self.page.get_by_role("textbox", name="Text*").last
        expect(text).to_have_value(old)
        text.fill(new)

    def presses(self, name):
        """Of the buttons below the page, also of those that hide behind the arrow."""
        footer = self.page.get_by_role("navigation", name="Actions (footer)")
        button = footer.get_by_role("button", name=name, exact=True)
        # The page shows its first button at once, and what hides with it.
        footer.get_by_role("button").first.wait_for()
        if not button.is_visible():
            self.unfolds(footer.get_by_role("button", name="More actions"))
        button.click()

    def unfolds(self, button):
        """Show what hides behind a button."""
        # Before the page's script has reached the button, a press does nothing.
        expect(button).to_have_attribute("aria-expanded", "false")
        button.click()

    def chooses(self, what, words, name):
        """Find something in the window in which it is chosen."""
        self.page.get_by_role("button", name=f"Choose {what}").click()
        window = self.page.get_by_role("dialog")
        window.get_by_label("Search").fill(words)
        expect(window.locator("tbody tr")).to_have_count(1)
        window.get_by_role("link", name=name).click()
        expect(window).to_have_count(0)

    def submits(self):
        self.presses("Submit to Medical text")
        self.is_told("is saved, and waits now at the step")

    def saves(self):
        self.presses("Save draft")
        self.is_told("updated")

    def is_told(self, words):
        expect(self.page.get_by_role("status").first).to_contain_text(words)

    def signs(self, name):
        """Comes by the list of what awaits them, and signs on the page."""
        self.page.goto(f"{self.origin}/admin/")
        awaiting = self.page.get_by_role("region", name="Awaiting your review")
        awaiting.get_by_role("link", name=name, exact=True).click()
        self.presses("Approve and sign")
        window = self.page.get_by_role("dialog")
        window.get_by_role("textbox", name="Who signs").fill(SIGNED_BY)
        window.get_by_role("button", name="Approve and sign").click()
        self.is_told("Your answer is saved")
