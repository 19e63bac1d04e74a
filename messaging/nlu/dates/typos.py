"""Misspelt names: the one name within a small edit distance, or none."""

from __future__ import annotations

from collections.abc import Mapping


def nearest(word: str, names: Mapping[str, int], *, shortest: int) -> int | None:
    """The number of the name meant. Same first letter; one slip, two in names of eight letters and more."""
    if len(word) > 12:
        return None
    close: dict[int, int] = {}
    for name, number in names.items():
        allowed = 2 if len(name) >= 8 else 1
        if len(name) < shortest or name[0] != word[0] or abs(len(name) - len(word)) > allowed or word == f"{name}s":
            continue
        if (slips := distance(word, name)) <= allowed:
            close[number] = min(slips, close.get(number, slips))
    best = [number for number, slips in close.items() if slips == min(close.values())]
    return best[0] if len(best) == 1 else None


def swapped(word: str, names: Mapping[str, int]) -> int | None:
    """The same letters in another order: all that is forgiven in a name of five."""
    found = {number for name, number in names.items() if sorted(word) == sorted(name) and word[0] == name[0]}
    return found.pop() if len(found) == 1 else None


def distance(one: str, other: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
