import copy
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from lantoa.apps.contests.factories import make_contest
from lantoa.apps.contests.models import Prize
from lantoa.apps.contests.queries.rules import rules_of
from lantoa.apps.contests.rules_text import rules_changes, rules_text

_OTHER = {
    "audience": {"officials": "citizens", "citizens": "officials"},
    "audiences": ["citizens"],
    "bank": "Ngân hàng khác",
    "difficulty": "hard",
    "prediction": "perfect",
    "tie_breaks": ["seconds"],
    "unit_ranking": "both",
    "winner": {"person": "unit", "unit": "person"},
    "unit_kind": "newspaper",
    "opens_at": "2030-01-01T00:00:00+00:00",
    "closes_at": "2030-02-01T00:00:30+00:00",
}


def _words(rules: dict[str, Any]) -> str:
    return "\n".join(line for section in rules_text(rules) for line in section.lines)


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to each value of the rules; lists of words are one value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*path, place))
    else:
        yield path


def _changed(rules: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """Return the rules with another value at that place."""
    other = copy.deepcopy(rules)
    place = other
    for key in path[:-1]:
        place = place[key]
    old, name = place[path[-1]], path[-1]
    if isinstance(old, bool):
        place[name] = not old
    elif isinstance(old, int):
        place[name] = old + 1
    elif name in _OTHER:
        other_value = _OTHER[name]
        place[name] = other_value[old] if isinstance(other_value, dict) else other_value
    else:
        place[name] = 61 if old is None else f"{old} khác"
    assert place[name] != old
    return other


@pytest.fixture
def rules(now: datetime, db: None) -> dict[str, Any]:
    contest = make_contest(
        at=now, rounds=2, announced=False, least_age=18, place="đang sống tại Quảng Trị", minutes_allowed=30,
        attempts_allowed=3, contact="Sở Nội vụ, 0233 000 000", introduction="Cuộc thi thử.",
    )  # fmt: skip
    given = {"contest": contest, "name": "Giải nhất", "first_rank": 1, "last_rank": 2}
    Prize.objects.create(winner="person", audience="officials", amount_dong=2_000_000, note="giấy khen", **given)
    Prize.objects.create(winner="unit", unit_kind="commune_committee", amount_dong=900_000, **given)
    return rules_of(contest)


class TestRulesText:
    def test_changes_with_every_value_of_the_rules(self, rules: dict[str, Any]) -> None:
        text = _words(rules)
        # What form the data has is no promise; a prize of units has no audience, one of people no kind of unit.
        untold = {("form",), ("prizes", 0, "unit_kind"), ("prizes", 1, "audience")}
        silent = [path for path in _leaves(rules) if path not in untold and _words(_changed(rules, path)) == text]
        assert silent == []

    def test_says_names_numbers_and_moments_as_they_are(self, rules: dict[str, Any]) -> None:
        text = _words(rules)
        for words in (rules["title"], rules["organiser"], rules["contact"], "2.000.000 đồng và giấy khen", "18 tuổi"):
            assert words in text

    def test_of_two_versions_tells_what_changed(self, rules: dict[str, Any]) -> None:
        later = _changed(rules, ("keeps_months",))
        changes = rules_changes(rules, later)
        assert len(changes) == 2 and "7 tháng" in changes[1]
        assert rules_changes(rules, rules) == []
