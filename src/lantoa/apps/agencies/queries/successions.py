"""Reads of what became of agencies: under which of today's agencies the figures of an earlier one are counted.

How the two readings are computed, and why, is told in docs/explanation/as-then-as-now.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from lantoa.apps.agencies.models import Agency, Succession

# Rows by which one legal person takes the place of another. Civil Code 2015 (91/2015/QH13), articles 88 to 91, on
# legal persons that merge or are divided: rights and duties pass to the one that is formed, or takes the other in, or
# to the parts. A level that ended counts with them where the source names who took its place.
_OF_THE_PERSON = frozenset(
    {Succession.Kind.RENAMED, Succession.Kind.MERGED, Succession.Kind.SPLIT, Succession.Kind.LEVEL_ENDED}
)
# What ends an agency without saying who follows; the agency that received its functions may then stand in.
_ENDED = frozenset({Succession.Kind.ABOLISHED, Succession.Kind.LEVEL_ENDED})
# A successor, None where the row names none, and the kind of the row.
_Step = tuple[int | None, str]


def counted_under(agencies: Iterable[Agency], *, on: date) -> dict[int, Agency]:
    """Return for each agency's key the agency under which it is counted when read as of that day.

    An agency that exists on the day is counted under itself. Of one that has ended, the successions up to the day are
    followed, over as many steps as there are, to the agency that exists on the day, if every way leads to the same
    one. Rows of the legal person (renamed, merged, split, level ended) decide; functions that moved elsewhere count
    only where no such row names a successor. Split among several, without a successor, or in a circle of rows: it
    stays itself, and is to be marked (`not agency.is_valid_on(day)`), so that each figure lands in exactly one row
    and the sum of all rows is the same in both readings.

    At most two queries whatever the number; none when all exist on the day. Cost grows with agencies and successions.
    """
    given = {agency.pk: agency for agency in agencies}
    if all(agency.is_valid_on(on) for agency in given.values()):
        return given
    steps = _steps(on)
    known = {row.pk: row for row in Agency.objects.filter(origins__on__lte=on).distinct()} | given
    ends = _ends(steps, {pk for pk, agency in known.items() if agency.is_valid_on(on)}, given)
    return {pk: known[end] if (end := ends[pk]) is not None else agency for pk, agency in given.items()}


def counted_together(agency: Agency, *, on: date) -> list[Agency]:
    """Return the agencies counted under this one when read as of that day, itself first, the others in the register's
    order; itself alone when it is counted under another. At most three queries.
    """
    ended = Agency.objects.filter(valid_to__lt=on).exclude(pk=agency.pk)
    under = counted_under([agency, *ended], on=on)
    if under[agency.pk].pk != agency.pk:
        return [agency]
    return [agency, *(row for row in ended if under[row.pk].pk == agency.pk)]


def parts_of(agencies: Iterable[Agency], *, on: date) -> dict[int, frozenset[int]]:
    """Return for the key of each agency that has ended the keys of the agencies that exist on the day and together took
    its place, over as many steps as there are; empty where a row leaves open who one of them is.

    A district that ended has the communes formed from it as its parts. Two queries; none when all exist on the day.
    """
    ended = [agency.pk for agency in agencies if not agency.is_valid_on(on)]
    if not ended:
        return {}
    steps, parts = _steps(on), dict[int, frozenset[int]]()
    reached = {pk: _reached(pk, steps) for pk in ended}
    living = set(Agency.objects.valid_on(on).filter(pk__in=set().union(*reached.values())).values_list("pk", flat=True))
    for pk, found in reached.items():
        last = {key for key in found if not _successors(steps.get(key, ()))}
        parts[pk] = frozenset(last) if last <= living else frozenset()
    return parts


def _steps(on: date) -> Mapping[int, list[_Step]]:
    """Return what became of each agency up to the day. One query."""
    steps: dict[int, list[_Step]] = defaultdict(list)
    rows = Succession.objects.filter(on__lte=on).order_by("pk").values_list("predecessor", "successor", "kind")
    for predecessor, successor, kind in rows:
        steps[predecessor].append((successor, kind))
    return steps


def _reached(first: int, steps: Mapping[int, list[_Step]]) -> set[int]:
    """Return every agency that the rows lead to from the first one."""
    reached, waiting = set[int](), [first]
    while waiting:
        for key in _successors(steps.get(waiting.pop(), ())):
            if key not in reached:
                reached.add(key)
                waiting.append(key)
    return reached


def _ends(steps: Mapping[int, list[_Step]], valid: set[int], wanted: Iterable[int]) -> dict[int, int | None]:
    """Return for each wanted key the one valid agency that all its ways lead to, None where there is no such one.

    Each agency is settled after its successors, on a stack of our own: a chain may be longer than Python's.
    """
    ends: dict[int, int | None] = {pk: pk for pk in valid}
    for first in wanted:
        open_keys: set[int] = set()
        stack = [first]
        while stack:
            key = stack[-1]
            if key in ends:
                stack.pop()
                continue
            successors = _successors(steps.get(key, ()))
            if key not in open_keys:
                open_keys.add(key)
                waiting = [pk for pk in successors if pk not in ends]
                # A successor that is still open stands below on this very stack: the rows go in a circle.
                if not any(pk in open_keys for pk in waiting):
                    stack.extend(waiting)
                    continue
            found = {ends.get(pk) for pk in successors}
            ends[key] = found.pop() if len(found) == 1 else None
            stack.pop()
    return ends


def _successors(rows: Iterable[_Step]) -> list[int]:
    """Return the successors to follow, [] when the rows leave it open who they are."""
    of_the_person = [(successor, kind) for successor, kind in rows if kind in _OF_THE_PERSON]
    named = [successor for successor, _ in of_the_person if successor is not None]
    unnamed = {kind for successor, kind in of_the_person if successor is None}
    if named:
        # One known part of a split leaves the other parts open, as does a merger "into one that no source names".
        only_part = len(named) == 1 and of_the_person[0][1] == Succession.Kind.SPLIT
        return [] if unnamed or only_part else named
    if unnamed - _ENDED:
        return []
    return [successor for successor, kind in rows if kind == Succession.Kind.FUNCTIONS_MOVED and successor is not None]
