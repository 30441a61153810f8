"""The schema of a package's manifest (data/package_schema.json), and what a value has against it.

Only the words of JSON Schema that the schema uses are known here; a test holds that it uses no other.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "package_schema.json"
KNOWN_WORDS = frozenset(
    {"$ref", "const", "enum", "type", "pattern", "minLength", "minimum", "required", "properties",
     "additionalProperties", "items"}
)  # fmt: skip
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, float),
}  # fmt: skip
_TYPE_NAMES = {
    "object": "nhóm khóa", "array": "danh sách", "string": "chữ", "boolean": "true hoặc false", "null": "null",
    "integer": "số nguyên", "number": "số",
}  # fmt: skip


@cache
def package_schema() -> Mapping[str, Any]:
    """Return the schema of the manifest, as JSON Schema (2020-12)."""
    schema: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return schema


def manifest_problems(manifest: object) -> list[str]:
    """Return what a manifest has against the schema, each problem in Vietnamese with its place; nothing for a good one.

    >>> manifest_problems({"format": "lantoa.goi-phat"})[0]
    'manifest.json: thiếu khóa “version”.'
    """
    return list(_problems(manifest, package_schema(), ""))


def _problems(value: object, rule: Mapping[str, Any], place: str) -> Iterator[str]:
    if "$ref" in rule:
        rule = package_schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    where = f"manifest.json{f', “{place}”' if place else ''}"
    if "const" in rule and (value != rule["const"] or isinstance(value, bool)):
        yield f"{where}: phải là {json.dumps(rule['const'], ensure_ascii=False)}."
        return
    if "enum" in rule and value not in rule["enum"]:
        yield f"{where}: phải là một trong {', '.join(rule['enum'])}."
        return
    kinds = [rule["type"]] if isinstance(rule.get("type"), str) else rule.get("type", [])
    if kinds and not any(_is_of(value, kind) for kind in kinds):
        yield f"{where}: phải là {' hoặc '.join(_TYPE_NAMES[kind] for kind in kinds)}."
        return
    if isinstance(value, str):
        yield from _problems_of_text(value, rule, where)
    elif isinstance(value, dict):
        yield from _problems_of_object(value, rule, place, where)
    elif isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from _problems(entry, rule.get("items", {}), f"{place}[{number}]")
    elif isinstance(value, int | float) and "minimum" in rule and value < rule["minimum"]:
        yield f"{where}: phải từ {rule['minimum']} trở lên."


def _is_of(value: object, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _problems_of_text(value: str, rule: Mapping[str, Any], where: str) -> Iterator[str]:
    if len(value) < rule.get("minLength", 0):
        yield f"{where}: không được để trống."
    elif "pattern" in rule and not re.fullmatch(rule["pattern"].removeprefix("^").removesuffix("$"), value):
        yield f"{where}: không đúng dạng."


def _problems_of_object(value: dict[str, Any], rule: Mapping[str, Any], place: str, where: str) -> Iterator[str]:
    known = rule.get("properties", {})
    for name in rule.get("required", []):
        if name not in value:
            yield f"{where}: thiếu khóa “{name}”."
    for name, inner in value.items():
        if name in known:
            yield from _problems(inner, known[name], f"{place}.{name}" if place else name)
        elif rule.get("additionalProperties") is False:
            yield f"{where}: có khóa lạ “{name[:60]}”."
