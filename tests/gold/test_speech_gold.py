"""Reading aloud on the gold cases: each is said exactly; what is known to fail is kept apart and must still fail."""

from pathlib import Path

import pytest

from lantoa.core.speech import speak

FOLDER = Path(__file__).parent / "speech"
FAILING = "known_failures"
KINDS = sorted(file.stem for file in FOLDER.glob("*.tsv") if file.stem != FAILING)
CASES_FLOOR = 1220
FAILING_CEILING = 20


def cases(kind: str) -> list[tuple[str, str]]:
    """The cases of one file: written, said."""
    lines = (FOLDER / f"{kind}.tsv").read_text(encoding="utf-8").splitlines()
    return [(written, said) for written, said in (line.split("\t") for line in lines)]


class TestSpeechGold:
    @pytest.mark.parametrize("kind", KINDS)
    def test_is_said_exactly(self, kind: str) -> None:
        wrong = [(written, said, speak(written).text) for written, said in cases(kind) if speak(written).text != said]

        assert wrong == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_is_said_the_same_when_read_again(self, kind: str) -> None:
        assert [said for _, said in cases(kind) if speak(said).text != said] == []

    def test_moves_up_what_no_longer_fails(self) -> None:
        mended = [written for written, said in cases(FAILING) if speak(written).text == said]

        assert mended == [], "these hold now: move them to the file of their kind"

    def test_has_cases_enough_and_few_that_fail(self) -> None:
        written = [case[0] for kind in KINDS for case in cases(kind)]

        assert len(set(written)) >= CASES_FLOOR
        assert len(cases(FAILING)) <= FAILING_CEILING
