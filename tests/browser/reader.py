"""Somebody who reads a phone's screen and presses keys of a keyboard, and nothing else."""

import re

FOCUSED = re.compile(r'- \'?(?P<role>\w+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?')
# More Tabs than anybody would press before giving up.
PATIENCE = 80

FIELD = "textbox|searchbox|combobox|spinbutton"

IS_ON_SCREEN = """(words) => {
    const wanted = new RegExp(words, "i");
    const says = (element) => wanted.test((element.innerText ?? "").replace(/\\s+/g, " "));
    return [...document.body.querySelectorAll("*")].some((element) => {
        const box = element.getBoundingClientRect();
        const isThere = box.top >= 0 && box.top < innerHeight && box.height > 0;
        return isThere && says(element) && ![...element.children].some(says);
    });
}"""


class Reader:
    def __init__(self, page):
        self.page = page
        self.presses = self.typings = self.pages = 0

    def opens(self, address):
        self.page.goto(address)
        self.pages += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.presses += 1

    def types(self, text):
        self.page.keyboard.type(text)
        self.typings += 1

    def focus(self):
        """Role and name of what has the focus, as assistive technology is told them."""
        focused = self.page.locator(":focus")
        if not focused.count():
            return "", ""
        found = FOCUSED.match(focused.first.aria_snapshot())
        return (found["role"], found["name"] or "") if found else ("", focused.inner_text())

    def goes_to(self, role, name, back=False):
        """Tabs until something of this role and name has the focus."""
        met = []
        for _ in range(PATIENCE):
            met.append(self.focus())
            if re.fullmatch(role, met[-1][0]) and re.search(name, met[-1][1], re.IGNORECASE):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no {role} “{name}” among {met}")

    def enters(self):
        """Presses Enter on what leads to another place, and waits until it is there."""
        before = self.page.url.partition("#")[0]
        with self.page.expect_navigation():
            self.press("Enter")
        self.pages += self.page.url.partition("#")[0] != before

    def follows(self, name):
        self.goes_to("link", name)
        self.enters()

    def unfolds(self, words):
        """Tabs to the line that unfolds something, and presses Enter."""
        for _ in range(PATIENCE):
            if self.page.locator("summary:focus").filter(has_text=words).count():
                self.press("Enter")
                return
            self.press("Tab")
        raise AssertionError(f"nothing that unfolds says “{words}”")

    def skips(self):
        """Past the head of the page, to what it is about."""
        self.press("Tab")
        assert re.search("skip", self.focus()[1], re.IGNORECASE)
        self.enters()

    def answers(self, name, text):
        """Goes to a field by its label, and types; a list chooses by the first letters."""
        self.goes_to(FIELD, name)
        self.types(text)

    def reads(self, words):
        """Turns the screen's pages down until these words are on it."""
        for _ in range(PATIENCE):
            if self.page.evaluate(IS_ON_SCREEN, words):
                return
            before = self.page.evaluate("scrollY")
            self.press("PageDown")
            self.page.wait_for_function("before => scrollY !== before", arg=before)
        raise AssertionError(f"“{words}” is nowhere on {self.page.url}")

    def sees(self, words):
        text = " ".join(self.page.locator("body").inner_text().split())
        return re.search(words, text, re.IGNORECASE) is not None
