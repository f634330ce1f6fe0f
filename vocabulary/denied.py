"""Where a text says that somebody does not have a sign: "no fever", "denies chest pain"."""

from functools import cache
from itertools import pairwise

from .stems import stem, word_set
from .tokens import Tokens

_NO = word_set(
    "no without never denies deny denied denying neither nor sin ni nunca ohne kein keine keinen"
    " keiner keinem nie weder noch sans aucun aucune jamais sem nem nenhum nenhuma senza nessun"
    " nessuna"
)
# These may also take an ability away: "I don't breathe well".
_NOT = word_set("not dont doesnt didnt havent hasnt hadnt isnt arent wasnt nicht pas nao non")
_WITHOUT = word_set("without sin ohne sans sem senza")
_CANNOT = word_set("cannot cant couldnt wont puedo puede kann peux peut")
_OR = word_set("or nor ni oder ou o")
# "No one", "no idea", "not only" deny nothing that follows.
_NO_DENIAL = {
    # In Portuguese it is "in the": "dor no peito".
    "no": word_set("one idea doubt matter wonder way where body sooner peito"),
    "not": word_set("only just"),
}
_BETWEEN = word_set(
    "any real really sign signs of the a an have has had having been be being feel feeling felt get"
    " got getting suffer suffered suffering experience experienced experiencing more new high bad"
    " severe much such kind sort with"
    " tengo tiene tenemos tienen tener tuve tuvo hay he ha han tenido siento ningun ninguna nada de"
    " del el la los las un una me le se mas signos"
    " ai as avons eu d du des le les une"
    " habe hat haben hatte hatten mehr tenho tem ter tive teve sinto di il lo ho hai avuto e"
    " piu"
)
# Small words inside a sign: "short of breath", "dolor en el pecho".
_INSIDE = _BETWEEN | word_set(
    "in my when while to for at und y en al para al beim beim im der die das bei a au aux pour"
    " dans na no nel"
)
# With these, "never" tells of now: "never had chest pain like this".
_OF_NOW = word_set("such so before until till til hasta bis jusqu ate fino")
_LONGEST, _LONGEST_OF_A_LIST = 6, 4
STEMS = frozenset(map(stem, _NO | _NOT)) | {"plus"}


@cache
def denies_itself(entry: tuple[str, ...]) -> bool:
    """Whether an entry of ours has a word that denies: "no puedo respirar"."""
    return not STEMS.isdisjoint(entry)


def positions(
    tokens: Tokens, entries: list[tuple[str, ...]], abilities: frozenset[str]
) -> frozenset[int]:
    """The places of all words that are denied."""
    return _Denial(tokens, entries, abilities).found()


class _Denial:
    def __init__(self, tokens: Tokens, entries: list[tuple[str, ...]], abilities: frozenset[str]):
        self.tokens, self.abilities = tokens, abilities
        self.entries = [frozenset(e) for e in entries if e and not denies_itself(e)]

    def found(self) -> frozenset[int]:
        denied: set[int] = set()
        for at, word in enumerate(self.tokens.texts):
            if self._denies(at, word):
                denied.update(self._from(at))
        return frozenset(denied)

    def _denies(self, at: int, word: str) -> bool:
        follows = self._text(at + 1)
        if word == "free":
            return follows in ("of", "from")
        if word not in _NO | _NOT or follows in _NO_DENIAL.get(word, ()):
            return False
        if word == "no" and follows == "longer":
            return self._text(at + 2) in ("have", "having", "has", "feel", "get", "short")
        start = self.tokens.start_of_clause(at, 0)
        clause = self.tokens.texts[start : self.tokens.end_of_clause(at, len(self.tokens))]
        if word in _WITHOUT and (_NO | _NOT | _CANNOT).intersection(clause[: at - start]):
            # "I can't eat without choking."
            return False
        return not (_OF_NOW.intersection(clause) or _says_this(clause))

    def _text(self, at: int) -> str:
        is_there = at < len(self.tokens) and not self.tokens.breaks(at)
        return self.tokens.texts[at] if is_there else ""

    def _from(self, at: int) -> list[int]:
        """What the word at this place denies: one thing, or all of a list with "or"."""
        begin = at + (2 if self.tokens.texts[at : at + 2] in (["no", "longer"],) else 1)
        if begin < len(self.tokens) and self.tokens.breaks(begin):
            return []
        found, end = self._thing(self._over(begin), is_alone=True)
        while (more := self._after_or(end)) is not None:
            items, end = self._thing(self._over(more), is_alone=False)
            found += items
        return found

    def _over(self, at: int) -> int:
        while self._text(at) in _BETWEEN:
            at += 1
        return at

    def _after_or(self, end: int) -> int | None:
        """Where the next thing of a list begins; None if there is none that is denied, too."""
        if end >= len(self.tokens):
            return None
        if self.tokens.texts[end] in _OR and not self.tokens.all[end].begins:
            return end + 1
        if self.tokens.all[end].begins or not self.tokens.all[end].after_comma:
            return None
        # "No cough, fever or chest pain": a comma goes on only if "or" comes before the list ends.
        for place in range(end, min(end + 2 * _LONGEST_OF_A_LIST, len(self.tokens))):
            if self.tokens.all[place].begins:
                return None
            if self.tokens.texts[place] in _OR:
                return end
        return None

    def _thing(self, at: int, is_alone: bool) -> tuple[list[int], int]:
        """(places, end) of the sign that begins here, or of one word."""
        if at >= len(self.tokens) or (is_alone and self.tokens.breaks(at)):
            return [], at
        if (sign := self._sign_from(at)) is not None:
            return sign, sign[-1] + 1
        if is_alone and self.tokens.texts[at] in self.abilities:
            return [], at
        return [at], at + 1

    def _sign_from(self, at: int) -> list[int] | None:
        """The places of the longest of our entries that begins here."""
        best: list[int] | None = None
        for entry in self.entries:
            if self.tokens.stems[at] in entry and (places := self._places(entry, at)):
                best = max(best or [], places, key=len)
        return best

    def _places(self, entry: frozenset[str], at: int) -> list[int]:
        left, places = set(entry), list[int]()
        for place in range(at, self.tokens.end_of_clause(at, at + _LONGEST)):
            if self.tokens.stems[place] in left:
                left.remove(self.tokens.stems[place])
                places.append(place)
            elif self.tokens.texts[place] not in _INSIDE:
                break
        return [] if left else places


def _says_this(clause: list[str]) -> bool:
    pairs = set(pairwise(clause))
    return not pairs.isdisjoint({("like", "this"), ("this", "bad"), ("like", "that")})
