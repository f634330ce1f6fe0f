"""Words with one letter wrong: "positve", "syndrom", "pateints"."""

from collections.abc import Iterable
from functools import lru_cache

# Shorter words are other words as soon as one letter is another.
_SHORTEST = 6


class Spelling:
    """A few words, also with a letter too few, too many or wrong, or two that changed places."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) >= _SHORTEST)
        self._without_one: dict[str, set[str]] = {}
        for word in self._words:
            for form in _without_one(word):
                self._without_one.setdefault(form, set()).add(word)

    @lru_cache(maxsize=2048)  # noqa: B019 (made once for each table)
    def meant_by(self, written: str) -> str | None:
        """The word that another one stands for with one mistake; None if it is no such mistake."""
        written = written.lower()
        if len(written) < _SHORTEST - 1 or written in self._words:
            return None
        if words := self._without_one.get(written):
            return min(words)
        for form in (written, *_without_one(written)):
            if form in self._words:
                return form
            for word in sorted(self._without_one.get(form, ())):
                if _is_one_letter(word, written):
                    return word
        return None


def _without_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _is_one_letter(word: str, written: str) -> bool:
    if len(word) != len(written):
        return False
    wrong = [at for at in range(len(word)) if word[at] != written[at]]
    if len(wrong) == 1:
        return True
    first, last = wrong[0], wrong[-1]
    return len(wrong) == 2 and (word[first], word[last]) == (written[last], written[first])
