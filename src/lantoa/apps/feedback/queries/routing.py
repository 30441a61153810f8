"""Where a piece of feedback goes: the most exact rule of the day whose agency exists that day, across successions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_under
from lantoa.apps.feedback.models import ClockRule, RoutingRule
from lantoa.apps.services.models import Sector
from lantoa.core.workdays import day_words

_MOST_WORDS = 300
# A unit, its district, its province: nothing is deeper, and a circle of parents must not hold anybody.
_MOST_PARENTS = 5


@dataclass(frozen=True, slots=True)
class Routed:
    """The agency that answers, by which rule and why; no agency where nothing fits, then the words say why not."""

    agency: Agency | None
    rule: RoutingRule | None
    words: str


def route(*, sector: Sector, place: Agency | None, about_agency: Agency | None, on: date) -> Routed:
    """Return where feedback on this sector, at this place, about this agency goes on that day.

    Rules that name a place come before those that name none, the nearest place first (a commune before its district or
    province); then those that name the sector; then those whose target the feedback itself names; then the younger. A
    rule whose agency does not exist on the day and has no single successor is passed over, and the words say so. A
    dozen queries at most, whatever there are of rules.
    """
    rules = list(
        RoutingRule.objects.valid_on(on)
        .filter(Q(sector=None) | Q(sector=sector))
        .select_related("sector", "place", "agency", "agency__parent")
    )
    asked = [agency for agency in (place, about_agency, about_agency and about_agency.parent) if agency]
    under = counted_under({*asked, *_named(rules)}, on=on)
    depths = _depths(place, under)
    fitting = [(found, rule) for rule in rules if (found := _exactness(rule, depths, under)) is not None]
    passed: list[str] = []
    for _, rule in sorted(fitting, key=lambda entry: entry[0], reverse=True):
        given = _target(rule, place, about_agency)
        if given is None:
            continue
        agency = under[given.pk]
        if agency.is_valid_on(on):
            return Routed(agency, rule, _words(rule, given, agency, passed))
        passed.append(f"{given.short_name} không còn vào ngày {day_words(on)} và chưa rõ cơ quan nào thay")
    return Routed(None, None, _why_nowhere(passed, fitting=bool(fitting), rules=bool(rules)))


def clock_rule_for(agency: Agency | None, *, on: date) -> ClockRule | None:
    """Return the clock in force on that day for the agency's kind, else the one for every kind. One query."""
    kinds = ["", agency.kind] if agency else [""]
    rules = ClockRule.objects.filter(valid_from__lte=on, agency_kind__in=kinds)
    return max(rules, key=lambda rule: (rule.agency_kind != "", rule.valid_from, rule.pk), default=None)


def _named(rules: Iterable[RoutingRule]) -> set[Agency]:
    return {agency for rule in rules for agency in (rule.place, rule.agency) if agency}


def _depths(place: Agency | None, under: dict[int, Agency]) -> dict[int, int]:
    """Return how near each place that holds the place is: the place itself highest, its superiors below it."""
    depths: dict[int, int] = {}
    for first in (place, under[place.pk] if place else None):
        one, depth = first, _MOST_PARENTS
        while one is not None and depth:
            depths[one.pk] = max(depth, depths.get(one.pk, 0))
            one, depth = one.parent, depth - 1
    return depths


def _exactness(
    rule: RoutingRule, depths: dict[int, int], under: dict[int, Agency]
) -> tuple[int, bool, bool, date, int] | None:
    """Return what rules are ordered by, None where the rule is for another place. At the same place and sector, a
    target that the feedback itself must name is more exact than an agency for everybody.
    """
    nearness = 0
    if rule.place_id is not None:
        nearness = max(depths.get(rule.place_id, 0), depths.get(under[rule.place_id].pk, 0))
        if not nearness:
            return None
    named = rule.target != RoutingRule.Target.AGENCY
    return nearness, rule.sector_id is not None, named, rule.valid_from or date.min, rule.pk


def _target(rule: RoutingRule, place: Agency | None, about: Agency | None) -> Agency | None:
    if rule.target == RoutingRule.Target.AGENCY:
        return rule.agency
    if rule.target == RoutingRule.Target.PLACE:
        return place
    return about if rule.target == RoutingRule.Target.ABOUT else about and about.parent


def _words(rule: RoutingRule, given: Agency, agency: Agency, passed: list[str]) -> str:
    scope = [f"lĩnh vực “{rule.sector.name}”" if rule.sector else "mọi lĩnh vực"]
    if rule.place:
        scope.append(f"tại {rule.place.short_name}")
    words = f"Theo cách chuyển {' '.join(scope)} → {rule.get_target_display()}"
    if given.pk != agency.pk:
        words += f"; {given.short_name} nay là {agency.short_name}"
    if rule.source:
        words += f" (căn cứ: {rule.source})"
    return "; ".join([words, *passed])[:_MOST_WORDS]


def _why_nowhere(passed: list[str], *, fitting: bool, rules: bool) -> str:
    if passed:
        why = "; ".join(passed)
    elif fitting:
        why = "cách chuyển hợp với lĩnh vực này cần biết địa bàn hoặc cơ quan bị phản ánh, mà phản ánh không nêu"
    elif rules:
        why = "không có cách chuyển nào cho địa bàn này"
    else:
        why = "không có cách chuyển nào có hiệu lực cho lĩnh vực này"
    return f"Chờ phân công: {why}."[:_MOST_WORDS]
