"""A browser at the desk that presses what stands on a page, under CSRF checks; what a page says."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.test import Client
from django.test.client import ClientHandler
from django.utils.html import strip_tags

# What every form of the desk sends along, whatever is typed: its token, and the version it shows.
SENT_ALONG = ("csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at")
# Loading the middleware takes longer than most requests, so all browsers share it.
_handler = ClientHandler(enforce_csrf_checks=True)


@receiver(setting_changed)
def _load_the_middleware_again(**_kwargs):
    _handler._middleware_chain = None


def text_of(response) -> str:
    """The words of a page, without its tags, one space between them."""
    return " ".join(unescape(strip_tags(response.content.decode())).split())


class Browser(Client):
    """A client that is refused, as in production, wherever a form comes without its token."""

    def __init__(self, **options):
        super().__init__(enforce_csrf_checks=True, **options)
        self.handler = _handler

    def press(self, address, data=(), page=None, follow=False, **extra):
        """Open the page, and send the form on it that leads to the address, filled in with data.

        The page is the one at the address itself, where no other is named. The token of this very
        form goes along, and of a button on another page its other hidden fields.
        """
        form = form_to(address, self.get(page or address, **extra))
        assert form is not None, f"no form leads to {address} on {page or address}"
        return self._send(form, address, data, page, follow=follow, **extra)

    def send(self, address, data=(), headers=None, **extra):
        """Send by script, or by hand, with a right token."""
        headers = {"X-CSRFToken": self.token()} | (headers or {})
        return self.post(address, dict(data), headers=headers, **extra)

    def token(self):
        """A token that goes with this browser's cookie, as pages tell it to their scripts."""
        if settings.CSRF_COOKIE_NAME not in self.cookies:
            self.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
        return self.cookies[settings.CSRF_COOKIE_NAME].value

    def press_or_forge(self, address, data=(), page=None, **extra):
        """Press; where the page offers no such form, send it by hand with a right token.

        For tests of who may do what: it must be the view that refuses, not a missing button.
        """
        form = form_to(address, self.get(page or address, **extra))
        if form is not None:
            return self._send(form, address, data, page, **extra)
        return self.send(address, data, **extra)

    def _send(self, form, address, data, page, **extra):
        hidden = hidden_fields(form)
        if page is None:
            # A page that is edited: its other fields are for the test to fill in.
            hidden = {name: hidden[name] for name in hidden if name in SENT_ALONG}
        return self.post(address, hidden | dict(data), **extra)


def soup(answer):
    return BeautifulSoup(html_of(answer), "html.parser")


def html_of(answer) -> str:
    if answer.headers.get("Content-Type", "").startswith("application/json"):
        window = answer.json()
        return window.get("html") or window.get("htmlFragment", "")
    return answer.content.decode(errors="replace") if not answer.streaming else ""


def form_to(address, answer):
    """The form of a page that is sent to an address, or None."""
    here = answer.request["PATH_INFO"]
    for form in posting_forms(answer):
        target = urljoin(here, form.get("action") or here)
        if urlsplit(target).path == urlsplit(address).path:
            return form
    return None


_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)


def posting_forms(answer):
    """Those that a person sends, not those that a script asks with."""
    # To read the whole page would take several times as long.
    forms = [BeautifulSoup(text, "html.parser").form for text in _FORM.findall(html_of(answer))]
    return [
        form
        for form in forms
        if form.get("method", "get").casefold() == "post" and not form.get("data-w-swap-src-value")
    ]


def hidden_fields(form):
    return {
        field["name"]: field.get("value", "")
        for field in form.find_all("input", type="hidden")
        if field.get("name")
    }
