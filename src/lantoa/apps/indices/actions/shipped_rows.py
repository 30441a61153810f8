"""Rows of the data that ships (TOML), with the place they stand at, so that what is wrong with one can be named."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any


class BadIndices(ValueError):
    """Data of indices that cannot be loaded; the message, in Vietnamese, names the file and the row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: where it stands ("values.toml, khối 3, dòng 2"), and what it says."""

    place: str
    said: Mapping[str, Any]

    def fault(self, words: str) -> BadIndices:
        """Return the error that names this row."""
        return BadIndices(f"{self.place}: {words}")

    def need(self, key: str) -> Any:
        """Return what the row must say. BadIndices where it does not."""
        if self.said.get(key) in (None, ""):
            raise self.fault(f"thiếu {key}.")
        return self.said[key]

    def day(self, key: str) -> date | None:
        """Return a day, None where the row leaves it out. BadIndices for what is none."""
        value = self.said.get(key)
        # datetime is a date as well, and TOML knows both.
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.fault(f"{key} không phải ngày; hãy ghi năm-tháng-ngày, không có dấu nháy.")

    def known(self, key: str, among: Mapping[Any, Any], what: str) -> Any:
        """Return what the row names by `key`, None where it names nothing. BadIndices for a name nobody has."""
        name = self.said.get(key)
        if name is None:
            return None
        if name not in among:
            raise self.fault(f"{what} “{name}” ({key}) không có.")
        return among[name]

    def only(self, allowed: frozenset[str]) -> None:
        """Raise BadIndices where the row has a key that means nothing, as a misspelt one does."""
        if unknown := sorted(set(self.said) - allowed):
            raise self.fault(f"không hiểu {', '.join(unknown)}.")

    def below(self, key: str, named: str) -> list["Row"]:
        """Return the rows inside this one. BadIndices where they are no rows."""
        return _rows(self.said.get(key, []), f"{self.place}, {named}")


def read_file(folder: Path, name: str) -> dict[str, Any]:
    """Return what the file says, numbers exactly as printed. BadIndices where it is not there or no TOML."""
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise BadIndices(f"{name}: không đọc được tệp trong {folder}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadIndices(f"{name}: không phải tệp TOML: {error}.") from error


def table(data: Mapping[str, Any], file: str, key: str) -> list[Row]:
    """Return the rows of a table of a file. BadIndices where two have the same slug."""
    rows = _rows(data.get(key, []), f"{file}, {key}")
    seen: set[str | None] = set()
    for row in rows:
        slug = row.said.get("slug")
        if slug is not None and slug in seen:
            raise row.fault("mã này đã có ở trên.")
        seen.add(slug)
    return rows


def value_rows(data: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of values.toml, each with what its block says of all of its rows."""
    for block in _rows(data.get("values", []), "values.toml, khối"):
        common = {key: value for key, value in block.said.items() if key != "rows"}
        for row in block.below("rows", "dòng"):
            said = {**common, **row.said}
            named = " ".join(str(said[key]) for key in ("index", "year", "entity", "component") if key in said)
            yield Row(f"{row.place} ({named})", said)


def _rows(given: Any, place: str) -> list[Row]:
    if not isinstance(given, list) or not all(isinstance(said, dict) for said in given):
        raise BadIndices(f"{place}: phải là danh sách các dòng.")
    rows = []
    for number, said in enumerate(given, start=1):
        slug = f" “{said['slug']}”" if said.get("slug") else ""
        rows.append(Row(f"{place} {number}{slug}", said))
    return rows
