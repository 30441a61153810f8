"""What is hard to hear on the gold sentences; a floor is what was once reached and only rises."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from lantoa.core.speech.listening import hard_to_hear

_FILE = Path(__file__).parent / "listening" / "sentences.tsv"
# Part, precision, recall.
FLOORS = [("settled", 1.0, 1.0), ("held", 1.0, 1.0)]


@dataclass
class Counts:
    """What was found against what was wanted."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


def _rows() -> list[tuple[str, frozenset[str], str]]:
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    return [(part, frozenset(kinds.split(",")) - {""}, text.replace("⏎", "\n")) for part, kinds, text in rows]


def _measured(part: str) -> tuple[Counts, list[str]]:
    counts, remarks = Counts(), []
    for row_part, wanted, text in _rows():
        if row_part != part:
            continue
        found = {one.kind for one in hard_to_hear(text)}
        counts.right += len(wanted & found)
        counts.wrong += len(found - wanted)
        counts.missed += len(wanted - found)
        if found != wanted:
            remarks.append(f"{sorted(found)} instead of {sorted(wanted)}: {text}")
    return counts, remarks


class TestHardToHear:
    @pytest.mark.parametrize(("part", "precision", "recall"), FLOORS)
    def test_finds_what_a_listener_cannot_follow_and_leaves_good_texts_alone(
        self, part: str, precision: float, recall: float
    ) -> None:
        counts, remarks = _measured(part)
        assert counts.right / max(1, counts.right + counts.wrong) >= precision, "\n".join(remarks)
        assert counts.right / max(1, counts.right + counts.missed) >= recall, "\n".join(remarks)

    def test_has_sixty_sentences_and_more_half_of_them_good(self) -> None:
        rows = _rows()
        good = sum(not wanted for _, wanted, _ in rows)
        assert len(rows) >= 60
        assert 0.45 <= good / len(rows) <= 0.6

    def test_names_places_of_the_text_with_advice(self) -> None:
        for _, _, text in _rows():
            for one in hard_to_hear(text):
                assert text[one.start : one.end] == one.text
                assert one.advice.endswith(".") and "{" not in one.advice
