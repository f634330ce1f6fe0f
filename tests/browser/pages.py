"""Every page in every state that a reader can meet, and how it is looked at."""

from dataclasses import dataclass
from itertools import product

from django.urls import Resolver404, resolve

from . import knowledge, records

SIZES = {"phone": (320, 640), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
LOOKS = tuple(product(SIZES, SCHEMES))
# Each size and each scheme once. `make test-exhaustive` looks in the others, too.
TWO_LOOKS = (("phone", "light"), ("desktop", "dark"))


@dataclass(frozen=True)
class State:
    name: str
    address: str
    status: int = 200
    portal: str = "whole"
    # The address of a study that was saved on this device before.
    saves: str = ""

    def __str__(self):
        return self.name


def trial(number):
    return f"/trials/{number}/"


def disease(slug):
    return f"/conditions/{slug}/"


FILTERED = (
    "/trials/?q=tablets&condition=inclusion-body-myositis&place=15213&within=250&age=60"
    "&status=all&phase=PHASE2,PHASE3&asks=tablet&type=INTERVENTIONAL&sort=distance"
)
COMPARED = "/trials/compare/?" + "&".join(
    f"id={number}" for number in (records.IBM, records.JUVENILE, records.STOPPED, records.LONG)
)
_STATES = (
    State("home", "/"),
    State("home-stale", "/", portal="stale"),
    State("home-samples", "/", portal="samples"),
    State("home-volunteer", "/?for=volunteer"),
    State("use-our-data", "/data/"),
    State("api-reference", "/data/api/"),
    State("write-snippet", "/data/embed/?condition=dermatomyositis&n=3"),
    State("home-first-start", "/", portal="first"),
    State("list", "/trials/"),
    State("list-page-2", "/trials/?page=2"),
    State("list-volunteer", "/trials/?for=volunteer&condition=inclusion-body-myositis&place=15213"),
    State("list-filtered", FILTERED),
    State("list-closed-too", "/trials/?status=all&condition=inclusion-body-myositis"),
    State("list-empty", "/trials/?q=zebra&place=Lyon"),
    State("list-errors", "/trials/?age=old&place=Springfield&within=3&colour=red&q=inclusion"),
    State("list-mended-words", "/trials/?q=juvenile+dermatomiositis+near+me"),
    State("list-emergency", "/trials/?q=myositis+cannot+swallow"),
    State("list-despair", "/trials/?q=i+want+to+die"),
    State("list-mentions", "/trials/?about=mention"),
    State("list-all-muscle", "/trials/?about=muscle&status=all&page=2"),
    State("list-stale", "/trials/", portal="stale"),
    State("list-samples", "/trials/", portal="samples"),
    State("list-first-start", "/trials/", portal="first"),
    State("trial-open", trial(records.IBM)),
    State("trial-open-near", trial(records.IBM) + "?place=15213"),
    State("trial-open-place-unclear", trial(records.IBM) + "?place=Springfield"),
    State("trial-fit", trial(records.IBM) + "fit/"),
    State("trial-call-sheet", trial(records.IBM) + "print/?doctor=1"),
    State("trials-fit", "/trials/fit/?condition=inclusion-body-myositis&place=15213"),
    State("short-list", f"/trials/print/?q={records.IBM}+{records.CLOSED}&place=15213"),
    State("trial-report", trial(records.IBM) + "wrong/"),
    State("trial-report-thanks", trial(records.IBM) + "wrong/thanks/"),
    State("map-of-study", trial(records.IBM) + "map/?place=15213"),
    State("map-of-study-near", trial(records.IBM) + "map/?zoom=5&lat=40.4&lon=-80"),
    State("map-nowhere", trial(records.LONG) + "map/"),
    State("map-of-search", "/trials/map/?status=all&place=15213"),
    State("map-of-search-near", "/trials/map/?zoom=6&lat=40.4&lon=-80"),
    State("map-of-organizations", "/organizations/map/"),
    State("research", "/research/"),
    State("research-chosen", "/research/?medicine=other&phase=2"),
    State("compare", COMPARED + "&place=15213"),
    State("compare-problems", COMPARED + "&id=NCT00000000&id=tablets&place=Springfield"),
    State("compare-none", "/trials/compare/"),
    State("trial-juvenile", trial(records.JUVENILE)),
    State("trial-stopped", trial(records.STOPPED)),
    State("trial-completed", trial(records.CLOSED)),
    State("trial-mention", trial(records.MENTION)),
    State("trial-dystrophy", trial(records.DYSTROPHY)),
    State("trial-missing", trial(records.MISSING)),
    State("trial-gone", trial(records.GONE), 410),
    State("trial-hostile", trial(records.HOSTILE)),
    State("trial-long", trial(records.LONG)),
    State("trial-not-found", trial("NCT00000000"), 404),
    State("trial-sample", trial("NCT99000001"), portal="samples"),
    State("not-found", "/nothing/", 404),
    State("how-we-read", "/how-we-read-trials/"),
    State("status", "/status/"),
    State("status-stale", "/status/", portal="stale"),
    State("status-updating", "/status/", portal="first"),
    State("no-database", "/", 503, portal="broken"),
    State("failure", "/broken/", 500, portal="broken"),
    State("bad-request", "/bad/", 400, portal="broken"),
    State("forbidden", "/forbidden/", 403, portal="broken"),
    State("about", "/about/"),
    State("about-no-database", "/about/", portal="broken"),
    State("urgent", "/urgent/"),
    State("urgent-no-database", "/urgent/", portal="broken"),
    State("privacy", "/privacy/"),
    State("accessibility", "/accessibility/"),
    State("conditions", "/conditions/"),
    State("conditions-empty", "/conditions/", portal="first"),
    State("condition-never-reviewed", disease("inclusion-body-myositis")),
    State("condition-long", disease("antisynthetase-syndrome")),
    State("condition-none-open", disease("polymyositis")),
    State("condition-neighbour", disease("muscular-dystrophy")),
    State("condition-overdue", disease(knowledge.OVERDUE)),
    State("condition-expired", disease(knowledge.EXPIRED)),
    State("condition-signed", disease(knowledge.SIGNED)),
    State("condition-not-found", disease("nothing"), 404),
    State("guides", "/guides/"),
    State("guide-medical", "/guides/steroids/"),
    State("guide-practical", "/guides/understanding-clinical-trials/"),
    State("guide-with-scale", "/guides/my-test-results/?ck=4500&limit=195"),
    State("guide-with-figures", "/guides/outlook-in-figures/"),
    State("tracker", "/tracker/"),
    State("glossary", "/glossary/"),
    State("glossary-found", "/glossary/?q=phase&category=trial"),
    State("glossary-nothing", "/glossary/?q=zebra"),
    State("glossary-wrong", "/glossary/?category=colour"),
    State("glossary-empty", "/glossary/", portal="first"),
    State("corrections", "/corrections/"),
    State("corrections-empty", "/corrections/", portal="first"),
    State("organizations", "/organizations/"),
    State("organizations-nearest", "/organizations/?q=zebra&country=Germany"),
    State("organizations-none", "/organizations/", portal="first"),
    State("organization-to-call", "/organizations/tma/"),
    State("organization-unchecked", "/organizations/msu/"),
    State("report-what-is-wrong", "/organizations/tma/wrong/1/"),
    State("report-thanks", "/organizations/tma/wrong/thanks/"),
    State("meetings", "/organizations/meetings/"),
    State("meetings-in-a-zone", "/organizations/meetings/?tz=Asia/Kathmandu&language=de"),
    State("meetings-none-fits", "/organizations/meetings/?way=in-person&language=en&tz=Mars"),
    State("meetings-empty", "/organizations/meetings/", portal="first"),
    State("meeting", "/organizations/meetings/1/"),
    State("meeting-in-a-zone", "/organizations/meetings/1/?tz=Australia/Lord_Howe"),
    State("meeting-not-found", "/organizations/meetings/999/", 404),
    State("search", "/search/?q=dermatomyositis+trials"),
    State("search-answer", "/search/?q=difference+between+ibm+and+polymyositis"),
    State("search-word", "/search/?q=what+is+CK"),
    State("search-number", "/search/?q=myositis+association+phone+number"),
    State("search-urgent", "/search/?q=trouble+swallowing"),
    State("search-unclear", "/search/?q=DM2+trials"),
    State("search-nothing", "/search/?q=zebra"),
    State("search-empty", "/search/"),
    State("search-first-start", "/search/?q=dermatomyositis", portal="first"),
    State("saved", "/saved/"),
    State("saved-one", "/saved/", saves=trial(records.IBM)),
    State("design", "/design/", portal="debug"),
)


def _is_there(state):
    # What only DEBUG has is not to be seen from here.
    if state.status != 200 or state.portal == "debug":
        return True
    try:
        resolve(state.address.partition("?")[0])
    except Resolver404:
        return False
    return True


STATES = tuple(filter(_is_there, _STATES))
# The first state of each kind of page, which the word before the hyphen names.
_KINDS = {state.name.partition("-")[0]: state for state in reversed(STATES)}
FIRST_OF_ITS_KIND = frozenset(_KINDS.values())
# Others that show what no first one does: what went wrong, what is hostile, what is kept.
_TELLING = {
    *("home-first-start", "home-samples", "list-filtered", "list-errors", "list-emergency"),
    *("trial-fit", "trial-call-sheet", "trial-hostile", "trial-long", "trial-gone"),
    *("condition-long", "search-answer", "urgent-no-database", "saved-one"),
}
# Kinds with nothing but text, a table or one form in the frame that all pages have.
_PLAIN = {
    *("use-our-data", "api-reference", "write-snippet", "short-list", "trials-fit", "research"),
    *("how-we-read", "status", "privacy", "accessibility", "about", "corrections", "design"),
    *("not-found", "bad-request", "forbidden", "report-what-is-wrong", "guides", "conditions"),
}


def is_in_gate(state):
    """Whether `make test` looks at a state; `make test-exhaustive` looks at the others."""
    return (state in FIRST_OF_ITS_KIND and state.name not in _PLAIN) or state.name in _TELLING
