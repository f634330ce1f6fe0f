"""What stands around a topic of a clause."""

from dataclasses import dataclass

from .quantities import Quantity
from .tokens import Token


@dataclass(frozen=True)
class Said:
    """What stands around a topic. `spans` are limits of time, `doses` amounts of a medicine.

    `spans_are_sure`: they belong to this topic, and to no other in the line.
    """

    # Whether words that nobody knows may say more of it.
    open: bool = False
    past: bool = False
    other: bool = False
    now: bool = False
    narrow: bool = False
    # "Acute or chronic": of either kind.
    acute: bool = False
    use: bool = False
    test: bool = False
    spans: tuple[Token, ...] = ()
    spans_are_sure: bool = True
    # Whether some limit of time stands anywhere in the clause.
    spans_nearby: bool = False
    doses: tuple[Quantity, ...] = ()
    ages: tuple[Quantity, ...] = ()
    demands: bool = False
    # Whether the topic stands alone with a stable dose in its clause.
    stable: bool = False
    # Whether the limits of time must have passed, and it must not lie within them.
    apart: bool = False
    # Whether its ages are those at which something began.
    onset: bool = False
    # Whether it speaks of the time of the study, which is to come.
    future: bool = False
