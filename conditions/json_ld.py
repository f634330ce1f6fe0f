"""What pages say to search engines, in the words of schema.org: only what is true and checked."""

import json

from django.utils.safestring import SafeString

from . import markup
from .choices import CodeSystem, Kind, NameKind

_SYSTEMS = {
    CodeSystem.MESH: "MeSH",
    CodeSystem.ICD10CM: "ICD-10-CM",
    CodeSystem.ICD11: "ICD-11",
    CodeSystem.ORPHANET: "ORPHA",
    CodeSystem.GARD: "GARD",
}
# At least two questions make a list.
FEWEST_QUESTIONS = 2


def script(data: dict | None) -> SafeString:
    """A block of data for a page. Browsers do not run it; `<` would end it."""
    if not data:
        return SafeString("")
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return SafeString(f'<script type="application/ld+json">{text}</script>')


def of_condition(page, url: str) -> dict | None:
    """A disease. A page on several diseases, which has no code, is not one."""
    codes = [code for code in page.codes.all() if code.checked]
    if page.kind == Kind.NEIGHBOUR and not codes:
        return None
    disease = {"@type": "MedicalCondition", "name": page.name, "url": url}
    others = [name.name for name in page.names.all() if _is_said(name) and name.name != page.name]
    if others:
        disease["alternateName"] = others
    if codes:
        disease["code"] = [
            {"@type": "MedicalCode", "codeValue": code.value, "codingSystem": _SYSTEMS[code.system]}
            for code in codes
        ]
    return {"@type": "MedicalWebPage", "url": url, **_reviewed(page), "about": disease}


def of_guide(page, reading, url: str) -> dict | None:
    """Questions with their answers, if most headings are questions; only text that was checked."""
    headings = [part for part in reading.sections if part.heading]
    asked = [part for part in headings if str(part.heading).endswith("?")]
    questions = [
        {
            "@type": "Question",
            "name": part.heading,
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        }
        for part in asked
        if (answer := _checked_text(part))
    ]
    if len(questions) < FEWEST_QUESTIONS or len(asked) * 2 < len(headings):
        return None
    return {"@type": "FAQPage", "url": url, **_reviewed(page), "mainEntity": questions}


def _is_said(name):
    return name.kind in (NameKind.STANDARD, NameKind.ABBREVIATION, NameKind.LAY)


def _checked_text(part):
    certain = [statement for statement in part.statements if statement.is_certain]
    said = [
        one
        for at, one in enumerate(certain)
        # "Call today if:" says nothing without the list that follows it.
        if not markup.unmarked(one.text).endswith(":")
        or any(following.is_point for following in certain[at + 1 : at + 2])
    ]
    return " ".join(markup.unmarked(statement.text) for statement in said)


def _reviewed(page):
    """When a clinician signed exactly this text, if one did."""
    dates = {}
    if page.last_published_at:
        dates["dateModified"] = page.last_published_at.date().isoformat()
    if page.is_reviewed:
        dates["lastReviewed"] = page.reviewed_on.isoformat()
    return dates
