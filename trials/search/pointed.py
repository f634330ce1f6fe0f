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
        "you try to have a baby, and use reliable birth control until then."
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
    "compassionate allowances": _(
        "“Compassionate Allowances” is a list that the U.S. Social Security Administration uses to "
        "decide disability claims faster. We do not have that list: look on ssa.gov, or ask them."
    ),
    "brain fog": _(
        "None of our pages are about brain fog. Those on fatigue and mood come closest. Tell your "
        "care team about it, because it can have many causes."
    ),
    "numbness": _(
        "Our pages do not list numb or tingling skin among the signs of myositis. It can come from "
        "a nerve, and it can have many causes, so tell your doctor. If it starts suddenly, with "
        "a drooping face, weakness on one side, or trouble speaking, call your local emergency "
        "number."
    ),
    "missed dose": _(
        "Call your pharmacist or your care team, and ask what to do about the dose that was "
        "missed. Do not take two doses at once. If it was a steroid, call today."
    ),
    "steroid taper": _(
        "If you faint, get confused, feel very weak, or keep vomiting while your steroid dose is "
        "being lowered, that is an emergency. If you just do not feel well, call your care "
        "team before the next step. Do not change the dose on your own."
    ),
    "stopping steroids": _(
        "Do not stop a steroid on your own. If you stopped and keep vomiting, faint, or get "
        "confused or very weak, that is an emergency."
    ),
    "studies for carers": _(
        "We have no filter for studies of caregivers, and few of the studies we list accept them. "
        "The guide for caregivers may help, and so may a group."
    ),
    "outlook": _("No one can say how long any one person will live. Ask a doctor who knows you."),
    "photo": _(
        "We cannot look at photos, and a photo alone is not enough to tell what a rash is. Show "
        "the rash to a doctor."
    ),
    "wheelchair": _(
        "No one can say for sure whether any one person will need a wheelchair. It depends on the "
        "type of myositis. Ask your care team what they expect, and which treatment and exercise "
        "may help."
    ),
    "ck that changed": _(
        "A small change in CK is not an emergency. Tell your care team about it. If you get weaker "
        "fast, or your urine is dark like cola, call your local emergency number."
    ),
    "flying with sick lungs": _(
        "Airlines have their own rules on oxygen, and may need advance notice: ask before you book."
    ),
    "dose": _(
        "This portal gives no doses. The person who prescribes a medicine sets your dose: ask them "
        "or a pharmacist, and do not change it on your own."
    ),
    "weak positive": _(
        "A weak positive result can be false. Ask whether the test should be repeated, or done "
        "another way."
    ),
    "moon face": _(
        "A round, puffy face is a known effect of steroids. How soon it fades depends on how the "
        "dose is lowered: ask your care team, and do not lower it on your own."
    ),
    "hair loss": _(
        "Our pages mention hair loss only as an effect of steroids. That does not mean that "
        "another medicine cannot cause it: ask your pharmacist or care team. Do not stop a "
        "medicine on your own."
    ),
    "which is better": _(
        "This portal does not say which medicine is better for you. Ask your care team."
    ),
    "from home": _(
        "Few records say whether visits can be by video, by phone, or at home. Ask each study team "
        "before you rule a study out."
    ),
    "a doctor by name": _(
        "We do not rate or recommend doctors. These pages say how to find one who knows myositis."
    ),
    "best hospital": _(
        "We do not rank hospitals or doctors. Ask each one how much experience they have with your "
        "type of myositis."
    ),
    "flesh eating": _(
        "No. “Flesh-eating disease” is another illness, an infection. In necrotizing myopathy, the "
        "immune system attacks muscle fibers, and some of them die."
    ),
    "emergency card": _(
        "We have no card to print. You can write one: your type of myositis, your medicines "
        "(above all steroids), trouble with swallowing or breathing, and who to call."
    ),
    "feelings": _(
        "You are not the only one who feels like this, and it is not a sign of weakness."
    ),
    "giving blood": _(
        "Our pages do not say whether you can give blood or organs. Ask the donation center: it "
        "depends on your disease and your medicines."
    ),
    "press": _("“About this portal” says how to reach the people who run it."),
}
_ABOUT, _GROUPS = _("About this portal"), _("All groups and helplines")
# {question: (name of an address, what the link says)}
_PAGES = {
    "press": ("about", _ABOUT),
    "studies for carers": ("organizations:list", _GROUPS),
    "a doctor by name": ("organizations:list", _GROUPS),
    "feelings": ("organizations:list", _GROUPS),
}


def answers(question: Question) -> list[tuple[str, Links]]:
    """(what we say, the links below it) for each question that is pointed somewhere."""
    return [(str(_SAYS[name]), _links(name)) for name in question.pointers if name in _SAYS]


def _links(name: str) -> Links:
    if name not in _PAGES:
        return []
    page, text = _PAGES[name]
    return [(str(text), reverse(page))]
