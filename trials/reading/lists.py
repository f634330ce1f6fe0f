"""Names that stand in one list: "DM, PM or IMNM"."""

from .scopes import Clause


def first_of_list(clause: Clause, number: int) -> int:
    while number and clause.joined[number - 1] and is_level(clause, number - 1):
        number -= 1
    return number


def last_of_list(clause: Clause, number: int) -> int:
    while number < len(clause.mentions) - 1 and clause.joined[number] and is_level(clause, number):
        number += 1
    return number


def is_level(clause: Clause, number: int) -> bool:
    """Whether a name and the next one stand in the same brackets, or in none."""
    return clause.group_of(number) == clause.group_of(number + 1)
