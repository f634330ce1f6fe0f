"""Phone numbers and e-mail addresses in texts that sponsors wrote, as links that work.

The field for a phone number contains whatever a sponsor typed: two numbers, opening hours, "N/A". A
number becomes a link that dials; its extension and the words around it stay beside it as text.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Part:
    """A piece of the text, and what it opens when pressed: nothing for plain words."""

    text: str
    href: str = ""


# Texts that are in a field only because it must not be empty.
_STANDS_FOR_NOTHING = re.compile(
    r"(?:n\.?\s*/?\s*a|none|nil|null|no|not (?:available|applicable|provided|known|yet known|given)"
    r"|unknown|tb[acd]|pending|to be (?:announced|confirmed|determined)|[\W_]*|0+|x+)\.?",
    re.IGNORECASE,
)
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
# An extension and its digits: never dialed with the number, never a number by itself.
_EXTENSION = re.compile(
    r"(?:(?<![a-z])(?:extensions?|exten|extn?|ext|x|poste|anexo|int|interno|dw|durchwahl|apparat"
    r"|option|opt|press|ramal|toestel|wew|доб)(?![a-z])\.?|(?<=\d)x(?=\s?\d)|#|;\s?ext="
    r"|内线|内線|转|轉|分机|分機|내선"
    # In China an extension follows a dash after the eight digits of a number.
    r"|(?<=\d{8})-(?=\d{1,5}(?![\d-])))[\s:.=(]*\d[\d\s-]*",
    re.IGNORECASE,
)
# Digits that are not a number to call.
_NOT_DIALED = re.compile(
    r"(?:fax|telefax|pager|beeper|irb|protocol|study id|id)\b(?:\s*(?:number|no|nr))?[\s.:#]*"
    r"[+\d(][\d\s()./-]*"
    r"|(?<![\d+./-])(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.]\d\d?(?![\d/]|[.-]\d)"
    r"|(?<![\d+./-])\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d(?![\d/]|[.-]\d)"
    # Hours; in France a number of a phone may be written with dots: 01.55.50.10.00.
    r"|(?<![\d+./-])\d{1,2}[:.h]\d\d(?![\d.])(?:\s*(?:-|to)\s*\d{1,2}[:.h]\d\d\b)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;,|&\n]|\b(?:or|and|oder|und|ou|et|y|o|e)\b|\s(?=\+\d)", re.IGNORECASE)
# Not from the middle of something else that has letters and digits: U1111-1234-5678.
_RUN = re.compile(r"(?<![\w.@+])(?<!\d-)(?:\+\s?)?\(?\+?\d[\d\s().*/-]*\d(?![\w@])")
# 1-800-MYOSITIS: letters stand for the digits of a key. More of them than a number has are not
# dialed.
_VANITY = re.compile(
    r"(?<![\w+])(?:\+?1[\s.-]?)?\(?(8(?:00|33|44|55|66|77|88))\)?[\s.-]?"
    r"((?=[\d-]*[A-Z]{2})[A-Z\d]+(?:-[A-Z\d]+)*)(?!\w)"
)
# The same in small letters only where nothing else can be meant: 1-800-Flowers.
_SMALL_VANITY = re.compile(
    r"(?<![\w+])\+?1-8(?:00|33|44|55|66|77|88)-[a-z\d]+(?:-[a-z\d]+)*(?!\w)", re.IGNORECASE
)
# A letter that looks like the digits next to it.
_WITH_O = re.compile(r"(?<![^\W_])[\doO-]+(?![^\W_])")
_LETTER_I = re.compile(r"(?<=[\d-])[lI](?=[\d-])")
# What people type when a form requires a number.
_IN_A_ROW = "01234567890"
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NORTH_AMERICAN = re.compile(
    r"(?:\+?1[\s.-]*)?\(?[2-9]\d\d\)?[\s.-]*[2-9]\d\d[\s.-]*\d{4}(?!\d)"
    r"|(?:\+?1[\s.-]*)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)"
)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
# No field of the registry is this long; a longer text would only delay a page.
_LONGEST = 2000
# Countries whose numbers begin with a 0 only at home; Italian numbers keep it from abroad, too.
_ZERO_AT_HOME = re.compile(
    r"(2[07]|3[123]|4[01346]|49|55|6[012346]|8[1246]|9[0-58]|21[23]|234|249|25[456]|26[03]"
    r"|35[13589]|38[015679]|421|856|88[06]|96[1234678]|97[0127]|99[68])0(?!0)"
)
_KEEPS_ZERO = ("39", "378", "379")


def phone_parts(text: str | None, extension: str | None = "") -> list[Part]:
    """The text of a phone field, with its numbers as links; [] if it is empty."""
    text = _one_line(text)
    if _STANDS_FOR_NOTHING.fullmatch(text):
        return []
    parts = _with_mails(text, _with_numbers)
    extension = _one_line(extension)
    if any(part.href for part in parts) and not _STANDS_FOR_NOTHING.fullmatch(extension):
        parts += _extension_parts(extension, parts)
    return parts


def _extension_parts(extension, number):
    """The extension from its own field, unless it already follows the number."""
    digits, behind = re.sub(r"\D", "", extension), re.search(r"\d+\D*$", number[-1].text)
    if not number[-1].href and behind and digits == re.sub(r"\D", "", behind[0]):
        return []
    if dials(found := _with_whole_numbers(extension)):
        return [Part(" "), *found]
    if not re.search(r"[^\W\d_]", extension):
        extension = _("extension %(number)s") % {"number": extension}
    return [Part(f" {extension}")]


def mail_parts(text: str | None) -> list[Part]:
    """The text of an e-mail field, its addresses as links."""
    text = _one_line(text)
    return [] if _STANDS_FOR_NOTHING.fullmatch(text) else _with_mails(text, _as_words)


def name_parts(text: str | None) -> list[Part]:
    """A name; sponsors also write numbers and addresses into it."""
    return _with_mails(_one_line(text), _with_whole_numbers)


def dials(parts: list[Part]) -> bool:
    return any(part.href.startswith("tel:") for part in parts)


def dialed(number: str) -> str:
    """The digits of one number as a phone dials them, in the groups in which they were written."""
    number = _DASHES.sub("-", unicodedata.normalize("NFKC", number)).strip()
    is_international = number.lstrip("( ").startswith("+")
    groups = re.findall(r"\d+", number)
    digits = "".join(groups)
    if not is_international and (prefix := _prefix_abroad(digits)):
        groups = _without(groups, len(prefix))
        is_international = True
    if is_international:
        groups = _without_zero_at_home(groups, "(0)" in re.sub(r"\s", "", number))
    return ("+" if is_international else "") + "-".join(groups)


def _prefix_abroad(digits):
    """What is dialed before the code of a country, in Europe and much of the world; in America,
    where it could also be the start of a number at home."""
    if re.match(r"00[1-9]", digits) and len(digits) >= 10:
        return "00"
    if re.match(r"011[1-9]", digits) and len(digits) >= 13:
        return "011"
    return ""


def _without(groups, count):
    """The groups of digits without the given number of first digits."""
    found = []
    for group in groups:
        cut = min(count, len(group))
        count -= cut
        if group[cut:]:
            found.append(group[cut:])
    return found


def _without_zero_at_home(groups, is_marked):
    """From abroad +44 (0)20 is dialed +44 20."""
    digits = "".join(groups)
    if digits.startswith(_KEEPS_ZERO):
        return groups
    if is_marked and "0" in groups[1:]:
        at = groups.index("0", 1)
        return [*groups[:at], *groups[at + 1 :]]
    if match := _ZERO_AT_HOME.match(digits):
        return [match[1], *_without(groups, len(match[0]))]
    return groups


def _one_line(text):
    """Without invisible characters, which could change how the rest reads."""
    text = "" if text is None else str(text)[:_LONGEST]
    seen = "".join(
        " " if unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cc") else sign
        for sign in text
        if unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn")
    )
    return " ".join(seen.split())


def _as_words(text):
    return [Part(text)] if text else []


# Numbers


def _with_numbers(text, fewest=_FEWEST_DIGITS):
    spans = sorted(_numbers(text, fewest))
    parts, at, known = [], 0, set()
    for start, end, number in spans:
        if start < at or number in known:
            continue
        known.add(number)
        parts += _as_words(text[at:start])
        parts.append(Part(text[start:end], f"tel:{number}"))
        at = end
    return parts + _as_words(text[at:])


def _with_whole_numbers(text):
    """A name has other digits, too: only a number with its area code is one to call."""
    return _with_numbers(text, fewest=10)


def _numbers(text, fewest):
    """(start, end, what is dialed) of each number in a text."""
    # Full-width digits are digits. One character replaces one, so that positions stay the same.
    hidden = "".join(_simple(sign) for sign in _DASHES.sub("-", text))
    hidden = _LETTER_I.sub("1", _WITH_O.sub(_with_zeros, hidden))
    hidden = _SMALL_VANITY.sub(lambda match: match[0].upper(), hidden)
    for pattern in (_EXTENSION, _NOT_DIALED):
        hidden = pattern.sub(lambda match: "\0" * len(match[0]), hidden)
    for match in _VANITY.finditer(hidden):
        before, letters = hidden[match.start() : match.start(1)], match[2].replace("-", "")
        if len(letters) >= 7:
            digits = before + match[1] + letters[:7].translate(_KEYS)
            yield *match.span(), dialed(digits).replace("-", "")
            hidden = hidden[: match.start()] + "\0" * len(match[0]) + hidden[match.end() :]
    begin = 0
    for gap in [*_BETWEEN.finditer(hidden), None]:
        end = gap.start() if gap else len(hidden)
        for match in _RUN.finditer(hidden, begin, end):
            yield from _of_run(hidden, *match.span(), fewest)
        begin = gap.end() if gap else end


def _with_zeros(match):
    return re.sub("[oO]", "0", match[0]) if re.search(r"\d", match[0]) else match[0]


def _simple(sign):
    simple = unicodedata.normalize("NFKC", sign)
    return simple if len(simple) == 1 else sign


def _digits(text):
    return sum(sign.isdigit() for sign in text)


def _beside_slashes(run):
    """The numbers that slashes separate; 089/5550100 is one, because 089 alone is not a number."""
    first, *others = run.split("/")
    found = [first]
    for piece in others:
        if _digits(found[0]) < _FEWEST_DIGITS:
            found = [f"{found[0]}/{piece}"]
        else:
            found.append(piece)
    return found


def _of_run(text, start, end, fewest):
    """A run of digits and signs is one number, or several with only a blank or a slash between
    them."""
    run = text[start:end]
    digits = re.sub(r"\D", "", run)
    if len(pieces := _beside_slashes(run)) > 1:
        # 555-010-0001/555-010-0002, or 555-010-0001/02: then the end is not dialed.
        least = max(fewest, _digits(pieces[0]) - 2)
        for piece in pieces:
            enough = fewest if piece is pieces[0] else least
            yield from _of_run(text, start, start + len(piece), enough)
            start += len(piece) + 1
        return
    if len(digits) > _MOST_DIGITS:
        words = list(re.finditer(r"\S+", run))
        if len(words) > 1 and all(len(re.sub(r"\D", "", one[0])) >= fewest for one in words):
            for one in words:
                yield from _of_run(text, start + one.start(), start + one.end(), fewest)
            return
        for match in _NORTH_AMERICAN.finditer(text, start, end):
            yield *match.span(), dialed(match[0]).replace("-", "")
        return
    lead = len(run) - len(run.lstrip(" ./-"))
    run = run.strip(" ./-")
    start += lead
    if run.count("(") > run.count(")") and run.startswith("("):
        run, start = run[1:], start + 1
    if len(digits) >= fewest and len(set(digits)) > 1 and digits not in _IN_A_ROW:
        yield start, start + len(run), dialed(run).replace("-", "")


# Addresses

_MAILTO = re.compile(r"\bmailto:\s*$", re.IGNORECASE)
_is_address = EmailValidator(allowlist=[])
_WORD = re.compile(r"[^\s;,<>()\[\]|\"“”]+")
_AROUND_ADDRESS = ".:!'*\\-_"
_BEFORE_ADDRESS = re.compile(r"(?:[A-Za-z-]{1,10}:)?['.:*-]*")


def _with_mails(text, others):
    """Addresses as links, each once; `others` reads the text between them."""
    parts, at, known = [], 0, set()
    for word in _WORD.finditer("".join(_simple(sign) for sign in text)):
        for start, end, address in _addresses(word):
            if address.casefold() in known:
                continue
            known.add(address.casefold())
            between = _MAILTO.sub("", text[at:start])
            parts += others(between.removesuffix("<"))
            parts.append(Part(text[start:end], f"mailto:{_quoted(address)}"))
            # Brackets around an address would wrap onto a second line on a phone.
            in_brackets = between.endswith("<") and text[end : end + 1] == ">"
            at = end + 1 if in_brackets else end
    return parts + others(text[at:])


def _addresses(word):
    start, text = word.start(), word[0]
    pieces = text.split("/") if text.count("@") > 1 else [text]
    for piece in pieces:
        # "mailto:", "E-mail:" and signs around an address are not part of it.
        begins = _BEFORE_ADDRESS.match(piece).end()
        address = piece[begins:].rstrip(_AROUND_ADDRESS)
        # A question mark or an ampersand would add headers to the letter.
        if "@" in address and not re.search(r"[?&%]", address) and _is_valid(address):
            yield start + begins, start + begins + len(address), address
        start += len(piece) + 1


def _is_valid(address):
    try:
        _is_address(address)
    except ValidationError:
        return False
    return True


def _quoted(address):
    local, _at, domain = address.rpartition("@")
    return f"{quote(local, safe='+!$*-._~')}@{domain.encode('idna').decode()}"
