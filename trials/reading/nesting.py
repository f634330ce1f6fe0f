"""Which brackets of a text stand in which."""


class Nesting:
    """The brackets of a text, numbered in the order in which they open; 0 is outside of any.

    `innermost` are those around each character, and 0 for the end of the text. `outermost` are the
    brackets around each that stand in no others, `ends` the place behind each, which is the end of
    the text for brackets that never close.
    """

    def __init__(self, text: str):
        self.innermost: list[int] = []
        self.outermost = [0]
        self.ends = [len(text)]
        # The last brackets that open inside each. All that open in between stand inside, too.
        self._last = [0]
        open_ = [0]
        for at, character in enumerate(text):
            if character in "([":
                number = len(self.ends)
                self.outermost.append(open_[1] if len(open_) > 1 else number)
                self.ends.append(len(text))
                self._last.append(number)
                open_.append(number)
            self.innermost.append(open_[-1])
            if character in ")]" and len(open_) > 1:
                closed = open_.pop()
                self.ends[closed] = at + 1
                self._last[closed] = len(self.ends) - 1
        for number in open_:
            self._last[number] = len(self.ends) - 1
        self.innermost.append(0)

    def holds(self, outer: int, inner: int) -> bool:
        """Whether brackets are the same as others, or around them."""
        return outer <= inner <= self._last[outer]
