"""Text that somebody else wrote, made so that it cannot reach beyond its own place on a page."""

import re
import unicodedata
from functools import cache

# As many marks as any written language puts on one letter; more would cover the lines around it.
MOST_MARKS = 4
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
          "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
# Beyond it stand no marks but those that choose among pictures.
_LAST_LETTER = 0x20000
_CLOSES = "\u202c\u2069"
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def contained(text: str) -> str:
    """The text with heaps of marks clipped, and with every change of direction ended."""
    if text.isascii():
        return text
    text = _heap().sub(lambda match: match[0][:MOST_MARKS], text)
    return _balanced(text) if _DIRECTIONS.search(text) else text


def contained_value(value):
    """The same for each text in lists and dictionaries."""
    if isinstance(value, str):
        return contained(value)
    if isinstance(value, list):
        return [contained_value(item) for item in value]
    if isinstance(value, dict):
        return {name: contained_value(item) for name, item in value.items()}
    return value


def _balanced(text):
    open_ones, found = [], []
    for sign in text:
        if sign in _OPENS:
            open_ones.append(_OPENS[sign])
        elif sign in _CLOSES:
            if not open_ones or open_ones[-1] != sign:
                continue
            open_ones.pop()
        found.append(sign)
    return "".join([*found, *reversed(open_ones)])


@cache
def _heap():
    marks = [
        sign
        for sign in map(chr, range(0x300, _LAST_LETTER))
        if unicodedata.category(sign) in ("Mn", "Me")
    ]
    one = f"[{''.join(_ranges(marks))}]"
    return re.compile(f"{one}{{{MOST_MARKS + 1},}}")


def _ranges(signs):
    start = last = signs[0]
    for sign in [*signs[1:], ""]:
        if sign and ord(sign) == ord(last) + 1:
            last = sign
            continue
        yield f"{start}-{last}"
        start = last = sign
