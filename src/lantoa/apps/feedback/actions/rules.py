"""Writes of what the province has decided: where feedback goes, within how many days; and the defaults that ship."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.feedback.models import ClockRule, RoutingRule
from lantoa.apps.services.models import Sector

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def save_routing_rule(
    *, rule: RoutingRule | None = None, values: Mapping[str, Any], by: Actor, at: datetime
) -> RoutingRule:
    """Return the rule with these values, made anew where none is given; feedback that was routed before stays."""
    row = rule or RoutingRule()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    act = "feedback.change_routing_rule" if rule else "feedback.add_routing_rule"
    record_act(act, subject=row, by=by, at=at, detail=_routing_detail(row))
    return row


@transaction.atomic
def remove_routing_rule(*, rule: RoutingRule, by: Actor, at: datetime) -> None:
    """Delete a rule; what it routed stays where it is, with the words that say why."""
    record_act("feedback.remove_routing_rule", subject=rule, by=by, at=at, detail=_routing_detail(rule))
    rule.delete()


@transaction.atomic
def save_clock_rule(*, rule: ClockRule | None = None, values: Mapping[str, Any], by: Actor, at: datetime) -> ClockRule:
    """Return the clock with these values, made anew where none is given; clocks that run keep what they began with."""
    row = rule or ClockRule()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    act = "feedback.change_clock_rule" if rule else "feedback.add_clock_rule"
    record_act(act, subject=row, by=by, at=at, detail=_clock_detail(row))
    return row


@transaction.atomic
def remove_clock_rule(*, rule: ClockRule, by: Actor, at: datetime) -> None:
    """Delete a clock; those that run keep what they began with."""
    record_act("feedback.remove_clock_rule", subject=rule, by=by, at=at, detail=_clock_detail(rule))
    rule.delete()


def _routing_detail(row: RoutingRule) -> dict[str, Any]:
    return {
        "sector": row.sector.slug if row.sector else "", "place": row.place.slug if row.place else "",
        "target": row.target, "agency": row.agency.slug if row.agency else "",
        "from": row.valid_from and row.valid_from.isoformat(), "to": row.valid_to and row.valid_to.isoformat(),
    }  # fmt: skip


def _clock_detail(row: ClockRule) -> dict[str, Any]:
    return {
        "kind": row.agency_kind, "acknowledge": row.acknowledge_days, "reply": row.answer_days,
        "extension": row.extension_days, "extensions": row.most_extensions, "from": row.valid_from.isoformat(),
    }  # fmt: skip


@transaction.atomic
def load_feedback_rules(*, by: Actor, at: datetime, illustrative: bool = False) -> dict[str, int]:
    """Return how many rules of each kind were added from the data that ships: those that are not there yet. A rule for
    a sector or an agency that the installation does not have is left out. Nothing is changed or removed.
    """
    counts = {"routing": 0, "clocks": 0}
    routing = tomllib.loads((DATA / "routing.toml").read_text(encoding="utf-8"))
    sectors = {row.slug: row for row in Sector.objects.all()}
    agencies = {
        row.slug: row for row in Agency.objects.filter(slug__in=[row.get("agency", "") for row in routing["rule"]])
    }
    for row in routing["rule"]:
        sector, agency = sectors.get(row.get("sector", "")), agencies.get(row.get("agency", ""))
        if ("sector" in row and sector is None) or ("agency" in row and agency is None):
            continue
        same = {"sector": sector, "place": None, "target": row.get("target", "agency"), "agency": agency}
        if not RoutingRule.objects.filter(**same).exists():
            values = {**same, "source": routing["source"], "illustrative": illustrative}
            save_routing_rule(values=values, by=by, at=at)
            counts["routing"] += 1
    clocks = tomllib.loads((DATA / "clocks.toml").read_text(encoding="utf-8"))
    for row in clocks["clock"]:
        if not ClockRule.objects.filter(agency_kind=row["agency_kind"]).exists():
            save_clock_rule(values={**row, "source": clocks["source"], "unverified": True}, by=by, at=at)
            counts["clocks"] += 1
    return counts
