"""The templates of contests: common forms of rules as data (data/templates.toml), each with the rules it follows."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent.parent / "data" / "templates.toml"
_OF_THE_CONTEST = (
    "officials", "citizens", "least_age", "most_age", "attempts_allowed", "minutes_allowed", "shuffles_options",
    "prediction", "tie_breaks", "unit_ranking",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContestTemplate:
    """One form of rules. `values` are fields of a contest; `questions` in each paper, of any difficulty; `prizes` give
    the names of the places from the first down for a winner and an audience ("" for all).
    """

    code: str
    name: str
    about: str
    source: str
    values: Mapping[str, Any]
    rounds: int
    round_title: str
    round_days: int
    questions: int
    prizes: tuple[Mapping[str, Any], ...] = field(default=())


@cache
def contest_templates() -> dict[str, ContestTemplate]:
    """Return the templates by code, in their order. No query."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {row["code"]: _template(row) for row in data["templates"]}


def _template(row: dict[str, Any]) -> ContestTemplate:
    return ContestTemplate(
        values={name: row[name] for name in _OF_THE_CONTEST if name in row},
        prizes=tuple(row.get("prizes", ())),
        **{
            name: row[name]
            for name in ("code", "name", "about", "source", "rounds", "round_title", "round_days", "questions")
        },
    )
