"""What we answer to questions on using the portal: where to do it, or that it does not exist."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from query.question import Question
from query.subjects import Subject

Links = list[tuple[str, str]]
# Pages that answer: {name of the address: what the link says}.
_PAGES = {
    "about": _("About this portal"),
    "accessibility": _("Accessibility"),
    "privacy": _("Privacy"),
    "saved": _("Saved on this device"),
    "conditions:corrections": _("Corrections"),
    "conditions:guides": _("All guides"),
    "conditions:tracker": _("Symptom and dose tracker, to print"),
    "organizations:list": _("All groups and helplines"),
    "trials:short-list": _("Type study numbers, and print them as one list"),
}
# {question, as in query/site.toml: (the answer, the pages to go to)}
_ANSWERS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "mistake": (
        _(
            "Please tell us. Next to each phone number and address of a group is the link “Wrong? "
            "Tell us.” Below the contacts of a study is the link “I called: it is closed, or a "
            "number is wrong.” For anything else, “Corrections” says where to write."
        ),
        ("conditions:corrections", "organizations:list"),
    ),
    "print": (
        _(
            "Pages on diseases, guides, and lists have a button to print them. A study’s page "
            "links to a call sheet to print, which also comes in large print. Your browser’s "
            "print command works on every page."
        ),
        ("trials:short-list", "conditions:tracker", "conditions:guides"),
    ),
    "save": (
        _(
            "Press “Save” on a study. It is kept in this browser, on this device only. “Saved on "
            "this device” lists your studies. You can also bookmark any page."
        ),
        ("saved",),
    ),
    "letters": (
        _(
            "Press “Large print” (Aa) at the top of any page. Your browser can make the text "
            "larger, too. For paper, each study has a call sheet in large print."
        ),
        ("accessibility",),
    ),
    "alerts": (
        _(
            "We send no e-mail and no other alerts, because we do not ask who you are. A feed "
            "reader, a program that looks for news, can tell you about new studies: give it the "
            "address of the feed."
        ),
        (),
    ),
    "privacy": (
        _(
            "We keep no list of what you search for, and we do not track anyone. “Privacy” says "
            "what is written down, and what can stay on your device."
        ),
        ("privacy",),
    ),
    "cookies": (_("We set no cookies for readers."), ("privacy",)),
    "share": (
        _(
            "Copy the address of the page and send it. The address holds what you searched for, so "
            "anyone who gets it can read that."
        ),
        ("saved", "privacy"),
    ),
    "language": (
        _(
            "This portal is in English only. Some groups and helplines speak other languages: you "
            "can filter the list by language."
        ),
        ("organizations:list",),
    ),
    "account": (
        _("You do not need an account or a password. What you save stays in your browser."),
        ("saved", "privacy"),
    ),
    "contact": (
        _(
            "“About this portal” says how to reach the people who run it. To talk to someone about "
            "myositis, look at the groups and helplines."
        ),
        ("about", "organizations:list"),
    ),
    "accessibility": (
        _(
            "Everything here works with the keyboard alone. “Accessibility” says what is tested, "
            "and what is not tested yet."
        ),
        ("accessibility",),
    ),
    "cost": (
        _(
            "This portal is free. It shows no ads, and it takes no money for clicks, calls, or "
            "names."
        ),
        ("about",),
    ),
}


def answers(question: Question) -> list[tuple[str, Links]]:
    """(what we say, the links below it) for each question on using the portal."""
    if Subject.SITE not in question.subjects:
        return []
    return [
        (str(_ANSWERS[name][0]), _links(name, question))
        for name in question.site
        if name in _ANSWERS
    ]


def _links(name: str, question: Question) -> Links:
    links = [(str(_PAGES[page]), reverse(page)) for page in _ANSWERS[name][1]]
    if name == "alerts":
        # The list and the feed keep the disease and the place that were named.
        asked = urlencode({"q": question.text})
        links += [
            (str(_("Studies that match your words")), f"{reverse('trials:list')}?{asked}"),
            (str(_("These studies as a feed (Atom)")), f"{reverse('trials-atom')}?{asked}"),
        ]
    return links
