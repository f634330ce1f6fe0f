"""The pictures that other sites show beside a link to a page of ours: one for each kind of page.

They have no words, because what shows them writes the title of the page below. Those sites take no
SVG, so a browser draws them (Playwright and Chromium, which the tests need as well).
"""

import shutil

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

FOLDER = settings.BASE_DIR / "static" / "share"
SIZE = {"width": 1200, "height": 630}
# As in static/icon.svg.
ICON = (
    '<path d="M8 26V7h16v19" fill="none" stroke="#fff" stroke-width="3"/>'
    '<path d="M13 26V12h7v14" fill="#f5b942"/>'
)
# Each in a square of 32.
DRAWINGS = {
    "portal": "",
    # A list on a clipboard.
    "study": '<path d="M7 7h18v21H7z M12 4h8v5h-8z"/><path class="light" d="m11 15 1.5 1.5L15 14'
    'm-4 7 1.5 1.5L15 20"/><path d="M18 15.5h4M18 21.5h4"/>',
    # A person, with the muscles that are often weak first.
    "disease": '<circle cx="16" cy="6" r="3.2"/><path d="M10 13h12M16 12v8M16 20l-3.5 9M16 20'
    'l3.5 9M10 13l-1.5 8M22 13l1.5 8"/><path class="light" d="M10 13l-.7 4M22 13l.7 4'
    'M15.2 22l-1.4 3.6M16.800 22l1.4 3.6"/>',
    # An open book.
    "guide": '<path d="M16 9c-3-2.5-7-3-11-3v18c4 0 8 .5 11 3 3-2.5 7-3 11-3V6c-4 0-8 .5-11 3z'
    'M16 9v18"/><path class="light" d="M9 12c1.5.1 2.5.3 3.5.7M9 16.5c1.5.1 2.5.3 3.5.7"/>',
    # People beside each other.
    "group": '<circle cx="8" cy="12" r="3"/><circle cx="24" cy="12" r="3"/><path d="M3 26v-3'
    'a5 5 0 0 1 6-5M29 26v-3a5 5 0 0 0-6-5"/><g class="light"><circle cx="16" cy="10.5" r="3.5"/>'
    '<path d="M10 27v-4a6 6 0 0 1 12 0v4"/></g>',
    # A calendar.
    "meeting": '<path d="M5 8h22v20H5zM5 14h22M11 4v6M21 4v6"/>'
    '<path class="light" d="M10 19h3v3h-3z"/>',
}


class Command(BaseCommand):
    help = "Draws static/share/*.png again, after a change to the drawings in this command."

    def handle(self, **options):
        from playwright.sync_api import sync_playwright

        chromium = shutil.which("chromium") or shutil.which("chromium-headless-shell")
        if chromium is None:
            raise CommandError("This needs Chromium.")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE)
            for kind, drawing in DRAWINGS.items():
                page.set_content(_picture(drawing))
                page.screenshot(path=FOLDER / f"{kind}.png")
            browser.close()


def _picture(drawing: str) -> str:
    """The icon of the portal, and a drawing beside it; the icon alone in the middle."""
    left = 450 if not drawing else 205
    return f"""
      <style>
        body {{ margin: 0; }}
        .drawing {{ fill: none; stroke: #fff; stroke-width: 1.6; stroke-linejoin: round;
                    stroke-linecap: round; }}
        .light, .light * {{ stroke: #f5b942; }}
      </style>
      <svg width="1200" height="630" viewBox="0 0 1200 630">
        <rect width="1200" height="630" fill="#17465a"/>
        <svg x="{left}" y="165" width="300" height="300" viewBox="0 0 32 32">{ICON}</svg>
        <svg class="drawing" x="665" y="145" width="330" height="330" viewBox="0 0 32 32">
          {drawing}
        </svg>
      </svg>"""
