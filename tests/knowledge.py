"""Invented pages of knowledge, as editors would have published them."""

import datetime as dt

from conditions.models import Condition, GlossaryTerm, Guide, Reference

SOURCE = "https://example.org/source"


def reference(url=SOURCE, **values):
    values = {"title": "An Invented Source", "publisher": "Example Institute"} | values
    return Reference.objects.get_or_create(url=url, defaults=values)[0]


def statement(text, *sources, **values):
    """A statement is checked where it names a source, unless it says otherwise."""
    sources = [source.pk for source in sources]
    bare = {"label": "", "point": False, "checked": bool(sources), "expires_on": None}
    return ("statement", bare | {"text": text, "references": sources} | values)


def section(name):
    return ("section", name)


def heading(text):
    return ("heading", text)


def condition(slug="dermatomyositis", *body, **values):
    values = {
        "name": slug.replace("-", " ").capitalize(),
        "kind": "subtype",
        "summary": f"An invented sentence on {slug}.",
    } | values
    return _publish(Condition(slug=slug, body=_stream(body), **values))


def guide(slug="placebo", *body, **values):
    values = {
        "title": slug.replace("-", " ").capitalize(),
        "summary": f"An invented sentence on {slug}.",
    } | values
    about = values.pop("about", [])
    page = Guide(slug=slug, body=_stream(body), **values)
    page.about = about
    return _publish(page)


def term(word, meaning="An invented meaning of it.", **values):
    references = values.pop("references", [])
    slug = values.pop("slug", word.lower().replace(" ", "-"))
    row = GlossaryTerm(
        term=word, slug=slug, meaning=meaning, category=values.pop("category", "test"), **values
    )
    row.references = references
    return _publish(row)


def signed(page, by="Dr. Example, rheumatologist", days=365):
    """With a clinician's signature whose next review is due in so many days."""
    page.sign(by, dt.date.today() + dt.timedelta(days=days))
    page.save()
    return page


def _stream(body):
    return [{"type": kind, "value": value} for kind, value in body]


def _publish(page):
    page.save()
    page.save_revision().publish()
    page.refresh_from_db()
    return page
