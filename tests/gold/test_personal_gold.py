"""Personal words on the gold sentences; a floor is what was once reached and only rises."""

import re
from pathlib import Path

import pytest

from lantoa.core.analysis.personal_words import PersonalKind, personal_words, without_personal_words

_FOLDER = Path(__file__).parent / "personal"
_KINDS = {
    "ten": PersonalKind.NAME,
    "sdt": PersonalKind.PHONE,
    "thu": PersonalKind.EMAIL,
    "cccd": PersonalKind.IDENTITY,
    "bien": PersonalKind.PLATE,
    "stk": PersonalKind.BANK,
    "nha": PersonalKind.ADDRESS,
    "lk": PersonalKind.LINK,
}
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")
# Part, precision, recall.
FLOORS = [("settled", 1.0, 1.0), ("held", 1.0, 1.0)]


def _rows(part: str) -> list[tuple[str, set[tuple[int, int, PersonalKind]]]]:
    rows = []
    for line in (_FOLDER / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        text, wanted = "", set()
        position = 0
        for mark in _MARK.finditer(line):
            text += line[position : mark.start()]
            wanted.add((len(text), len(text) + len(mark[2]), _KINDS[mark[1]]))
            text += mark[2]
            position = mark.end()
        rows.append((text + line[position:], wanted))
    return rows


def _measured(part: str) -> tuple[float, float, list[str]]:
    right = wrong = missed = 0
    remarks = []
    for text, wanted in _rows(part):
        found = {(each.start, each.end, each.kind) for each in personal_words(text)}
        right += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found)
        remarks += [f"too much: {kind} “{text[start:end]}” in: {text}" for start, end, kind in sorted(found - wanted)]
        remarks += [f"missed: {kind} “{text[start:end]}” in: {text}" for start, end, kind in sorted(wanted - found)]
    return right / max(1, right + wrong), right / max(1, right + missed), remarks


class TestPersonalWords:
    @pytest.mark.parametrize(("part", "precision", "recall"), FLOORS)
    def test_stay_above_their_floors(self, part: str, precision: float, recall: float) -> None:
        reached_precision, reached_recall, remarks = _measured(part)
        told = "\n".join([f"precision {reached_precision:.3f}, recall {reached_recall:.3f}", *remarks])
        assert reached_precision >= precision and reached_recall >= recall, told

    def test_are_measured_on_at_least_eighty_sentences(self) -> None:
        assert sum(len(_rows(part)) for part, _, _ in FLOORS) >= 80

    @pytest.mark.parametrize("part", [part for part, _, _ in FLOORS])
    def test_are_gone_once_taken_out(self, part: str) -> None:
        for text, _ in _rows(part):
            words = {each.words for each in personal_words(text) if each.kind != PersonalKind.NAME}
            assert not any(word in without_personal_words(text) for word in words)
