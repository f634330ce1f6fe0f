"""What we say beside a guide or a statement that answers a question of query/pointers.toml."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from query.question import Question

Links = list[tuple[str, str]]
# {question, as in query/pointers.toml: what we say}
_SAYS: dict[str, Promise] = {
    "animal": _(
        "This portal is about people only. Please ask a veterinarian, and do not give an animal a "
        "medicine that was prescribed for a person."
    ),
    "pregnant": _(
        "Methotrexate, mycophenolate, and cyclophosphamide can harm an unborn baby. If you are "
        "pregnant or may be, call your care team today, and ask before the next dose. If you take "
        "steroids too, do not stop those all at once."
    ),
    "planning a child": _(
        "Some medicines have to be changed well before a pregnancy. Talk to your care team before "
        "you try for a baby, and use reliable birth control until then."
    ),
    "allopurinol": _(
        "Allopurinol raises the risk that azathioprine harms the bone marrow. Before you take "
        "both, ask your care team or a pharmacist. If you already take both, call them today."
    ),
    "live vaccine": _(
        "You asked about a live vaccine. Ask your care team before you get it: live vaccines are "
        "usually avoided with medicines that calm the immune system."
    ),
    "just diagnosed": _(
        "This is a lot to take in. You do not have to understand everything this week."
    ),
    "benefits": _(
        "“Compassionate allowances” are a list of the US Social Security Administration for faster "
        "decisions on disability. We do not have that list: look on ssa.gov, or ask them."
    ),
    "press": _("“About this portal” says how to reach the people who run it."),
}
_PAGES = {"press": "about"}


def answers(question: Question) -> list[tuple[str, Links]]:
    """(what we say, the links below it) for each question that is pointed somewhere."""
    return [(str(_SAYS[name]), _links(name)) for name in question.pointers if name in _SAYS]


def _links(name: str) -> Links:
    if name not in _PAGES:
        return []
    return [(str(_("About this portal")), reverse(_PAGES[name]))]
