"""What an officer says of a table on its way in: which column means what, for which edition, how silence is meant."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any

from lantoa.core.viettext.number_reading import Sign

# Factors that bring numbers of another scale into that of the index: 0.8625 of 1 as 86.25 of 100.
FACTORS = ("1", "100", "10", "0.1", "0.01")


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One table: whether it is used, for which edition (its key), its first row of values, the role of each column.

    `signs` are decimal signs that the officer chose, by the place of the column.
    """

    used: bool
    edition: int | None
    first: int
    headings: tuple[str, ...]
    roles: tuple[str, ...]
    signs: Map[int, Sign] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that is said of one import. `absence`: what a cell without value means, "" leaves such cells out; `factor`:
    what numbers are multiplied by; `accept`: rows in doubt go in as well; `entities`: which entity a name means, by the
    name's key, 0 for none.
    """

    sheets: tuple[SheetMapping, ...] = ()
    absence: str = ""
    factor: str = "1"
    accept: bool = False
    entities: Map[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        sheets = [
            {
                "used": sheet.used, "edition": sheet.edition, "first": sheet.first, "headings": list(sheet.headings),
                "roles": list(sheet.roles), "signs": {str(place): sign for place, sign in sheet.signs.items()},
            }
            for sheet in self.sheets
        ]  # fmt: skip
        return {
            "sheets": sheets, "absence": self.absence, "factor": self.factor, "accept": self.accept,
            "entities": dict(self.entities),
        }  # fmt: skip


def mapping_of(stored: Map[str, Any]) -> Mapping:
    """Return a stored mapping; that of a row without one is empty."""
    sheets = tuple(
        SheetMapping(
            bool(sheet["used"]), sheet["edition"], int(sheet["first"]), tuple(sheet["headings"]), tuple(sheet["roles"]),
            {int(place): sign for place, sign in sheet["signs"].items()},
        )
        for sheet in stored.get("sheets", ())
    )  # fmt: skip
    entities = {str(key): int(pk) for key, pk in stored.get("entities", {}).items()}
    return Mapping(
        sheets, stored.get("absence", ""), stored.get("factor", "1"), bool(stored.get("accept", False)), entities
    )
