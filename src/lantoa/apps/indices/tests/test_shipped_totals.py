"""Totals of the shipped data against what their components add up to."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from lantoa.core.scoring import ScaledPart, TotalRule, Unknown, total_of, total_problem

DATA = Path(__file__).parents[1] / "data"


def read(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def numbers() -> dict[tuple[str, int, str, str], Decimal]:
    """Return the preferred numbers by index, year, entity and component."""
    found = {}
    for block in read("values.toml")["values"]:
        shared = {name: value for name, value in block.items() if name != "rows"}
        for row in ({**shared, **row} for row in block["rows"]):
            if "number" in row and row.get("preferred", True):
                key = (row["index"], row["year"], row["entity"], row.get("component", "tong"))
                found[key] = Decimal(row["number"])
    return found


def exact(row: dict[str, Any], key: str) -> Decimal | None:
    return Decimal(row[key]) if key in row else None


def wholes() -> list[tuple[str, ScaledPart, TotalRule, int]]:
    """Return every total of the data with the components beside it, its rule and decimals."""
    known, found = numbers(), []
    for index in read("indices.toml")["index"]:
        scales = {scale["slug"]: scale for scale in index.get("scale", [])}
        for edition in index.get("edition", []):
            scale, year = scales[edition["scale"]], edition["year_measured"]
            root, *parts = scale["component"]
            for entity in sorted({key[2] for key in known if key[:2] == (index["slug"], year)}):
                at = (index["slug"], year, entity)
                tree = ScaledPart(
                    root["code"], root["name"], known.get((*at, root["code"])), None,
                    exact(root, "highest") or exact(scale, "highest"),
                    tuple(
                        ScaledPart(part["code"], part["name"], known.get((*at, part["code"])), exact(part, "weight"),
                                   exact(part, "highest"))
                        for part in parts
                    ),
                )  # fmt: skip
                label = f"{index['slug']} {year} {entity}"
                found.append((label, tree, TotalRule(scale.get("rule", "unknown")), scale.get("decimals", 2)))
    return found


# In per cent, in the order of the components: worked out from the values, published nowhere (data/README.md).
PCI_WEIGHTS = (5, 5, 20, 5, 10, 5, 5, 20, 20, 5)


class TestShippedTotals:
    def test_follow_from_their_components_wherever_all_are_known(self) -> None:
        checked = [
            label
            for label, tree, rule, _ in wholes()
            if tree.parts and tree.value is not None and not isinstance(total_of(tree, rule), Unknown)
        ]
        assert "papi 2021 quang-tri" in checked
        assert [told for _, tree, rule, decimals in wholes() if (told := total_problem(tree, rule, decimals))] == []

    def test_of_pci_follow_from_one_set_of_weights_until_2021(self) -> None:
        trees = {label: tree for label, tree, _, _ in wholes()}
        for year in range(2013, 2022):
            tree = trees[f"pci {year} quang-tri"]
            parts = [part.value for part in tree.parts]
            assert tree.value is not None and len(parts) == len(PCI_WEIGHTS) and None not in parts
            worked_out = sum(
                (weight * value for weight, value in zip(PCI_WEIGHTS, parts, strict=True) if value is not None),
                Decimal(0),
            )
            assert abs(worked_out / 10 - tree.value) <= Decimal("0.02"), year
