"""Texts that try to run a script in a reader's browser, and where they would have got in.

Each calls `ran(number)`, in all the ways that browsers of today know.
"""

import re
from itertools import product

from bs4 import BeautifulSoup

# What would leave the place in which a text is put: an attribute, an element, a comment, a script.
WAYS_OUT = ("", '">', "'>", "</title></textarea>", "</script>-->")
VECTORS = (
    "<script>ran({n})</script>",
    "<ScRiPt >ran({n})</sCrIpT>",
    "<script src=data:text/javascript,ran({n})></script>",
    "<img src=x onerror=ran({n})>",
    "<img/src='x'/onerror='ran({n})'>",
    "<svg onload=ran({n})>",
    "<svg/onload=ran({n})//",
    "<svg><script>ran({n})</script></svg>",
    "<svg><animate onbegin=ran({n}) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:ran({n})'><text x=20 y=20>x</text></a></svg>",
    "<math href='javascript:ran({n})'>x</math>",
    "<body onload=ran({n})>",
    "<iframe srcdoc='<script>parent.ran({n})</script>'></iframe>",
    "<iframe src='javascript:parent.ran({n})'></iframe>",
    "<object data='javascript:ran({n})'></object>",
    "<embed src='javascript:ran({n})'>",
    "<details open ontoggle=ran({n})>x</details>",
    "<input autofocus onfocus=ran({n})>",
    "<video><source onerror=ran({n})></video>",
    "<audio src=x onerror=ran({n})></audio>",
    "<marquee onstart=ran({n})>x</marquee>",
    "<a href='javascript:ran({n})'>x</a>",
    "<a href='java&#9;script&colon;ran({n})'>x</a>",
    "<form action='javascript:ran({n})'><button>x</button></form>",
    "<button formaction='javascript:ran({n})' form=x>x</button>",
    "<base href='javascript:ran({n})//'>",
    "<meta http-equiv=refresh content='0;url=javascript:ran({n})'>",
    "<style onload=ran({n})></style>",
    "<div style='animation:x' onanimationstart=ran({n}) tabindex=0>x</div>",
    "<noscript><p title='</noscript><img src=x onerror=ran({n})>'>",
    "<template><img src=x onerror=ran({n})></template>",
    "<x contenteditable autofocus onfocus=ran({n}) tabindex=1>x</x>",
    " onmouseover=ran({n}) autofocus onfocus=ran({n}) x=",
    "[x](javascript:ran({n}))",
    "[x](<java\tscript:ran({n})>)",
    "![x](javascript:ran({n}))",
    "<javascript:ran({n})>",
    "[x](data:text/html,<script>ran({n})</script>)",
    "[x]: javascript:ran({n})\n\n[x]",
    "\\u003cscript\\u003eran({n})\\u003c/script\\u003e",
    "{{{{ ran }}}}';ran({n});//\\';ran({n});//",
)
PAYLOADS = [
    way_out + vector.format(n=number)
    for number, (way_out, vector) in enumerate(product(WAYS_OUT, VECTORS))
]

RUNS = re.compile(r"(javascript|vbscript|data):", re.I)
BLANK = re.compile(r"[\x00-\x20]")
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset")
FOREIGN = {
    *("iframe", "object", "embed", "base", "style", "template", "math", "marquee", "video"),
    *("audio", "source", "animate", "applet", "frame", "frameset", "plaintext", "x"),
}


def got_in(html: str) -> list[str]:
    """The elements of a page that only such a text can have brought."""
    page = BeautifulSoup(html, "html.parser")
    found = []
    for tag in page.find_all(True):
        odd = (tag.name in FOREIGN and not _is_our_preview(tag)) or _is_script_of_its_own(tag)
        odd = odd or (tag.name == "meta" and tag.has_attr("http-equiv"))
        odd = odd or any(name.startswith("on") for name in tag.attrs)
        odd = odd or tag.has_attr("srcdoc") or tag.has_attr("style")
        odd = odd or any(RUNS.match(BLANK.sub("", tag.get(name, ""))) for name in ADDRESSES)
        if odd:
            found.append(str(tag)[:200])
    return found


def _is_our_preview(tag):
    """Whether it is the frame in which /data/embed/ shows one of our own pages."""
    return tag.name == "iframe" and tag.get("src", "").startswith("http://testserver/embed/")


def _is_script_of_its_own(tag):
    if tag.name != "script" or tag.get("type") == "application/ld+json":
        return False
    return not tag.get("src", "").startswith("/static/")
