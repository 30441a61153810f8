"""How well the reader of official documents reads a labelled set: directive 300 as it came, and papers of many forms.

All but directive 300 are invented: their agencies, people and numbers do not exist. Each was labelled by hand before
the reader saw it. The floors only rise: a change that lowers one is a step back and must not pass.
"""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lantoa.core.officialdoc import read_directive

SET = Path(__file__).parent / "directives"
NAMES = sorted(path.stem for path in SET.glob("*.txt"))
FIELDS = [
    *("issuer_parent", "issuer", "number", "symbol", "year_in_symbol", "place", "date", "doc_type", "subject"),
    *("recipients", "legal_bases", "proposals", "signer", "distribution", "items", "missing"),
]
# The share of documents whose field is read exactly as labelled; reached on 68 documents.
FLOORS = dict.fromkeys(FIELDS, 1.0)


def _text(name: str) -> str:
    return (SET / f"{name}.txt").read_text(encoding="utf-8")


def _label(name: str) -> dict[str, Any]:
    label: dict[str, Any] = json.loads((SET / f"{name}.json").read_text(encoding="utf-8"))
    return label


@pytest.fixture(scope="module")
def readings() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    return {name: (_label(name), read_directive(_text(name)).as_dict()) for name in NAMES}


class TestDirectivesGold:
    def test_holds_directive_300_and_many_forms(self) -> None:
        labels = [_label(name) for name in NAMES]
        assert "cong-van-300" in NAMES
        assert len(NAMES) >= 30
        assert len({label["doc_type"] for label in labels}) >= 10

    def test_labels_name_every_field(self) -> None:
        for name in NAMES:
            assert list(_label(name)) == FIELDS, name

    @pytest.mark.parametrize("field", FIELDS)
    def test_reads_the_field_at_least_as_often_as_the_floor(
        self, field: str, readings: dict[str, tuple[dict[str, Any], dict[str, Any]]]
    ) -> None:
        wrong = {name: read[field] for name, (label, read) in readings.items() if read[field] != label[field]}
        assert 1 - len(wrong) / len(readings) >= FLOORS[field], wrong


def _without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line.strip() else line for line in text.split("\n"))


@pytest.mark.parametrize("name", NAMES)
class TestOtherShapesOfTheSameDocument:
    """The same words in another shape of file are the same document."""

    @pytest.mark.parametrize(
        "reshape",
        [
            _without_blank_lines,
            _indented,
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: "\ufeff" + text.replace("\n", "\r\n"),
            lambda text: text.replace("  ", "\u00a0 "),
        ],
        ids=["no blank lines", "indented", "decomposed", "mark and CRLF", "no-break spaces"],
    )
    def test_read_the_same(self, name: str, reshape: Callable[[str], str]) -> None:
        read = read_directive(reshape(_text(name))).as_dict()
        label = _label(name)
        assert {field: read[field] for field in FIELDS if read[field] != label[field]} == {}
