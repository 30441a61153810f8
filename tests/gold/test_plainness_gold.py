"""The plain-language check on the gold sentences; a floor is what was once reached and only rises."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lantoa.core.analysis.plain_language import Draft, Hint, Piece, PieceKind, check_plainness, mended

_FILE = Path(__file__).parent / "plainness" / "sentences.jsonl"
_TODAY = "2026-11-26"
# Part, precision, recall, share of mends that give exactly the text an editor wrote.
FLOORS = [("settled", 1.0, 1.0, 1.0), ("held", 1.0, 1.0, 1.0)]


@dataclass
class Counts:
    """What was found against what was wanted."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    mended: int = 0
    to_mend: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def _rows(part: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if bool(row.get("held")) == (part == "held")]


def _hints(row: dict[str, Any]) -> list[Hint]:
    piece = Piece("x", row["text"], PieceKind(row.get("kind", "paragraph")))
    draft = Draft("", "", "Bạn được lợi.", date.fromisoformat(row.get("on", _TODAY)), [piece])
    return [hint for hint in check_plainness(draft).hints if hint.place == "x"]


def _all_mended(text: str, hints: Iterable[Hint]) -> str:
    for mend in sorted((hint.mend for hint in hints if hint.mend), key=lambda mend: -mend.start):
        text = mended(text, mend)
    return text


def _measured(part: str) -> tuple[Counts, list[str]]:
    counts, remarks = Counts(), []
    for row in _rows(part):
        hints = _hints(row)
        found = {
            (hint.kind.value, hint.words) if hint.kind.value != "long_sentence" else (hint.kind.value,)
            for hint in hints
        }
        wanted, allowed = {tuple(want) for want in row["wanted"]}, {tuple(one) for one in row.get("allowed", [])}
        wrong, missed = found - wanted - allowed, wanted - found
        counts.right += len(found & wanted)
        counts.wrong += len(wrong)
        counts.missed += len(missed)
        if wrong or missed:
            remarks.append(f"{row['text']}: wrong {sorted(wrong)}, missed {sorted(missed)}")
        if "mended" in row:
            text = _all_mended(row["text"], hints)
            counts.to_mend += 1
            counts.mended += text == row["mended"]
            if text != row["mended"]:
                remarks.append(f"{row['mended']!r} became {text!r}")
    return counts, remarks


class TestPlainness:
    @pytest.mark.parametrize(("part", "precision", "recall", "exact"), FLOORS)
    def test_agrees_with_the_editor(self, part: str, precision: float, recall: float, exact: float) -> None:
        counts, remarks = _measured(part)
        assert counts.precision >= precision, remarks
        assert counts.recall >= recall, remarks
        assert counts.mended >= exact * counts.to_mend, remarks

    def test_has_enough_sentences_of_both_parts(self) -> None:
        assert len(_rows("settled")) >= 60
        assert len(_rows("held")) >= 15
