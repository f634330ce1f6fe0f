"""Parts of ours in a page of somebody else, on another port: as frames, and by the script."""

import html
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.gate import first_in_gate

HEAD = '<!doctype html><html lang="en"><title>A charity</title><h1>A charity</h1>'
STUDY = "NCT99000102"
PARTS = {
    "Search": "/embed/search/?theme={}",
    "List": "/embed/studies/?status=all&near=on&theme={}",
    "One": f"/embed/study/{STUDY}/?text=large&theme={{}}",
    "None": "/embed/study/NCT00000000/?theme={}",
}


def frames(origin, theme):
    return "".join(
        f'<iframe src="{html.escape(origin + path.format(theme))}" title="{title}" width="320"'
        ' height="900"></iframe>'
        for title, path in PARTS.items()
    )


SCRIPT = """
<div data-myositis="studies" data-condition="dermatomyositis" data-n="3" data-height="700"></div>
<div data-myositis="study" data-number="NCT99000102"></div>
<div data-myositis="nonsense" data-height="x"></div>
<script src="{0}/embed/widget.js"></script>
"""


@pytest.fixture
def foreign(portals):
    """Serves a page of somebody else, at another origin."""
    pages = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = (HEAD + pages.get(self.path, "")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy := pages.get("policy"):
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def address(body, policy=None):
        pages["/"], pages["policy"] = body, policy
        return f"http://127.0.0.1:{server.server_port}/"

    yield address
    server.shutdown()
    server.server_close()


def frames_of(page):
    return [frame for frame in page.frames if "/embed/" in frame.url]


@pytest.mark.parametrize("theme", first_in_gate("light", "dark"))
def test_every_part_shows_in_a_foreign_page_and_axe_finds_nothing(tab, portals, foreign, theme):
    with tab() as page:
        page.goto(foreign(frames(portals["whole"], theme)), wait_until="networkidle")
        assert len(frames_of(page)) == len(PARTS)
        for frame in frames_of(page):
            assert frame.locator("h1").count() == 1
            wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert frame.evaluate(wide), frame.url
            sizes = frame.evaluate(
                "[...document.querySelectorAll('main a, button, input:not([type=hidden])')]"
                ".map((one) => one.getBoundingClientRect().height)"
            )
            assert [size for size in sizes if size < 44] == []
            frame.evaluate(AXE_SCRIPT)
            rules = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'best-practice']})"
            wrong = frame.evaluate(f"{rules}.then(found => found.violations.map(one => one.id))")
            assert wrong == [], frame.url
        assert page.context.cookies() == []


def test_a_reader_asks_for_a_town_inside_the_frame(tab, portals, foreign):
    with tab() as page:
        page.goto(foreign(frames(portals["whole"], "light")), wait_until="networkidle")
        frame = page.frame_locator("iframe[title=List]")
        frame.get_by_label("Open near you: your city or postal code").fill("Boston")
        frame.get_by_role("button", name="Show").click()
        frame.get_by_text("mi").first.wait_for()
        assert page.url.startswith("http://127.0.0.1:")
        assert "A charity" in page.title()


def test_the_script_writes_the_same_frames(tab, portals, foreign):
    with tab() as page:
        page.goto(foreign(SCRIPT.format(portals["whole"])), wait_until="networkidle")
        sources = [one.get_attribute("src") for one in page.locator("iframe").all()]
        assert [source.removeprefix(portals["whole"]) for source in sources] == [
            "/embed/studies/?condition=dermatomyositis&n=3",
            f"/embed/study/{STUDY}/",
            "/embed/studies/",
        ]
        heights = [one.get_attribute("height") for one in page.locator("iframe").all()]
        assert heights == ["700", "600", "600"]
        page.frame_locator("iframe").first.locator("h1").wait_for()
        assert page.context.cookies() == []


def test_the_script_keeps_to_the_strictest_policy_of_a_foreign_page_and_axe_finds_nothing(
    browser, portals, foreign
):
    ours = portals["whole"]
    # Axe is run by the test, past the policy.
    policy = f"default-src 'none'; script-src {ours}; frame-src {ours}"
    # Not in a tab: Chromium may complain that it blocks the script of tabs in our frames.
    with closing(browser.new_context()) as context:
        page = context.new_page()
        complaints = []
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(foreign(SCRIPT.format(ours), policy), wait_until="networkidle")
        assert len(frames_of(page)) == page.locator("iframe").count() == 3
        assert page.frame_locator("iframe").first.locator("h1").count() == 1
        # The browser asks for a picture of the foreign site by itself.
        assert [said for said in complaints if "favicon" not in said] == []
        page.evaluate(AXE_SCRIPT)
        rules = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'best-practice']})"
        found = page.evaluate(f"{rules}.then(found => found.violations)")
        # The charity's own page has no landmarks; that is not ours to mend.
        ids = {one["id"] for one in found}
        assert ids <= {"region", "landmark-one-main"}, ids


def test_a_foreign_page_cannot_frame_our_other_pages(tab, portals, foreign):
    body = f'<iframe src="{portals["whole"]}/trials/" title="All"></iframe>'
    with tab() as page:
        page.goto(foreign(body), wait_until="networkidle")
        [frame] = page.frames[1:]
        assert "trials" not in frame.url
