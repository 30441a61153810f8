"""What the import contracts cannot see: relations and templates that point upwards, clocks in core."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "lantoa"
_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
_APPS = next(contract["layers"] for contract in _CONTRACTS if contract["name"].startswith("apps import"))
# Place of each app in the order, the top first; the portal stands above them all.
PLACE = {"portal": -1} | {name.strip(): place for place, layer in enumerate(_APPS) for name in layer.split("|")}
_REFERENCE = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'/]+)/|{%\s*url\s+["']([a-z_]+):""")


def _is_below(lower: str, upper: str) -> bool:
    return PLACE[lower] > PLACE[upper] or lower == upper


class TestRelations:
    def test_point_downwards_or_stay_in_their_app(self) -> None:
        ours = [model for model in apps.get_models() if model._meta.app_label in PLACE]
        upwards = [
            f"{field} → {field.related_model.__name__}"
            for model in ours
            for field in model._meta.get_fields()
            if field.is_relation and not field.auto_created and field.related_model is not None
            if field.related_model._meta.app_label in PLACE
            if not _is_below(field.related_model._meta.app_label, model._meta.app_label)
        ]
        assert ours
        assert upwards == []


class TestTemplates:
    @pytest.mark.parametrize("app", [name for name in PLACE if name != "demo"])
    def test_name_no_app_above_their_own(self, app: str) -> None:
        folder = SOURCE / app if app == "portal" else SOURCE / "apps" / app
        upwards = [
            f"{file.relative_to(SOURCE)}: {named}"
            for file in folder.glob("templates/**/*.html")
            for found in _REFERENCE.finditer(file.read_text(encoding="utf-8"))
            if (named := found.group(1) or found.group(2)) in PLACE
            if not _is_below(named, app)
        ]
        assert upwards == []


class TestCore:
    def test_reads_no_clock(self) -> None:
        clocks = {"now", "today", "utcnow", "localtime", "monotonic", "perf_counter"}
        calls = [
            f"{file.relative_to(SOURCE)}:{node.lineno}"
            for file in (SOURCE / "core").rglob("*.py")
            if "tests" not in file.parts
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr in clocks
        ]
        assert calls == []


class TestFolders:
    def test_every_app_is_placed_in_the_order(self) -> None:
        folders = {path.parent.name for path in (SOURCE / "apps").glob("*/__init__.py")}
        assert folders == set(PLACE) - {"portal"}
