"""Registries of studies other than ClinicalTrials.gov, and how to recognize their numbers."""

import re
from dataclasses import dataclass
from urllib.parse import quote

# WHO's portal accepts numbers of all of them.
WHO = "https://trialsearch.who.int/"


@dataclass(frozen=True)
class Registry:
    # What it calls itself in English.
    name: str
    # How its numbers are written: complete ones, and those that lack a digit or a part.
    pattern: re.Pattern[str]
    # Its own search. "{}" is replaced by the number, if an address can contain it.
    search: str

    def address(self, number: str) -> str:
        digits = re.search(r"\d[\d-]*", number)
        return self.search.replace("{}", quote(digits[0] if digits else number, safe=""))


def _registry(name: str, pattern: str, search: str) -> Registry:
    return Registry(name, re.compile(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", re.IGNORECASE), search)


_N = r"[\s:#./_-]*"
# The first that fits: numbers of the new European registry look like those of the old one.
REGISTRIES = (
    _registry(
        "EU Clinical Trials Information System (CTIS)",
        rf"(?:(?:eu{_N}ctr?|ctis){_N}(?:number|no|nr)?{_N})?20\d\d[-\s]5\d{{5}}(?:[-\s]\d\d){{1,2}}"
        rf"|(?:eu[\s-]?ct|ctis){_N}(?:number|no|nr)?{_N}20\d\d[-\s]\d{{4,6}}(?:[-\s]\d\d)*",
        "https://euclinicaltrials.eu/ctis-public/search",
    ),
    _registry(
        "EU Clinical Trials Register (EudraCT)",
        rf"(?:(?:eudra-?ct|euctr){_N}(?:number|no|nr)?{_N})?20\d\d[-\s]\d{{6}}[-\s]\d\d(?:-[a-z]{{2,3}})?"
        rf"|(?:eudra-?ct|euctr){_N}(?:number|no|nr)?{_N}20\d\d[-\s]?\d{{4,6}}(?:[-\s]\d\d?)?",
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    ),
    _registry("ISRCTN registry", rf"isrctn{_N}\d{{5,10}}", "https://www.isrctn.com/search?q={}"),
    _registry(
        "German Clinical Trials Register (DRKS)", rf"drks{_N}\d{{5,10}}", "https://drks.de/search/en"
    ),
    _registry(
        "Japan Registry of Clinical Trials (jRCT)",
        rf"jrct{_N}s?\d{{7,12}}|japic{_N}cti{_N}\d{{5,8}}",
        "https://jrct.mhlw.go.jp/search",
    ),
    _registry(
        "UMIN Clinical Trials Registry (Japan)",
        rf"(?:jprn{_N})?umin(?:{_N}ctr)?{_N}[cr]?\d{{7,11}}",
        "https://www.umin.ac.jp/ctr/",
    ),
    _registry(
        "Australian New Zealand Clinical Trials Registry (ANZCTR)",
        rf"(?:actrn|anzctr){_N}\d{{10,16}}p?",
        "https://www.anzctr.org.au/trialsearch.aspx",
    ),
    _registry(
        "Chinese Clinical Trial Registry (ChiCTR)",
        rf"chictr{_N}(?:[a-z]{{2,6}}{_N})?\d{{8,12}}",
        "https://www.chictr.org.cn/searchprojEN.html",
    ),
    _registry(
        "Clinical Trials Registry – India (CTRI)",
        rf"ctri{_N}\d{{4}}{_N}\d{{1,3}}{_N}\d{{4,7}}",
        "https://ctri.nic.in/Clinicaltrials/advancesearchmain.php",
    ),
    _registry(
        "Clinical Research Information Service (CRIS, Korea)",
        rf"kct{_N}\d{{6,8}}",
        "https://cris.nih.go.kr/",
    ),
    _registry(
        "Pan African Clinical Trials Registry (PACTR)",
        rf"pactr{_N}\d{{12,17}}",
        "https://pactr.samrc.ac.za/",
    ),
    _registry("Iranian Registry of Clinical Trials (IRCT)", rf"irct{_N}\d{{9,}}(?:n\d+)?", WHO),
    _registry(
        "Thai Clinical Trials Registry (TCTR)",
        rf"tctr{_N}\d{{10,12}}",
        "https://www.thaiclinicaltrials.org/",
    ),
    _registry(
        "Brazilian Registry of Clinical Trials (ReBEC)",
        r"rbr[\s-]?\w{5,9}",
        "https://ensaiosclinicos.gov.br/",
    ),
    _registry(
        "Sri Lanka Clinical Trials Registry (SLCTR)", rf"slctr{_N}\d{{4}}{_N}\d{{2,4}}", "https://slctr.lk/"
    ),
    _registry(
        "Overview of Medical Research in the Netherlands (OMON)",
        rf"nl{_N}omon{_N}\d{{3,6}}|ntr{_N}\d{{3,5}}",
        "https://onderzoekmetmensen.nl/en",
    ),
    _registry(
        "Peruvian Clinical Trial Registry (REPEC)", r"per-\d{3}-\d{2,4}", WHO
    ),
    _registry("WHO's numbers for all registries", r"u?1111[-\s]\d{4}[-\s]\d{4}", WHO),
)  # fmt: skip


def numbers(text: str) -> list[tuple[str, Registry]]:
    """The numbers of other registries in a text, as they were typed, each with its registry."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    found: list[tuple[int, str, Registry]] = []
    for registry in REGISTRIES:
        for match in registry.pattern.finditer(text):
            found.append((match.start(), match[0].strip(), registry))
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return [
        (number, registry) for _start, number, registry in sorted(found, key=lambda one: one[0])
    ]
