"""Where a piece of feedback goes: the most exact rule of the day whose agency exists that day, across successions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lantoa.apps.agencies.models import Agency, Succession
from lantoa.apps.agencies.queries import counted_under, parts_of
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
    district that has ended still holds the communes formed from it, and what it answered for goes to the one of them
    where it happened. A rule whose agency does not exist on the day and has no such successor is passed over, and the
    words say so. A dozen queries at most, whatever there are of rules.
    """
    rules = list(
        RoutingRule.objects.valid_on(on)
        .filter(Q(sector=None) | Q(sector=sector))
        .select_related("sector", "place", "agency", "agency__parent")
    )
    asked = [agency for agency in (place, about_agency, about_agency and about_agency.parent) if agency]
    heirs = _heirs({*asked, *_named(rules)}, place, on)
    depths = _depths(place, heirs)
    fitting = [(found, rule) for rule in rules if (found := _exactness(rule, depths, heirs)) is not None]
    passed = [_shared_words(rule, heirs) for rule in rules if rule.place_id in heirs.shared]
    for _, rule in sorted(fitting, key=lambda entry: entry[0], reverse=True):
        given = _target(rule, place, about_agency)
        if given is None:
            continue
        agency = heirs.living(given)
        if agency is not None:
            return Routed(agency, rule, _words(rule, given, agency, heirs, passed))
        passed.append(_ended_words(given, heirs))
    return Routed(None, None, _why_nowhere(passed, fitting=bool(fitting), rules=bool(rules)))


@dataclass(frozen=True, slots=True)
class _Heirs:
    """Who took the place of whom by the day: `under`, the one that took it whole; `parts`, those that took it among
    them; `here`, where it happened, as it is called that day; `holding`, the ended places that all of it was formed
    from; `shared`, those that only some of it was, so that nobody can say whether they are meant.
    """

    on: date
    under: dict[int, Agency]
    parts: dict[int, frozenset[int]]
    here: Agency | None
    holding: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()

    def living(self, agency: Agency) -> Agency | None:
        """Return who stands for the agency on the day: itself, its heir, or the part of it where it happened."""
        if (one := self.under[agency.pk]).is_valid_on(self.on):
            return one
        return self.here if self.here is not None and self.here.pk in self.parts.get(agency.pk, ()) else None


def _heirs(agencies: set[Agency], place: Agency | None, on: date) -> _Heirs:
    under = counted_under(agencies, on=on)
    parts = parts_of([one for one in agencies if not under[one.pk].is_valid_on(on)], on=on)
    here = under[place.pk] if place else None
    held = {key for key, found in parts.items() if here is not None and here.pk in found}
    # A place of before belongs to what it belonged to, and to nothing else that became a part of the same.
    if place is None or here is None or place.pk != here.pk or not held:
        return _Heirs(on, under, parts, here)
    rows = here.origins.filter(on__lte=on).exclude(kind=Succession.Kind.FUNCTIONS_MOVED)
    origins = list(rows.values_list("predecessor", "predecessor__parent"))
    holding = frozenset(key for key in held if all(key in origin for origin in origins))
    return _Heirs(on, under, parts, here, holding, frozenset(held) - holding)


def clock_rule_for(agency: Agency | None, *, on: date) -> ClockRule | None:
    """Return the clock in force on that day for the agency's kind, else the one for every kind. One query."""
    kinds = ["", agency.kind] if agency else [""]
    rules = ClockRule.objects.filter(valid_from__lte=on, agency_kind__in=kinds)
    return max(rules, key=lambda rule: (rule.agency_kind != "", rule.valid_from, rule.pk), default=None)


def _named(rules: Iterable[RoutingRule]) -> set[Agency]:
    return {agency for rule in rules for agency in (rule.place, rule.agency) if agency}


def _depths(place: Agency | None, heirs: _Heirs) -> dict[int, int]:
    """Return how near each place that holds the place is: the place itself highest, its superiors below it."""
    depths: dict[int, int] = {}
    for first in (place, heirs.here):
        one, depth = first, _MOST_PARENTS
        while one is not None and depth:
            depths[one.pk] = max(depth, depths.get(one.pk, 0))
            one, depth = one.parent, depth - 1
    return depths


def _exactness(rule: RoutingRule, depths: dict[int, int], heirs: _Heirs) -> tuple[int, bool, bool, date, int] | None:
    """Return what rules are ordered by, None where the rule is for another place. At the same place and sector, a
    target that the feedback itself must name is more exact than an agency for everybody.
    """
    nearness = 0
    if rule.place_id is not None:
        nearness = max(depths.get(rule.place_id, 0), depths.get(heirs.under[rule.place_id].pk, 0))
        if not nearness and rule.place_id in heirs.holding:
            nearness = _MOST_PARENTS - 1  # as the district that it was
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


def _words(rule: RoutingRule, given: Agency, agency: Agency, heirs: _Heirs, passed: list[str]) -> str:
    scope = [f"lĩnh vực “{rule.sector.name}”" if rule.sector else "mọi lĩnh vực"]
    if rule.place:
        scope.append(f"tại {rule.place.short_name}")
    words = f"Theo cách chuyển {' '.join(scope)} → {rule.get_target_display()}"
    if given.pk != agency.pk:
        words += f"; {given.short_name} nay là {agency.short_name}"
        words += " (nơi xảy ra)" if heirs.under[given.pk].pk != agency.pk else ""
    if rule.source:
        words += f" (căn cứ: {rule.source})"
    return "; ".join([words, *passed])[:_MOST_WORDS]


def _ended_words(given: Agency, heirs: _Heirs) -> str:
    ended = f"{given.short_name} không còn vào ngày {day_words(heirs.on)}"
    if parts := heirs.parts.get(given.pk):
        known = heirs.here is not None and heirs.here.is_valid_on(heirs.on)
        why = "nơi xảy ra không thuộc đơn vị nào trong đó" if known else "phản ánh không nêu rõ thuộc đơn vị nào"
        return f"{ended}, nay là {len(parts)} đơn vị và {why}"
    return f"{ended} và chưa rõ cơ quan nào thay"


def _shared_words(rule: RoutingRule, heirs: _Heirs) -> str:
    assert rule.place and heirs.here
    return f"{heirs.here.short_name} gồm phần của nhiều đơn vị cũ, chưa rõ có thuộc {rule.place.short_name} hay không"


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
