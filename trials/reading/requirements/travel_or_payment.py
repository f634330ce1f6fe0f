"""Would I get help with travel, be paid, or have to pay?"""

from trials.reading.wording import gettext_noop

from .requirement import Requirement, Rule
from .texts import GIVEN, INCLUDES, TOLD
from .values import COST, FREE, PAYMENT, TRAVEL_PAID

_TO_MONEY = r"\b(?:reimburs\w*|cover\w*|paid|pays?|payment|support\w*|compensat\w*|provid\w*)\b"
_JOURNEY = r"\b(?:travel\w*|transport\w*|parking|mileage|lodging|accommodation|hotel|taxi|meals)\b"
_YOU = r"\b(?:participants?|patients?|subjects?|volunteers?|you|families|caregivers?)\b"
# Words of a journey that people pay themselves.
_OWN_JOURNEY = (
    rf"\b(?:(?:borne|paid|covered|funded) by|responsibility of) (?:the )?{_YOU[2:]}"
    rf"|{_YOU} (?:is|are|will be) (?:\w+ )?(?:responsible|liable)"
    r"|\bself-f(?:unded|inanced)|\bown (?:cost|expense)"
    rf"|{_YOU}(?: \w+){{0,3}} (?:will|must|need to|have to|able to|to) (?:pay|cover|bear)\b"
    r"|\b(?:willing|able)(?: \w+){0,3} (?:to )?(?:pay|cover|bear)\b"
    r"|\b(?:pay|cover|bear)(?: for)? (?:their|your) own\b"
)


REQUIREMENT = Requirement(
    "travel_or_payment",
    gettext_noop("Would I get help with travel, be paid, or have to pay?"),
    gettext_noop(
        "We look for travel that is paid for, payments to people who join, and costs to them. Most "
        "records say nothing: ask the study team."
    ),
    keys=(
        *("reimburs", "travel", "transport", "compensat", "paid", " pay", "stipend", "gift"),
        *("euro", "dollar"),
        *("free of c", "cost", "parking", " charge", "self-f", "expense"),
    ),
    values="which",
    rules=(
        Rule(
            r"\b(?:no|not|without)\b(?: \w+){0,3} (?:financial )?(?:compensat\w+|reimburs\w+"
            r"|paid|payments?|stipend)\b(?! attention)",
            (TOLD, GIVEN, INCLUDES),
            states=False,
            unless=r"workers|previous|insurance|decompens",
        ),
        Rule(
            rf"{_TO_MONEY}(?: [\w,/-]+){{0,8}}? {_JOURNEY[2:]}|\b(?:travel|transport\w*"
            rf"|parking)"
            r"(?: (?:and|or|,) \w+){0,2} (?:costs?|expenses?|support|assistance|reimburs\w*"
            rf"|vouchers?|stipend|allowance)\b|{_JOURNEY}(?: \w+){{0,4}} (?:will be|is|are) "
            r"(?:paid|reimbursed|covered|provided|arranged)",
            (TOLD, GIVEN, INCLUDES),
            TRAVEL_PAID,
            r"oxygen|electron|glucose|lipid|membrane|within the|current|no (?:travel|reimburs"
            r"|comp)|not (?:be )?(?:reimburs|compens|paid|cover|available|provided)|barrier"
            rf"|burden|difficult|{_OWN_JOURNEY}",
        ),
        Rule(
            rf"{_YOU}[^.;]{{0,60}}\b(?:paid|compensated|(?:get|receive) (?:\w+ ){{0,4}}(?:payment"
            rf"|stipend"
            r"|gift|honorarium|compensation|[$€£]|euros?\b|dollars?\b))"
            r"|\bcompensat(?:ed|ion) for (?:their |your )?(?:time|participation|each|every"
            r"|study"
            r"|completing|inconvenience|travel)|\bgift cards?\b|\bstipends?\b|\bhonorari(?:um"
            r"|a)\b|\bpayment for (?:participation|each|completing|time)",
            (TOLD, GIVEN, INCLUDES),
            PAYMENT,
            r"worker|attention|unpaid|not (?:be )?(?:compensat|paid|receiv)|no (?:compens"
            r"|payment)|decompens|insurance|fully compensate|metabol|without",
        ),
        Rule(
            r"\bfree of (?:charge|cost)\b|\bat no (?:additional |extra )?(?:cost|charge)\b"
            rf"|\bno (?:cost|charge) (?:to|for) (?:the )?{_YOU[2:]}|{_YOU} (?:have|had|has) no "
            r"(?:\w+ )?costs?\b|\bnot (?:be )?charged\b",
            (TOLD, GIVEN, INCLUDES),
            FREE,
        ),
        Rule(
            rf"{_YOU}(?: \w+){{0,3}} (?:will|must|need to|have to|are (?:required"
            rf"|expected) to|to)"
            r" (?:pay|be charged|bear|cover (?:\w+ ){0,3}(?:costs?|expenses?))\b"
            r"|\b(?:costs?|expenses?)\b[^.;]{0,60}"
            r"\b(?:(?:borne|paid|covered) by|(?:is|are|be) the responsibility of) (?:the )?"
            rf"{_YOU[2:]}|\b(?:willing|able)(?: \w+){{0,3}} (?:to )?(?:pay|buy|purchase)\b"
            r"|\bself-f(?:unded|inanced)\b|\bat (?:their|your|his or her) own (?:cost|expense)\b"
            rf"|{_YOU} (?:is|are|will be) (?:\w+ )?(?:responsible|liable) for "
            r"(?:[\w-]+ ){0,3}costs?\b",
            (TOLD, GIVEN, INCLUDES),
            COST,
            r"attention|not (?:have to |be )?(?:pay|charged)|insurance (?:to|will) pay|no cost",
        ),
    ),
)
