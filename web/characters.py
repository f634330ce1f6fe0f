"""Characters that no text on our pages may contain."""

import re

# What XML 1.0 forbids, and the control characters that it allows: nobody can see them, and one of
# them in a title would break our feed for everybody.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """Remove invisible characters, most of which XML forbids."""
    return text if text.isprintable() else UNSEEN.sub("", text)
