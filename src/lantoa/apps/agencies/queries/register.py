"""Reads of the register's pages: the list as one asks for it, and all about one agency."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from lantoa.apps.agencies.models import Agency, AgencyKind, Channel, Contact, Succession
from lantoa.apps.agencies.queries.successions import counted_under
from lantoa.core.viettext import sort_key

_KIND_PLACES = {kind: place for place, kind in enumerate(AgencyKind.values)}
# The line of an agency's past and future is for reading; the longest of the shipped register has 9 steps.
_MAX_STEPS = 60


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the list: the agency, and those of the list that are counted under it ("as now" only)."""

    agency: Agency
    added_up: tuple[Agency, ...] = ()
    ended: bool = False


def register_rows(rows: QuerySet[Agency], *, sort: str, as_now: bool, on: date) -> list[RegisterRow]:
    """Return the agencies of the register as a list, in the order asked for: "kind", "name" or "from" (newest first).

    Read as now, each stands under the agency it is counted under on the day. At most three queries.
    """
    found = list(rows.defer("sources", "note"))
    if not as_now:
        return [RegisterRow(agency, ended=not agency.is_valid_on(on)) for agency in _sorted(found, sort)]
    under = counted_under(found, on=on)
    together: dict[int, list[Agency]] = defaultdict(list)
    for agency in found:
        together[under[agency.pk].pk].append(agency)
    heads = {agency.pk: agency for agency in under.values()}
    return [
        RegisterRow(head, () if parts == [head] else tuple(_sorted(parts, "name")), ended=not head.is_valid_on(on))
        for head in _sorted(heads.values(), sort)
        for parts in [together[head.pk]]
    ]


def _sorted(agencies: Iterable[Agency], sort: str) -> list[Agency]:
    by_name = sorted(agencies, key=lambda agency: (sort_key(agency.name), agency.pk))
    if sort == "name":
        return by_name
    if sort == "from":
        return sorted(by_name, key=lambda agency: agency.valid_from or date.min, reverse=True)
    return sorted(by_name, key=lambda agency: _KIND_PLACES[agency.kind])


def reach_of(agencies: Iterable[Agency]) -> dict[int, tuple[int, int]]:
    """Return for each agency's key how many channels and how many active contacts with an address it has. One query."""
    rows = Agency.objects.filter(pk__in=[agency.pk for agency in agencies]).order_by()
    counted = rows.values_list("pk").annotate(
        channel_count=Count("channels", distinct=True),
        contact_count=Count("contacts", distinct=True, filter=Q(contacts__active=True) & ~Q(contacts__email="")),
    )
    return {pk: (channels, contacts) for pk, channels, contacts in counted}


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the line: on a day, some agencies became one, or one found no successor (None)."""

    on: date
    kind: str
    predecessors: tuple[Agency, ...]
    successor: Agency | None


@dataclass(frozen=True, slots=True)
class AgencySheet:
    """All that the register says of an agency; `line` are the events before and after it, oldest first."""

    agency: Agency
    children: tuple[Agency, ...]
    channels: tuple[Channel, ...]
    contacts: tuple[Contact, ...]
    successions: tuple[Succession, ...]
    line: tuple[Step, ...]
    now_under: Agency


def agency_sheet(agency: Agency, *, on: date) -> AgencySheet:
    """Return all that the register says of an agency, and under which it is counted on the day. Seven queries."""
    rows = list(Succession.objects.select_related("predecessor", "successor").order_by("on", "pk"))
    line = _line(agency, rows)
    return AgencySheet(
        agency,
        children=tuple(_sorted(agency.children.all(), "kind")),
        channels=tuple(agency.channels.all()),
        contacts=tuple(agency.contacts.order_by("-active", "name", "pk")),
        successions=tuple(row for row in rows if agency.pk in (row.predecessor_id, row.successor_id)),
        line=line,
        now_under=counted_under([agency], on=on)[agency.pk],
    )


def _line(agency: Agency, rows: list[Succession]) -> tuple[Step, ...]:
    """Return the events that lead to the agency and those that follow it, each with all who took part in it."""
    wanted = _reached(agency.pk, rows, forward=False) | _reached(agency.pk, rows, forward=True)
    steps: dict[tuple[date, str, int | None, int], list[Agency]] = defaultdict(list)
    successors: dict[int | None, Agency | None] = {}
    for row in rows:
        if row.pk in wanted:
            # Those of whom no successor is known ended each by itself; they did not become one.
            alone = row.predecessor_id if row.successor_id is None else 0
            steps[row.on, row.get_kind_display(), row.successor_id, alone].append(row.predecessor)
            successors[row.successor_id] = row.successor
    return tuple(
        Step(on, kind, tuple(before), successors[after])
        for (on, kind, after, _), before in sorted(steps.items(), key=lambda step: step[0][0])
    )[:_MAX_STEPS]


def _reached(start: int, rows: list[Succession], *, forward: bool) -> set[int]:
    """Return the keys of the successions that are reached from an agency, towards its future or its past."""
    by_agency: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for row in rows:
        here, there = (row.predecessor_id, row.successor_id) if forward else (row.successor_id, row.predecessor_id)
        if here is not None:
            by_agency[here].append((row.pk, there))
    reached: set[int] = set()
    seen, stack = {start}, [start]
    while stack:
        for pk, there in by_agency[stack.pop()]:
            reached.add(pk)
            if there is not None and there not in seen:
                seen.add(there)
                stack.append(there)
    return reached
